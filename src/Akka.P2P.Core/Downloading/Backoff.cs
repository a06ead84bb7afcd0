namespace Akka.P2P.Core.Downloading;

/// <summary>
/// Exponential delays with jitter: the n-th is drawn evenly from the upper half of <c>min × 2ⁿ</c>, which grows no further than
/// <c>max</c>. So many who fail together do not come back together.
/// </summary>
public sealed record Backoff(TimeSpan Min, TimeSpan Max)
{
    /// <param name="failures">How many failures there have been in a row; from 1.</param>
    /// <param name="random">The only source of chance.</param>
    public TimeSpan Next(int failures, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var doubled = Min * Math.Pow(2, int.Min(failures - 1, 30));
        var ceiling = doubled < Max ? doubled : Max;
        return ceiling / 2 + ceiling / 2 * random.NextDouble();
    }
}
