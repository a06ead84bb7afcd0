namespace Akka.Remote.Engine;

/// <summary>
/// System messages to one incarnation that haven't been acknowledged, in order. Not thread-safe: its association guards it.
/// </summary>
internal sealed class SystemOutbox(int capacity)
{
    private readonly LinkedList<SystemEnvelope> _unacknowledged = new();
    private ulong _next;

    public int Count => _unacknowledged.Count;

    public IEnumerable<SystemEnvelope> Unacknowledged => _unacknowledged;

    /// <summary>Since when something has been waiting without any progress; milliseconds. 0 while nothing waits.</summary>
    public long WaitingSince { get; private set; }

    /// <summary>When something was last sent or acknowledged; milliseconds.</summary>
    public long QuietSince { get; set; }

    /// <summary>Numbers a message and keeps it. Null: there is no room.</summary>
    public SystemEnvelope? Add(byte[] recipient, SerializedMessage message, long now)
    {
        if (_unacknowledged.Count >= capacity)
        {
            return null;
        }

        var envelope = new SystemEnvelope(_next++, recipient, message);
        _unacknowledged.AddLast(envelope);
        if (_unacknowledged.Count == 1)
        {
            WaitingSince = QuietSince = now;
        }

        return envelope;
    }

    /// <summary>
    /// Forgets what has arrived: all up to <paramref name="cumulative"/> except the ones named missing. Returns those that are missing, to be sent again.
    /// </summary>
    public List<SystemEnvelope> Acknowledge(ulong cumulative, ulong[] missing, long now)
    {
        var again = new List<SystemEnvelope>();
        if (_unacknowledged.Count == 0)
        {
            return again;
        }

        var asked = missing.ToHashSet();
        var progress = false;
        // A receiver that has nothing yet acknowledges -1.
        var upTo = unchecked((long)cumulative);
        for (var node = _unacknowledged.First; node is not null;)
        {
            var next = node.Next;
            var sequence = (long)node.Value.Sequence;
            if (asked.Contains(node.Value.Sequence))
            {
                again.Add(node.Value);
            }
            else if (sequence <= upTo)
            {
                _unacknowledged.Remove(node);
                progress = true;
            }
            else if (missing.Length == 0)
            {
                break;
            }

            node = next;
        }

        if (progress)
        {
            QuietSince = now;
            WaitingSince = _unacknowledged.Count == 0 ? 0 : now;
        }

        return again;
    }

    /// <summary>The incarnation they were for is gone: nothing waits any more, and numbers start again.</summary>
    public void Reset()
    {
        _unacknowledged.Clear();
        _next = 0;
        WaitingSince = 0;
    }
}
