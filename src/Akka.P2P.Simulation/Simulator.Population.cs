namespace Akka.P2P.Simulation;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Picking;
using Akka.P2P.Core.Seeding;
using Akka.P2P.Core.Swarms;

/// <summary>Who is in the play.</summary>
public sealed partial class Simulator
{
    private TheoreticalBound Populate()
    {
        var leechers = Enumerable.Range(0, _scene.Peers).Select(_ => (Up: _scene.Up.Draw(_random), Down: _scene.Down.Draw(_random))).ToArray();
        // Which ones is a matter of chance, how many is not.
        var roles = Enumerable.Range(0, _scene.Peers).ToArray();
        _random.Shuffle(roles);
        var liars = roles.Take(Part(_scene.Liars)).ToHashSet();
        var leavers = roles.Skip(liars.Count).Take(Part(_scene.Churn)).ToHashSet();
        var late = roles.Skip(liars.Count + leavers.Count).Take(Part(_scene.Late)).ToHashSet();
        var seederUp = _scene.SeederUp ?? leechers.Max(l => l.Up);
        var receivers = Enumerable.Range(0, _scene.Peers).Where(i => !liars.Contains(i) && !leavers.Contains(i)).ToArray();
        // Without anybody who comes late or leaves; that is when they do.
        var slowest = receivers.Length == 0 ? 0 : receivers.Min(i => leechers[i].Down);
        var span = TheoreticalBound.Of(
            _scene.Bytes, _scene.Seeders * seederUp, slowest, receivers.Length,
            Enumerable.Range(0, _scene.Peers).Where(i => !liars.Contains(i)).Sum(i => leechers[i].Up)).Seconds;
        _trace?.Scene(_scene.Bytes, _grid.ChunkLength, _grid.Count);
        for (var i = 0; i < _scene.Seeders; i++)
            Add(seederUp, seederUp, isSeeder: true, isLiar: false, joinsAt: 0, leavesAt: long.MaxValue);
        for (var i = 0; i < _scene.Peers; i++)
        {
            Add(leechers[i].Up, leechers[i].Down, isSeeder: false, isLiar: liars.Contains(i),
                joinsAt: late.Contains(i) ? TimeSpan.FromSeconds(_random.NextDouble() * span / 2).Ticks : 0,
                leavesAt: leavers.Contains(i) ? TimeSpan.FromSeconds(_random.NextDouble() * span).Ticks : long.MaxValue);
        }

        var bound = TheoreticalBound.Of(_scene.Bytes, _scene.Seeders * seederUp, slowest, receivers.Length, SendersFrom(0));
        _waitedFor = receivers.Length;
        At(TimeSpan.TicksPerSecond, Kind.ExpireLeases, this);
        return bound;
    }

    /// <summary>
    /// For one that comes late: from then on, with the links that are there from then on, until all that anybody still lacked can have been
    /// sent; and it has to hear all of it itself.
    /// </summary>
    private double BoundFrom(long moment)
    {
        var lacking = 0.0;
        var seedersUp = 0.0;
        foreach (var peer in _peers)
        {
            if (peer.IsSeeder)
                seedersUp += UpOf(peer);
            else if (peer is { IsLiar: false, LeavesAt: long.MaxValue })
                lacking += _scene.Bytes - (peer.Plan?.HeldBytes ?? 0);
        }

        return double.Max(_bound.SlowestReceives, TheoreticalBound.SecondsToSend(lacking, seedersUp, SendersFrom(moment)));
    }

    private (double Up, double From, double Until)[] SendersFrom(long moment) =>
    [
        .. _peers.Where(p => p is { IsSeeder: false, IsLiar: false } && p.LeavesAt > moment).Select(p => (
            UpOf(p), Seconds(long.Max(0, p.JoinsAt - moment)), Seconds(p.LeavesAt - moment))),
    ];

    // Bytes a second.
    private double UpOf(SimulatedPeer peer) => _network.Link(peer.Links.Up).Capacity * TimeSpan.TicksPerSecond;

    private static double Seconds(long ticks) => (double)ticks / TimeSpan.TicksPerSecond;

    private int Part(double fraction) => (int)Math.Round(fraction * _scene.Peers);

