namespace Akka.Actor.Internal;

using System.Diagnostics;

/// <summary>A child and the budget of its restarts.</summary>
public class ChildRestartStats : IChildStats
{
    public ChildRestartStats(IInternalActorRef child, uint maxNrOfRetriesCount = 0, long restartTimeWindowStartTicks = 0)
    {
        Child = child;
        MaxNrOfRetriesCount = maxNrOfRetriesCount;
        RestartTimeWindowStartTicks = restartTimeWindowStartTicks;
    }

    public long Uid => Child.Path.Uid;

    public IInternalActorRef Child { get; }

    public uint MaxNrOfRetriesCount { get; private set; }

    public long RestartTimeWindowStartTicks { get; private set; }

    /// <summary>Charges one restart. Without a limit but with a window, one restart a window is allowed.</summary>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0)
        {
            return false;
        }

        if (withinTimeMilliseconds > 0)
        {
            return ChargeWindow(maxNrOfRetries > 0 ? (uint)maxNrOfRetries : 1, withinTimeMilliseconds);
        }

        return maxNrOfRetries < 0 || ++MaxNrOfRetriesCount <= maxNrOfRetries;
    }

    private bool ChargeWindow(uint retries, int windowMilliseconds)
    {
        var now = Stopwatch.GetTimestamp();
        if (RestartTimeWindowStartTicks == 0)
        {
            RestartTimeWindowStartTicks = now;
        }

        if (Stopwatch.GetElapsedTime(RestartTimeWindowStartTicks, now).TotalMilliseconds > windowMilliseconds)
        {
            MaxNrOfRetriesCount = 1;
            RestartTimeWindowStartTicks = now;
            return true;
        }

        return ++MaxNrOfRetriesCount <= retries;
    }
}
