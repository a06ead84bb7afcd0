namespace Akka.Remote.Engine;

/// <summary>
/// Lets a few log lines of one kind through, and then one at most every ten seconds that says how many were left out: whoever can
/// make a node log can fill its disk.
/// </summary>
internal sealed class Grumbler(int burst, Func<long> millis)
{
    private const long Pause = 10_000;

    private readonly Lock _sync = new();
    private long _windowSince = long.MinValue / 2;
    private int _inWindow;
    private int _left;

    /// <summary>True when the line may be written.</summary>
    /// <param name="more">What to write behind it: empty, or how many were not written since the last one.</param>
    public bool May(out string more)
    {
        lock (_sync)
        {
            var now = millis();
            if (now - _windowSince >= Pause)
            {
                (_windowSince, _inWindow) = (now, 0);
            }

            if (++_inWindow > burst)
            {
                _left++;
                more = "";
                return false;
            }

            more = _left == 0 ? "" : $" (and {_left} more like this since the last line)";
            _left = 0;
            return true;
        }
    }
}
