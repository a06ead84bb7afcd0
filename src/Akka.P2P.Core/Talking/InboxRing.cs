namespace Akka.P2P.Core.Talking;

using System.Collections.Immutable;
using Akka.P2P.Core.Swarms;

/// <summary>One text that was heard.</summary>
/// <param name="Id">By which the same text, said again, is recognised.</param>
/// <param name="From">Who said so; nothing proves it.</param>
/// <param name="Name">The sender's name for people, safe to show.</param>
/// <param name="Text">Safe to show.</param>
/// <param name="HeardAt">The span since the clock's origin.</param>
public sealed record InboxEntry(Guid Id, SwarmPeer From, string Name, string Text, TimeSpan HeardAt);

/// <summary>
/// The last texts that were heard, so many and no more. When it is full, the oldest of the address that has most goes: who floods pushes out
/// their own. Any thread may call.
/// </summary>
public sealed class InboxRing
{
    private readonly Lock _gate = new();
    private readonly LinkedList<InboxEntry> _entries = [];
    private readonly int _capacity;
    private long _heard;

    /// <param name="capacity">At least 1.</param>
    public InboxRing(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
    }

    /// <summary>All that were ever added.</summary>
    public long Heard
    {
        get
        {
            lock (_gate)
                return _heard;
        }
    }

    /// <summary>What is left, the oldest first.</summary>
    public ImmutableArray<InboxEntry> Entries
    {
        get
        {
            lock (_gate)
                return [.. _entries];
        }
    }

    /// <returns>False when it is here already: then nothing changed.</returns>
    public bool TryAdd(InboxEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        lock (_gate)
        {
            if (_entries.Any(e => e.Id == entry.Id))
                return false;
            _entries.AddLast(entry);
            _heard++;
            if (_entries.Count > _capacity)
                _entries.Remove(OldestOfLoudest());
            return true;
        }
    }

    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
    }

    private InboxEntry OldestOfLoudest()
    {
        // Of two that are equally loud, the one whose text is older.
        var loudest = _entries.GroupBy(e => e.From.Address).MaxBy(g => g.Count())!;
        return loudest.First();
    }
}
