namespace Akka.Remote.Engine;

/// <summary>
/// Puts the system messages of one incarnation back in order and drops those that came before. Safe for use by several threads,
/// since for a moment two connections may bring messages.
/// </summary>
internal sealed class SystemInbox(int capacity)
{
    /// <summary>Bytes of messages that wait for one before them. A peer that leaves gaps on purpose must not take the memory.</summary>
    private const long MostEarlyBytes = 4 * 1024 * 1024;

    /// <summary>Missing numbers that one acknowledgement names; the next one names others.</summary>
    private const int MostMissing = 128;

    private readonly Lock _sync = new();
    private ulong _last;
    private long _earlyBytes;
    private readonly Dictionary<ulong, (Action Deliver, int Size)> _early = [];
    private ulong _next;

    /// <summary>
    /// Takes a message. <paramref name="deliver"/> is called now, later, or never (a repetition); deliveries never overlap.
    /// Returns what to acknowledge.
    /// </summary>
    /// <param name="sequence">Its number.</param>
    /// <param name="deliver">What to do with it.</param>
    /// <param name="size">Bytes that it holds while it waits.</param>
    public (ulong Cumulative, List<ulong> Missing) Take(ulong sequence, Action deliver, int size = 0)
    {
        lock (_sync)
        {
            if (sequence == _next)
            {
                _next++;
                deliver();
                while (_early.Remove(_next, out var follower))
                {
                    _next++;
                    _earlyBytes -= follower.Size;
                    follower.Deliver();
                }
            }
            else if (sequence > _next && _early.Count < capacity && _earlyBytes + size <= MostEarlyBytes && _early.TryAdd(sequence, (deliver, size)))
            {
                _earlyBytes += size;
                _last = _early.Count == 1 ? sequence : Math.Max(_last, sequence);
            }

            var missing = new List<ulong>();
            if (_early.Count > 0)
            {
                for (var number = _next; number < _last && missing.Count < MostMissing; number++)
                {
                    if (!_early.ContainsKey(number))
                    {
                        missing.Add(number);
                    }
                }
            }

            // Nothing yet is -1.
            return (unchecked(_next - 1), missing);
        }
    }
}
