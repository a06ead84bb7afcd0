namespace Akka.P2P.Faults.Soaking;

using System.Globalization;

/// <summary>One number of one process over time, and whether it stays where it is.</summary>
/// <param name="name">What is measured.</param>
/// <param name="unit">In what, for people.</param>
/// <param name="most">What it may rise by over the second half and still count as flat.</param>
/// <param name="share">The same, as a share of its mean; the greater of both counts.</param>
public sealed class Series(string name, string unit, double most, double share)
{
    /// <summary>Fewer samples show nothing.</summary>
    public const int Least = 10;

    private readonly List<(double Seconds, double Value)> _samples = [];

    /// <summary>What is measured.</summary>
    public string Name => name;

    /// <summary>How often it was measured.</summary>
    public int Count => _samples.Count;

    /// <summary>The first value, and the greatest.</summary>
    public (double First, double Greatest) Range => _samples.Count == 0 ? (0, 0) : (_samples[0].Value, _samples.Max(s => s.Value));

    /// <summary>The mean of the second half: the first is for warming up.</summary>
    public double Mean => SecondHalf is { Count: > 0 } half ? half.Average(s => s.Value) : 0;

    /// <summary>Least squares over the second half, a second.</summary>
    public double Slope
    {
        get
        {
            var half = SecondHalf;
            if (half.Count < 2)
                return 0;
            var (x, y) = (half.Average(s => s.Seconds), half.Average(s => s.Value));
            var spread = half.Sum(s => (s.Seconds - x) * (s.Seconds - x));
            return spread == 0 ? 0 : half.Sum(s => (s.Seconds - x) * (s.Value - y)) / spread;
        }
    }

    /// <summary>What the line of least squares rises by from the beginning to the end of the second half.</summary>
    public double Rise => SecondHalf is { Count: > 1 } half ? Slope * (half[^1].Seconds - half[0].Seconds) : 0;

    /// <summary>The greatest rise that counts as flat.</summary>
    public double Allowed => Math.Max(most, Mean * share);

    /// <summary>The rule: over the second half of at least <see cref="Least"/> samples, the line of least squares rises by no more than is allowed.</summary>
    public bool IsFlat => Count >= Least && Rise <= Allowed;

    private List<(double Seconds, double Value)> SecondHalf
    {
        get
        {
            var middle = _samples.Count == 0 ? 0 : (_samples[0].Seconds + _samples[^1].Seconds) / 2;
            return [.. _samples.Where(s => s.Seconds >= middle)];
        }
    }

    /// <summary>One more.</summary>
    public void Add(TimeSpan at, double value) => _samples.Add((at.TotalSeconds, value));

    /// <summary>The newest value, for a line of a log.</summary>
    public string Last() => string.Create(CultureInfo.InvariantCulture, $"{name} {(_samples.Count == 0 ? 0 : _samples[^1].Value):0.#}");

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-10} first {Range.First,8:0.0}  mean {Mean,8:0.0}  greatest {Range.Greatest,8:0.0} {unit,-4} slope {Slope * 60,8:0.000} a minute, rise {Rise,7:0.00} of {Allowed:0.0} allowed  {(IsFlat ? "flat" : Count < Least ? $"ONLY {Count} SAMPLES" : "RISES")}");
}
