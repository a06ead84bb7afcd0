namespace Akka.P2P.Core.Seeding;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;

/// <summary>
/// Bounds how many peers a seeder serves at a time: few, so that each chunk is over soon and can be passed on. Those who wait are let in
/// in the order of their coming. A turn ends with a time or with bytes, whichever is first, and only while others wait: then the peer
/// may begin no further chunk, keeps its slot until what it began has been sent, and queues up behind the others. So nobody starves, and
/// no half chunk is lost; but who has not got it within the time of another turn is cut off. Who is served and asks for nothing makes
/// room. A peer that does not renew its interest loses its place.
/// Time is the span since any fixed origin.
/// </summary>
/// <remarks>
/// What a change here must re-check:
/// 1. A peer is in exactly one of waiting, served and ending; never more than the slots are served and ending.
/// 2. Whoever is told of a choke was told of its unchoke before, and the other way round.
/// 3. While anybody waits no slot stays empty.
/// </remarks>
public sealed class Unchoker(UnchokeLimits limits)
{
    private readonly Dictionary<PeerId, Guest> _guests = [];
    private readonly LinkedList<Guest> _waiting = [];
    private readonly List<Guest> _inside = [];
    private TimeSpan _lookedAt;
    private bool _isClosed;

    // Nobody was silent for longer than since this moment.
    private TimeSpan _heardSince = TimeSpan.MaxValue;

    private enum Place
    {
        Waiting,
        Served,

        /// <summary>Its turn is over; it still gets what it began.</summary>
        Ending,
    }

    /// <summary>Those who may ask, and those who still get what they began.</summary>
    public int ServedCount => _inside.Count;

    public int WaitingCount => _waiting.Count;

    /// <summary>When <see cref="Review"/> may have something to do next, because somebody who is served asks for nothing; null when not.</summary>
    public TimeSpan? NextIdleAt
    {
        get
        {
            if (_waiting.Count == 0)
                return null;
            // Where all places are taken, or all slots by those who are sent something, it makes no room that somebody is fresh no more.
            var makesRoom = _inside.Count < limits.MaxServed && BusyCount() < limits.Slots;
            TimeSpan? first = null;
            foreach (var guest in _inside)
            {
                if (guest is { Place: Place.Served, IdleSince: { } since })
                {
                    var at = since + (makesRoom && since + limits.FreshFor > _lookedAt ? limits.FreshFor : limits.IdleAfter);
                    if (first is null || at < first)
                        first = at;
                }
            }

            return first;
        }
    }

    public bool Knows(PeerId peer) => _guests.ContainsKey(peer);

    /// <summary>Whether the peer may begin a chunk.</summary>
    public bool Serves(PeerId peer) => _guests.TryGetValue(peer, out var guest) && guest.Place == Place.Served;

    /// <summary>Whether the peer gets the rest of chunks that it began.</summary>
    public bool Finishes(PeerId peer) => _guests.TryGetValue(peer, out var guest) && guest.Place != Place.Waiting;

    /// <summary>Whether it is let in and nothing of its is to be sent.</summary>
    public bool IsIdle(PeerId peer, TimeSpan now, TimeSpan atLeast) =>
        _guests.TryGetValue(peer, out var guest) && guest is { Place: Place.Served, IdleSince: { } since } && now - since >= atLeast;

    /// <summary>From now on nobody is let in, and whoever is inside gets only the rest of what it began.</summary>
    public UnchokeDecision Close(TimeSpan now)
    {
        _isClosed = true;
        var choked = ImmutableArray.CreateBuilder<PeerId>(1);
        foreach (var guest in _inside.Where(g => g.Place == Place.Served).ToList())
            End(guest, now, choked);
        return new UnchokeDecision([], choked.DrainToImmutable());
    }

