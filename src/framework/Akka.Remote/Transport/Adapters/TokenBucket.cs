namespace Akka.Remote.Transport;

/// <summary>
/// So many bytes a second, and a stock of as many as went unused, up to a capacity. What is larger than the capacity passes when anything
/// is there, on credit.
/// </summary>
/// <param name="capacity">Bytes.</param>
/// <param name="tokensPerSecond">Bytes a second.</param>
/// <param name="nanoTimeOfLastSend">When <paramref name="availableTokens"/> were there; nanoseconds.</param>
/// <param name="availableTokens">Bytes; below zero on credit.</param>
public sealed class TokenBucket(int capacity, double tokensPerSecond, long nanoTimeOfLastSend, int availableTokens) : ThrottleMode
{
    private const double NanosPerSecond = 1e9;

    private readonly int _capacity = capacity;
    private readonly double _tokensPerSecond = tokensPerSecond;
    private readonly long _nanoTimeOfLastSend = nanoTimeOfLastSend;
    private readonly int _availableTokens = availableTokens;

    public static bool operator ==(TokenBucket left, TokenBucket right) => Equals(left, right);

    public static bool operator !=(TokenBucket left, TokenBucket right) => !Equals(left, right);

    public override (ThrottleMode, bool) TryConsumeTokens(long nanoTimeOfSend, int tokens) => IsAvailable(nanoTimeOfSend, tokens)
        ? (new TokenBucket(_capacity, _tokensPerSecond, nanoTimeOfSend, Stock(nanoTimeOfSend) - tokens), true)
        : (this, false);

    public override TimeSpan TimeToAvailable(long currentNanoTime, int tokens)
    {
        var missing = (tokens > _capacity ? 1 : tokens) - Stock(currentNanoTime);
        return missing <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(missing / _tokensPerSecond);
    }

    public override bool Equals(object? obj) => obj is TokenBucket other
        && _capacity == other._capacity && _tokensPerSecond.Equals(other._tokensPerSecond)
        && _nanoTimeOfLastSend == other._nanoTimeOfLastSend && _availableTokens == other._availableTokens;

    public override int GetHashCode() => HashCode.Combine(_capacity, _tokensPerSecond, _nanoTimeOfLastSend, _availableTokens);

    private bool IsAvailable(long now, int tokens) => tokens > _capacity ? Stock(now) > 0 : Stock(now) >= tokens;

    private int Stock(long now) =>
        (int)Math.Min(_availableTokens + (Math.Max(0, now - _nanoTimeOfLastSend) / NanosPerSecond * _tokensPerSecond), _capacity);
}
