namespace Akka.P2P.Core.Seeding;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;

/// <summary>
/// Whom a seeder serves and what it shows them: an <see cref="Unchoker"/>'s turns, and a <see cref="FirstHandout"/> for as long as there is one.
/// It knows nothing of slices: tell it when a chunk is begun, when it went out whole and when a peer has nothing open any more.
/// Time is the span since any fixed origin. Not safe for several threads.
/// </summary>
/// <param name="limits">The numbers.</param>
/// <param name="handout">Null for one who does not hold everything from the start.</param>
public sealed class UploadDesk(UnchokeLimits limits, FirstHandout? handout)
{
    private readonly Unchoker _slots = new(limits);

    // When each was shown something last.
    private readonly Dictionary<PeerId, TimeSpan> _seePart = [];

    // They are alone, or want other chunks than they were shown, and are to be told that they see all.
    private readonly List<PeerId> _freed = [];
    private FirstHandout? _handout = handout;

    /// <summary>Those who may ask, and those who still get what they began.</summary>
    public int ServedCount => _slots.ServedCount;

    public int WaitingCount => _slots.WaitingCount;

    /// <summary>When <see cref="Review"/> may have something to do next; null when only time as such can bring it.</summary>
    public TimeSpan? NextLookAt => _slots.NextIdleAt;

    public bool Knows(PeerId peer) => _slots.Knows(peer);

    /// <summary>Whether the peer may begin a chunk.</summary>
    public bool Serves(PeerId peer) => _slots.Serves(peer);

    /// <summary>Whether the peer gets the rest of chunks that it began.</summary>
    public bool Finishes(PeerId peer) => _slots.Finishes(peer);

    /// <summary>Whether it is shown chunk by chunk what it may have.</summary>
    public bool SeesPart(PeerId peer) => _seePart.ContainsKey(peer);

    /// <summary>The peer wants chunks, or still wants them.</summary>
    /// <param name="peer">Who.</param>
    /// <param name="isNew">Whether it knows nothing of what it was told before, if it was.</param>
    /// <param name="now">The moment.</param>
    /// <param name="changes">What follows for this peer and others; what it sees at first is <see cref="SeesPart"/>'s to say.</param>
    /// <returns>False when too many wait already: the peer is refused, nothing changed.</returns>
    public bool TryShowInterest(PeerId peer, bool isNew, TimeSpan now, out DeskChanges changes)
    {
        changes = DeskChanges.None;
        if (!_slots.TryShowInterest(peer, now, out var slots))
            return false;
        var isServed = _slots.Serves(peer);
        PeerId? noLongerAlone = null;
        if (isNew && _handout is not null)
        {
            _seePart.Remove(peer);
            if (!_handout.Join(peer, out noLongerAlone))
                _seePart.Add(peer, now);
        }

        if (noLongerAlone is not { } other)
        {
            changes = Follow(slots, now, alsoShowAll: isNew && isServed ? [peer] : []);
            return true;
        }

        _seePart.Add(other, now);
        ImmutableArray<Showing> part = [new(other, _handout!.SeenBy(other))];
        changes = Follow(slots, now, alsoShowAll: isServed ? [other, peer] : [other]) with { SeePart = part };
        return true;
    }

    /// <summary>The peer wants nothing more, or is gone.</summary>
    public DeskChanges Leave(PeerId peer, TimeSpan now)
    {
        _seePart.Remove(peer);
        Free(_handout?.Leave(peer));
        return Follow(_slots.Leave(peer, now), now);
    }

    /// <summary>The peer has begun a chunk: something of its is to be sent from now on.</summary>
    public DeskChanges Begun(PeerId peer, int chunk, TimeSpan now)
    {
        _handout?.Asked(peer, chunk);
        return Follow(_slots.Busy(peer, now), now);
    }

    /// <summary>A chunk that the peer began does not go to it after all.</summary>
    public void Dropped(PeerId peer, int chunk) => _handout?.Refused(peer, chunk);

