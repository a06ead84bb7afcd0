namespace Akka.P2P.Core.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;

/// <summary>Who was let in and who has to wait, of late. Tell them.</summary>
public sealed record SlotChanges(ImmutableArray<PeerId> Unchoked, ImmutableArray<PeerId> Choked)
{
    public static SlotChanges None { get; } = new([], []);
}

/// <summary>
/// Bounds how many peers a seeder serves at a time. Those who wait are let in in the order of their coming; whoever has served a
/// turn makes room for the one who waits longest, and queues up behind the others: so nobody starves. A peer that does not renew
/// its interest loses its place. Time is the span since any fixed origin.
/// </summary>
/// <param name="slots">Peers served at a time; at least 1.</param>
/// <param name="maxWaiting">Peers that may wait; more are refused.</param>
/// <param name="turn">How long a peer keeps its slot for sure while others wait.</param>
/// <param name="interestLasts">A peer that was silent for longer than this is gone.</param>
public sealed class UploadSlots(int slots, int maxWaiting, TimeSpan turn, TimeSpan interestLasts)
{
    private readonly Dictionary<PeerId, TimeSpan> _seen = [];
    private readonly List<(PeerId Peer, TimeSpan Since)> _served = [];
    private readonly List<PeerId> _waiting = [];

    public int ServedCount => _served.Count;

    public int WaitingCount => _waiting.Count;

    public bool Serves(PeerId peer) => _served.Exists(s => s.Peer == peer);

    public bool Knows(PeerId peer) => _seen.ContainsKey(peer);

    /// <summary>The peer wants chunks, or still wants them.</summary>
    /// <returns>False when too many wait already: the peer is refused, nothing changed.</returns>
    public bool TryShowInterest(PeerId peer, TimeSpan now, out SlotChanges changes)
    {
        changes = SlotChanges.None;
        if (!_seen.ContainsKey(peer))
        {
            if (_served.Count >= slots && _waiting.Count >= maxWaiting)
                return false;
            _waiting.Add(peer);
        }

        _seen[peer] = now;
        changes = Fill(now, []);
        return true;
    }

    /// <summary>The peer wants nothing more, or is gone.</summary>
    public SlotChanges Leave(PeerId peer, TimeSpan now)
    {
        if (!_seen.Remove(peer))
            return SlotChanges.None;
        _waiting.Remove(peer);
        _served.RemoveAll(s => s.Peer == peer);
        return Fill(now, []);
    }

    /// <summary>Time passed: the silent lose their places, and turns that are over go to those who wait.</summary>
    public SlotChanges Review(TimeSpan now)
    {
        foreach (var silent in _seen.Where(s => now - s.Value > interestLasts).Select(s => s.Key).ToList())
        {
            _seen.Remove(silent);
            _waiting.Remove(silent);
            _served.RemoveAll(s => s.Peer == silent);
        }

        // Those who are let in below have no turn behind them, so only as many leave as can be replaced.
        var over = _served.Where(s => now - s.Since >= turn).OrderBy(s => s.Since)
            .Take(int.Max(0, _waiting.Count - (slots - _served.Count))).Select(s => s.Peer).ToList();
        var choked = ImmutableArray.CreateBuilder<PeerId>();
        foreach (var peer in over)
        {
            _served.RemoveAll(s => s.Peer == peer);
            _waiting.Add(peer);
            choked.Add(peer);
        }

        return Fill(now, choked.DrainToImmutable());
    }

    private SlotChanges Fill(TimeSpan now, ImmutableArray<PeerId> choked)
    {
        var unchoked = ImmutableArray.CreateBuilder<PeerId>();
        while (_served.Count < slots && _waiting.Count > 0)
        {
            _served.Add((_waiting[0], now));
            unchoked.Add(_waiting[0]);
            _waiting.RemoveAt(0);
        }

        return unchoked.Count == 0 && choked.IsEmpty ? SlotChanges.None : new SlotChanges(unchoked.DrainToImmutable(), choked);
    }
}
