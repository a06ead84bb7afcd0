namespace Akka.P2P.Faults.Running;

using System.Globalization;

/// <summary>
/// What one leecher got and said, as far as it matters for the question whether it ended in honour without the tree. Written by the
/// leecher's life, read by whoever judges; times are of the run's own clock.
/// </summary>
public sealed class LeecherHistory
{
    /// <summary>Chunks that were on their way when it said that it waits may still be counted so long after.</summary>
    public static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(3);

    private readonly object _gate = new();
    private TimeSpan _progressAt;
    private (TimeSpan At, string Text)? _waits;
    private (TimeSpan At, string Text)? _failed;

    /// <summary>Whether it ever had a process.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>A new process: what an earlier one said is no word of its own.</summary>
    public void Started()
    {
        lock (_gate)
        {
            HasStarted = true;
            _waits = null;
            _failed = null;
        }
    }

    /// <summary>It holds other bytes than before.</summary>
    public void Progressed(TimeSpan at)
    {
        lock (_gate)
            _progressAt = at;
    }

    /// <summary>The event <c>waiting</c>; one without a reason says nothing.</summary>
    public void Waits(TimeSpan at, string? reason)
    {
        lock (_gate)
            _waits = string.IsNullOrWhiteSpace(reason) ? null : (at, $"waits: {reason}");
    }

    /// <summary>The event <c>resumed</c>: it waits no longer.</summary>
    public void Resumed()
    {
        lock (_gate)
            _waits = null;
    }

    /// <summary>The events <c>download-failed</c> and <c>failed</c>; one without a reason says nothing.</summary>
    public void Failed(TimeSpan at, string? reason)
    {
        lock (_gate)
            _failed = string.IsNullOrWhiteSpace(reason) ? null : (at, $"failed: {reason}");
    }

    /// <summary>Its process ended by itself; only 1 to 5 with a sentence is a word.</summary>
    public void Exited(TimeSpan at, int code, string? sentence)
    {
        lock (_gate)
        {
            _waits = null;
            _failed = code is >= 1 and <= 5 && !string.IsNullOrWhiteSpace(sentence)
                ? (at, string.Create(CultureInfo.InvariantCulture, $"exit code {code}: {sentence}"))
                : null;
        }
    }

    /// <summary>Why it has no more than it has, in its own words, said after its last progress; null when it said nothing.</summary>
    public string? LastWord()
    {
        lock (_gate)
        {
            return _failed is { } failed && failed.At >= _progressAt ? failed.Text
                : _waits is { } waits && waits.At + OnTheWay >= _progressAt ? waits.Text
                : null;
        }
    }
}
