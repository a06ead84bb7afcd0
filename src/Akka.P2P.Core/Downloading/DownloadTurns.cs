namespace Akka.P2P.Core.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;

/// <summary>Which download goes first when not all may run. What runs is not stopped for one that is more urgent.</summary>
public enum DownloadPriority
{
    Low = -1,

    Normal = 0,

    High = 1,
}

/// <summary>
/// Which downloads run and which wait for their turn: no more than so many run at a time, the more urgent go first, and of equals those that
/// came first. One that runs and has nothing to do gives its place to another, and has it back at once when it has: so those that nobody can
/// give anything don't keep the others waiting. Not safe for several threads.
/// </summary>
/// <param name="maxActive">0 for no bound.</param>
public sealed class DownloadTurns(int maxActive)
{
    private readonly HashSet<TorrentId> _active = [];
    private readonly HashSet<TorrentId> _idle = [];
    private readonly Dictionary<TorrentId, Waiter> _waiting = [];
    private long _arrivals;

    /// <summary>Downloads that wait.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>A download comes, and waits until <see cref="Next"/> says that it is its turn. One that is here already is left as it is.</summary>
    public void Enter(TorrentId torrent, DownloadPriority priority)
    {
        if (!_active.Contains(torrent) && !_idle.Contains(torrent))
            _waiting.TryAdd(torrent, new Waiter(torrent, priority, _arrivals++));
    }

    /// <summary>It has ended, is paused, or is wanted no more.</summary>
    public void Leave(TorrentId torrent)
    {
        _active.Remove(torrent);
        _idle.Remove(torrent);
        _waiting.Remove(torrent);
    }

    /// <summary>One that runs has nothing to do, or has again. Then it goes on whoever runs besides: more than may begin may be running for a while.</summary>
    public void Idle(TorrentId torrent, bool isIdle)
    {
        var (from, to) = isIdle ? (_active, _idle) : (_idle, _active);
        if (from.Remove(torrent))
            to.Add(torrent);
    }

    /// <summary>One that runs goes on as it does.</summary>
    public void Reprioritize(TorrentId torrent, DownloadPriority priority)
    {
        if (_waiting.TryGetValue(torrent, out var waiter))
            _waiting[torrent] = waiter with { Priority = priority };
    }

    public bool IsWaiting(TorrentId torrent) => _waiting.ContainsKey(torrent);

    /// <summary>Those whose turn has come, in their order: they run from now on.</summary>
    public ImmutableArray<TorrentId> Next()
    {
        var room = maxActive == 0 ? _waiting.Count : maxActive - _active.Count;
        if (room <= 0 || _waiting.Count == 0)
            return [];
        var next = InOrder().Take(room).ToImmutableArray();
        foreach (var torrent in next)
        {
            _waiting.Remove(torrent);
            _active.Add(torrent);
        }

        return next;
    }

    /// <summary>Those that wait, the next one first.</summary>
    public ImmutableArray<TorrentId> InOrder() =>
        [.. _waiting.Values.OrderByDescending(w => w.Priority).ThenBy(w => w.Arrival).Select(w => w.Torrent)];

    private readonly record struct Waiter(TorrentId Torrent, DownloadPriority Priority, long Arrival);
}