    private void Add(double up, double down, bool isSeeder, bool isLiar, long joinsAt, long leavesAt)
    {
        var number = _peers.Count;
        var random = new Random(unchecked((_scene.Seed * 1_000_003) + number));
        var who = new SwarmPeer(PeerId.Draw(random), new PeerAddress($"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 8001));
        var holdsAll = isSeeder || isLiar;
        var handout = isSeeder && !_scene.WithoutSuperSeeding ? new FirstHandout(_grid, FirstHandout.AheadOf(_grid, _policy.HandoutAhead), random) : null;
        var peer = new SimulatedPeer(
            number, who, new NodeLinks(_network.AddLink(up / TimeSpan.TicksPerSecond, isUp: true), _network.AddLink(down / TimeSpan.TicksPerSecond, isUp: false)),
            holdsAll ? Bitfield.Full(_grid.Count) : new Bitfield(_grid.Count),
            new UploadDesk(_policy.Unchoke, handout), random)
        {
            IsSeeder = isSeeder,
            IsLiar = isLiar,
            JoinsAt = joinsAt,
            LeavesAt = leavesAt,
        };
        _peers.Add(peer);
        _byId.Add(peer.Id, peer);
        _trace?.Peer(number, holdsAll, isLiar, up, down, joinsAt);
        At(joinsAt, Kind.Join, peer);
        if (leavesAt < long.MaxValue)
            At(leavesAt, Kind.Leave, peer);
    }

    private void HandleJoin(SimulatedPeer peer)
    {
        peer.IsHere = true;
        if (!peer.IsSeeder && !peer.IsLiar)
        {
            peer.BoundSeconds = peer.JoinsAt > 0 && peer.LeavesAt == long.MaxValue ? BoundFrom(peer.JoinsAt) : _bound.Seconds;
            peer.Plan = new DownloadPlan(
                _grid, peer.Held, _policy.Limits, peer.Random, _scene.Sequential ? a => new SequentialPicker(a) : null);
            Perform(peer, peer.Plan.Start());
            After(_policy.Tick, Kind.Tick, peer);
            After(_policy.KeepAlive, Kind.KeepAlive, peer);
            After(_policy.AskPeersInterval, Kind.AskPeers, peer);
        }

        // Not all at one moment, as in life.
        At(_now + (long)(peer.Random.NextDouble() * _policy.ReviewInterval.Ticks), Kind.Review, peer);
        Announce(peer);
        TellOthers(peer);
        if (peer.Plan is null)
            return;
        _subscriptions.Add(_torrent, peer.Id);
        AskTracker(peer);
    }

    private void TellOthers(SimulatedPeer joined)
    {
        SimulatedPeer[]? news = null;
        foreach (var id in _subscriptions.Draw(_torrent, joined.Id, _policy.MaxHandout))
            Send(Kind.SourcesFound, _byId[id], news ??= [joined]);
    }

    private void HandleLeave(SimulatedPeer peer)
    {
        if (!peer.IsHere)
            return;
        peer.IsHere = false;
        _subscriptions.Remove(_torrent, peer.Id);
        _trace?.Left(peer.Number, _now);
        foreach (var connection in peer.Sources.All.ToArray())
            Close(connection);
        foreach (var connection in peer.Sessions.All.ToArray())
        {
            Abort(connection, TransferEnd.Broken);
            Send(Kind.LinkLost, connection);
        }

        peer.ForgetSessions();
    }

    private void Announce(SimulatedPeer peer) =>
        _registry.Announce(_torrent, peer.Who, peer.Plan is { } plan ? _scene.Bytes - plan.HeldBytes : 0, Now);

    private void AskTracker(SimulatedPeer peer)
    {
        var found = _registry.HandOut(_torrent, peer.Id, _policy.MaxHandout);
        At(_now + (2 * _latency), Kind.SourcesFound, peer, found.Select(m => _byId[m.Peer.Id]).ToArray());
    }

    private void HandleAskPeers(SimulatedPeer peer)
    {
        if (!peer.IsHere)
            return;
        Announce(peer);
        After(_policy.AskPeersInterval, Kind.AskPeers, peer);
        if (peer.DoneAt is null)
            AskTracker(peer);
    }

    private void HandleExpireLeases()
    {
        // Seeders and liars renew theirs without a word more.
        foreach (var peer in _peers)
        {
            if (peer is { IsHere: true, Plan: null })
                Announce(peer);
        }

        _registry.Expire(Now);
        After(TimeSpan.FromSeconds(1), Kind.ExpireLeases, this);
    }
}