    /// <summary>The peer wants chunks, or still wants them.</summary>
    /// <returns>False when too many wait already: the peer is refused, nothing changed.</returns>
    public bool TryShowInterest(PeerId peer, TimeSpan now, out UnchokeDecision changes)
    {
        changes = UnchokeDecision.None;
        if (!_guests.TryGetValue(peer, out var guest))
        {
            if (_waiting.Count >= limits.MaxWaiting && !HasPlace(now))
                return false;
            _guests.Add(peer, guest = new Guest(peer));
            _waiting.AddLast(guest.Node);
        }

        guest.SeenAt = now;
        if (now < _heardSince)
            _heardSince = now;
        changes = Fill(now, null);
        return true;
    }

    /// <summary>The peer wants nothing more, or is gone.</summary>
    public UnchokeDecision Leave(PeerId peer, TimeSpan now)
    {
        if (!_guests.Remove(peer, out var guest))
            return UnchokeDecision.None;
        Remove(guest);
        return Fill(now, null);
    }

    /// <summary>
    /// Something of the peer's is to be sent from now on. Once the slots are taken by such, the others that were let in wait again.
    /// </summary>
    public UnchokeDecision Busy(PeerId peer, TimeSpan now)
    {
        if (!_guests.TryGetValue(peer, out var guest) || guest.Place == Place.Waiting || guest.IdleSince is null)
            return UnchokeDecision.None;
        guest.IdleSince = null;
        if (_inside.Count <= limits.Slots || BusyCount() < limits.Slots)
            return UnchokeDecision.None;
        var choked = ImmutableArray.CreateBuilder<PeerId>(1);
        for (var i = _inside.Count - 1; i >= 0; i--)
        {
            if (_inside[i] is not { IdleSince: { } since } idle)
                continue;
            choked.Add(idle.Peer);
            _inside.RemoveAt(i);
            idle.Place = Place.Waiting;
            // Back to the front only when its question may still be on the way: whoever had time to ask had its turn, or those who ask for
            // nothing would stand before the others for ever.
            if (idle.TurnBytes == 0 && now - since < limits.FreshFor)
                _waiting.AddFirst(idle.Node);
            else
                _waiting.AddLast(idle.Node);
        }

        return Fill(now, choked);
    }

    /// <summary>So many bytes went to the peer.</summary>
    /// <param name="peer">Anyone.</param>
    /// <param name="bytes">Since the last time.</param>
    /// <param name="isIdle">Whether nothing more is asked for, and nothing that was begun is left.</param>
    /// <param name="now">The moment.</param>
    public UnchokeDecision Sent(PeerId peer, long bytes, bool isIdle, TimeSpan now)
    {
        if (!_guests.TryGetValue(peer, out var guest) || guest.Place == Place.Waiting)
            return UnchokeDecision.None;
        guest.TurnBytes += bytes;
        if (isIdle)
            guest.IdleSince ??= now;
        if (guest.Place == Place.Ending)
        {
            if (!isIdle)
                return UnchokeDecision.None;
            SendBack(guest);
            return Fill(now, null);
        }

        if (_waiting.Count == 0 || guest.TurnBytes < limits.TurnBytes)
            return UnchokeDecision.None;
        var choked = ImmutableArray.CreateBuilder<PeerId>(1);
        End(guest, now, choked);
        return Fill(now, choked);
    }

    /// <summary>Time passed: the silent lose their places, and turns that are over go to those who wait.</summary>
    public UnchokeDecision Review(TimeSpan now)
    {
        if (_guests.Count > 0 && now - _heardSince > limits.InterestLasts)
            ForgetSilent(now);
        _lookedAt = now;
        var late = CutOff(now);
        if (_waiting.Count == 0)
            return UnchokeDecision.None;
        // Those who are let in below have no turn behind them, so only as many leave as can be replaced.
        var room = _waiting.Count;
        ImmutableArray<PeerId>.Builder? choked = null;
        // They stand in the order in which their turns began.
        for (var i = 0; i < _inside.Count && room > 0; i++)
        {
            var guest = _inside[i];
            if (guest.Place != Place.Served || !IsOver(guest, now))
                continue;
            room--;
            End(guest, now, choked ??= ImmutableArray.CreateBuilder<PeerId>(1));
            if (guest.Place == Place.Waiting)
                i--;
        }

        var changes = Fill(now, choked);
        return late is null ? changes : changes with { CutOff = late.DrainToImmutable() };
    }

