namespace Akka.Actor;

/// <summary>An error as an answer. New code answers with <see cref="Status.Failure"/>.</summary>
public class Failure
{
    /// <summary>What went wrong.</summary>
    public Exception Exception { get; set; } = null!;

    /// <summary>When.</summary>
    public DateTime Timestamp { get; set; }
}
