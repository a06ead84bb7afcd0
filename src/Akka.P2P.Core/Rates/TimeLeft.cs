namespace Akka.P2P.Core.Rates;

/// <summary>When something will be done, at the rate that it has now.</summary>
public static class TimeLeft
{
    // Beyond this the rate of the last seconds says nothing.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(100);

    /// <returns>Null when that can't be said: nothing moves, or so slowly that it means nothing.</returns>
    public static TimeSpan? Of(long bytesLeft, double bytesPerSecond)
    {
        if (bytesLeft <= 0)
            return TimeSpan.Zero;
        if (!(bytesPerSecond > 0) || bytesLeft / bytesPerSecond > Longest.TotalSeconds)
            return null;
        return TimeSpan.FromSeconds(double.Ceiling(bytesLeft / bytesPerSecond));
    }
}
