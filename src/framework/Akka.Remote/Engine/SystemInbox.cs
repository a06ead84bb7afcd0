namespace Akka.Remote.Engine;

/// <summary>
/// Puts the system messages of one incarnation back in order and drops those that came before. Safe for use by several threads,
/// since for a moment two connections may bring messages.
/// </summary>
internal sealed class SystemInbox(int capacity)
{
    private readonly Lock _sync = new();
    private readonly SortedDictionary<ulong, Action> _early = [];
    private ulong _next;

    /// <summary>
    /// Takes a message. <paramref name="deliver"/> is called now, later, or never (a repetition); deliveries never overlap.
    /// Returns what to acknowledge.
    /// </summary>
    public (ulong Cumulative, List<ulong> Missing) Take(ulong sequence, Action deliver)
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
                    follower();
                }
            }
            else if (sequence > _next && _early.Count < capacity)
            {
                _early.TryAdd(sequence, deliver);
            }

            var missing = new List<ulong>();
            if (_early.Count > 0)
            {
                var last = _early.Keys.Last();
                for (var number = _next; number < last && missing.Count < 1000; number++)
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
