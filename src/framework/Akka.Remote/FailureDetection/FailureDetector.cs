namespace Akka.Remote;

using System.Diagnostics;

/// <summary>A clock of whole milliseconds from an arbitrary start; it never goes backwards.</summary>
public delegate long Clock();

/// <summary>Watches one resource by its heartbeats and judges whether it is still there. Implementations are safe for use by several threads.</summary>
public abstract class FailureDetector
{
    /// <summary>The machine's monotonic clock, in milliseconds.</summary>
    public static readonly Clock DefaultClock = () => (long)Stopwatch.GetElapsedTime(0).TotalMilliseconds;

    protected FailureDetector()
    {
    }

    /// <summary>False once the resource is taken for lost. A resource that has never sent a heartbeat counts as available.</summary>
    public abstract bool IsAvailable { get; }

    /// <summary>True from the first heartbeat on.</summary>
    public abstract bool IsMonitoring { get; }

    /// <summary>Notes that the resource was heard of just now.</summary>
    public abstract void HeartBeat();
}
