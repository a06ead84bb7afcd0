namespace Akka.P2P.Node.Hosting;

using Akka.P2P.Core.Downloading;

/// <summary>
/// How long to wait before the node is rebuilt: not at all the first time, then with growing pauses until it was left in peace for twice the
/// longest one. Anybody who speaks the transport can say that it has quarantined us, again and again; with the pauses that costs the other
/// peers little.
/// </summary>
internal sealed class RebuildPace(Backoff backoff)
{
    private TimeSpan? _last;
    private int _inARow;

    /// <param name="now">The span since any fixed origin.</param>
    public TimeSpan Next(TimeSpan now, Random random)
    {
        if (_last is { } last && now - last > 2 * backoff.Max)
            _inARow = 0;
        var pause = _inARow == 0 ? TimeSpan.Zero : backoff.Next(_inARow, random);
        _inARow++;
        _last = now + pause;
        return pause;
    }
}