    private ImmutableArray<PeerId>.Builder? CutOff(TimeSpan now)
    {
        ImmutableArray<PeerId>.Builder? late = null;
        for (var i = 0; i < _inside.Count; i++)
        {
            var guest = _inside[i];
            if (guest.Place != Place.Ending || now - guest.EndedAt < limits.Turn)
                continue;
            (late ??= ImmutableArray.CreateBuilder<PeerId>(1)).Add(guest.Peer);
            SendBack(guest);
            i--;
        }

        return late;
    }

    private void ForgetSilent(TimeSpan now)
    {
        _heardSince = TimeSpan.MaxValue;
        foreach (var guest in _guests.Values)
        {
            if (now - guest.SeenAt > limits.InterestLasts)
            {
                // A dictionary may be walked while things are taken out of it.
                _guests.Remove(guest.Peer);
                Remove(guest);
            }
            else if (guest.SeenAt < _heardSince)
            {
                _heardSince = guest.SeenAt;
            }
        }
    }

    private bool IsOver(Guest guest, TimeSpan now) =>
        now - guest.Since >= limits.Turn || (guest.IdleSince is { } since && now - since >= limits.IdleAfter);

    private void End(Guest guest, TimeSpan now, ImmutableArray<PeerId>.Builder choked)
    {
        choked.Add(guest.Peer);
        guest.Place = Place.Ending;
        guest.EndedAt = now;
        if (guest.IdleSince is not null)
            SendBack(guest);
    }

    private void SendBack(Guest guest)
    {
        _inside.Remove(guest);
        guest.Place = Place.Waiting;
        _waiting.AddLast(guest.Node);
    }

    private void Remove(Guest guest)
    {
        if (guest.Place == Place.Waiting)
            _waiting.Remove(guest.Node);
        else
            _inside.Remove(guest);
    }

    private int BusyCount()
    {
        var busy = 0;
        foreach (var guest in _inside)
        {
            if (guest.IdleSince is null)
                busy++;
        }

        return busy;
    }

    // Who asks for nothing takes no bandwidth: it holds a slot only while it is fresh.
    private bool HasPlace(TimeSpan now)
    {
        if (_isClosed || _inside.Count >= limits.MaxServed)
            return false;
        var taken = 0;
        foreach (var guest in _inside)
        {
            if (guest.IdleSince is not { } since || now - since < limits.FreshFor)
                taken++;
        }

        return taken < limits.Slots;
    }

    private UnchokeDecision Fill(TimeSpan now, ImmutableArray<PeerId>.Builder? choked)
    {
        ImmutableArray<PeerId>.Builder? unchoked = null;
        while (_waiting.First is { } first && HasPlace(now))
        {
            var guest = first.Value;
            _waiting.RemoveFirst();
            (guest.Place, guest.Since, guest.IdleSince, guest.TurnBytes) = (Place.Served, now, now, 0);
            _inside.Add(guest);
            (unchoked ??= ImmutableArray.CreateBuilder<PeerId>(1)).Add(guest.Peer);
        }

        return unchoked is null && choked is null
            ? UnchokeDecision.None
            : new UnchokeDecision(unchoked?.DrainToImmutable() ?? [], choked?.DrainToImmutable() ?? []);
    }

    private sealed class Guest
    {
        public Guest(PeerId peer) => (Peer, Node) = (peer, new LinkedListNode<Guest>(this));

        public PeerId Peer { get; }

        public Place Place { get; set; }

        /// <summary>Its place among those who wait, while it does.</summary>
        public LinkedListNode<Guest> Node { get; }

        /// <summary>When it last showed its interest.</summary>
        public TimeSpan SeenAt { get; set; }

        /// <summary>When its turn began.</summary>
        public TimeSpan Since { get; set; }

        /// <summary>When its turn was over.</summary>
        public TimeSpan EndedAt { get; set; }

        /// <summary>Since when nothing of its is to be sent; null while there is.</summary>
        public TimeSpan? IdleSince { get; set; }

        /// <summary>Bytes sent in this turn.</summary>
        public long TurnBytes { get; set; }
    }
}
