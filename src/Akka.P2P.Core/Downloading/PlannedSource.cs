namespace Akka.P2P.Core.Downloading;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

/// <summary>What a plan knows of one source.</summary>
/// <param name="id">Who.</param>
/// <param name="number">Grows with each that joins.</param>
/// <param name="record">What is known of it beyond the plan.</param>
/// <param name="joinedAt">When.</param>
internal sealed class PlannedSource(PeerId id, long number, SourceRecord record, TimeSpan joinedAt)
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(4);

    private double _busyBytes;
    private TimeSpan _busyTime;
    private TimeSpan _busySince;

    public PeerId Id { get; } = id;

    public long Number => number;

    public RetryBudget Budget => record.Budget;

    public TimeSpan JoinedAt => joinedAt;

    /// <summary>Bytes that it gave; what was long ago counts less and less.</summary>
    public double GaveLately { get; set; }

    /// <summary>Null until it said what it holds; a full one has <see cref="HoldsAll"/> instead.</summary>
    public Bitfield? Chunks { get; set; }

    public bool HoldsAll { get; set; }

    /// <summary>Its fetcher is connected and not choked. Only <see cref="SourceTable"/> sets it.</summary>
    public bool IsReady { get; set; }

    public int ClaimCount { get; private set; }

    public long ClaimedBytes { get; private set; }

    public List<Evidence> Evidence => record.Evidence;

    /// <summary>Chokes, since it last gave a chunk, that left requests of ours unanswered.</summary>
    public int EmptyTurns { get; set; }

    /// <summary>
    /// In this round nothing that is wanted was found in what it holds: no need to look again until the next one begins, or it holds more.
    /// </summary>
    public long ExhaustedIn { get; set; } = -1;

    /// <summary>Bytes a second while it had something to do for us; null before its first chunk.</summary>
    public double? Rate { get; private set; }

    public bool Holds(int chunk) => HoldsAll || (Chunks is { } chunks && chunks[chunk]);

    public bool CanServeAt(TimeSpan now) => IsReady && Budget.NotBefore <= now;

    /// <summary>It was given a chunk.</summary>
    public void Claimed(int bytes, TimeSpan now)
    {
        if (ClaimCount++ == 0)
            _busySince = now;
        ClaimedBytes += bytes;
    }

    /// <summary>A chunk of its is not on its way any more.</summary>
    public void Unclaimed(int bytes)
    {
        ClaimCount--;
        ClaimedBytes -= bytes;
    }

    /// <summary>It gave a chunk: what it takes from the last one, or from the first question, is the measure of its speed.</summary>
    public void Gave(int bytes, TimeSpan now)
    {
        Budget.Succeeded();
        EmptyTurns = 0;
        GaveLately += bytes;
        Measure(bytes, now);
    }

    /// <summary>It took so long that a chunk went elsewhere.</summary>
    public void WasSlow(TimeSpan now) => Measure(0, now);

    private void Measure(int bytes, TimeSpan now)
    {
        _busyBytes += bytes;
        _busyTime += now - _busySince;
        _busySince = now;
        Rate = _busyTime > TimeSpan.Zero ? _busyBytes / _busyTime.TotalSeconds : null;
        if (_busyTime <= Memory)
            return;
        // What was long ago counts less and less.
        _busyBytes /= 2;
        _busyTime /= 2;
    }
}
