namespace Akka.P2P.Core.Talking;

/// <summary>One log line in so long, which says for how many it stands: strangers can make us log, but not often.</summary>
/// <param name="every">Between two lines.</param>
public sealed class LogPace(TimeSpan every)
{
    private TimeSpan? _last;
    private long _waiting;

    /// <param name="now">The span since any fixed origin.</param>
    /// <param name="count">How many have happened since the last line, this one included.</param>
    /// <returns>Whether a line is due.</returns>
    public bool IsDue(TimeSpan now, out long count)
    {
        count = ++_waiting;
        if (_last is { } last && now - last < every)
            return false;
        (_last, _waiting) = (now, 0);
        return true;
    }
}
