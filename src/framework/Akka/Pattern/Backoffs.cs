namespace Akka.Pattern;

/// <summary>Waits that double.</summary>
internal static class Backoffs
{
    /// <summary>The wait after <paramref name="count"/> earlier ones (0 for the first), never above the maximum before chance adds its part.</summary>
    internal static TimeSpan Wait(int count, TimeSpan min, TimeSpan max, double randomFactor)
    {
        // 2^30 times anything that makes sense is beyond every maximum, and higher powers would overflow.
        var doubled = min * Math.Pow(2, Math.Min(count, 30));
        var wait = doubled < max ? doubled : max;
        return wait * (1.0 + (Random.Shared.NextDouble() * randomFactor));
    }
}