    /// <summary>A chunk went to the peer whole. Say so before the <see cref="Sent"/> that counts its last bytes.</summary>
    public void WentOut(PeerId peer, int chunk) => _handout?.Sent(peer, chunk);

    /// <summary>So many bytes went to the peer.</summary>
    /// <param name="peer">Anyone.</param>
    /// <param name="bytes">Since the last time.</param>
    /// <param name="isIdle">Whether nothing more is asked for, and nothing that was begun is left.</param>
    /// <param name="now">The moment.</param>
    public DeskChanges Sent(PeerId peer, long bytes, bool isIdle, TimeSpan now) =>
        Follow(_slots.Sent(peer, bytes, isIdle, now), now, alsoShow: peer);

    /// <summary>Time passed.</summary>
    public DeskChanges Review(TimeSpan now)
    {
        var slots = _slots.Review(now);
        if (_handout is null)
            return Follow(slots, now);
        ForgetGone(_handout);
        return ShowAnew(_handout, slots, now);
    }

    /// <summary>From now on nobody is let in, and whoever is served gets only the rest of what it began.</summary>
    public DeskChanges Close(TimeSpan now)
    {
        _handout = null;
        _seePart.Clear();
        return Follow(_slots.Close(now), now);
    }

    private void ForgetGone(FirstHandout handout)
    {
        foreach (var gone in handout.Peers.Where(p => !_slots.Knows(p)).ToArray())
        {
            _seePart.Remove(gone);
            _freed.Remove(gone);
            Free(handout.Leave(gone));
        }
    }

    private void Free(PeerId? peer)
    {
        if (peer is { } one && _seePart.Remove(one))
            _freed.Add(one);
    }

    // Shown and not wanted: shown to somebody else, and this one something else.
    private DeskChanges ShowAnew(FirstHandout handout, UnchokeDecision slots, TimeSpan now)
    {
        var idle = _seePart.Where(p => now - p.Value >= limits.IdleAfter && _slots.IsIdle(p.Key, now, limits.IdleAfter)).Select(p => p.Key).ToArray();
        foreach (var peer in idle)
            TakeBack(handout, peer, hadTime: true);
        return Follow(slots, now, isLook: true, alsoShowAll: idle);
    }

    private void TakeBack(FirstHandout handout, PeerId peer, bool hadTime)
    {
        if (handout.TakeBack(peer, hadTime))
            Free(peer);
    }

    private DeskChanges Follow(UnchokeDecision slots, TimeSpan now, PeerId? alsoShow = null, bool isLook = false, PeerId[]? alsoShowAll = null)
    {
        if (_handout is null)
            return slots == UnchokeDecision.None ? DeskChanges.None : new DeskChanges(slots, [], []);
        foreach (var peer in slots.Choked)
            TakeBack(_handout, peer, hadTime: isLook && !_slots.Finishes(peer));
        var shown = ImmutableArray.CreateBuilder<Showing>();
        foreach (var peer in slots.Unchoked)
            Show(peer, now, shown);
        if (alsoShow is { } one && _slots.Serves(one) && !slots.Unchoked.Contains(one))
            Show(one, now, shown);
        foreach (var peer in alsoShowAll ?? [])
        {
            if (_slots.Serves(peer) && !slots.Unchoked.Contains(peer))
                Show(peer, now, shown);
        }

        ImmutableArray<PeerId> seeAll = [.. _freed];
        _freed.Clear();
        if (_handout.IsOver)
        {
            seeAll = [.. seeAll, .. _seePart.Keys];
            _seePart.Clear();
            shown.Clear();
            _handout = null;
        }

        return slots == UnchokeDecision.None && shown.Count == 0 && seeAll.IsEmpty
            ? DeskChanges.None
            : new DeskChanges(slots, shown.DrainToImmutable(), seeAll);
    }

    private void Show(PeerId peer, TimeSpan now, ImmutableArray<Showing>.Builder shown)
    {
        if (!_seePart.ContainsKey(peer) || _handout!.Show(peer) is not { IsEmpty: false } chunks)
            return;
        _seePart[peer] = now;
        shown.Add(new Showing(peer, chunks));
    }
}
