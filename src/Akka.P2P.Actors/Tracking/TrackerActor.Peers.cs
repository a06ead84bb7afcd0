namespace Akka.P2P.Actors.Tracking;

using Akka.Actor;
using Akka.Event;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;
using static Akka.P2P.Protocol.TrackerProtocol;

/// <summary>Who is there.</summary>
public sealed partial class TrackerActor
{
    // Registered peers all of them, so no more than those.
    private readonly HashSet<PeerId> _watchers = [];
    private long _round;

    private void HandleRegister(Register register, IActorRef sender)
    {
        if (register.Version != WireLimits.Version)
        {
            Refuse(sender, register.RequestId, OperationCode.Register, ReturnCode.BadRequest, default,
                $"This tracker speaks version {WireLimits.Version} of the protocol, not {register.Version}.");
            return;
        }

        if (!WireGuard.IsSound(register.Peer))
        {
            Refuse(sender, register.RequestId, OperationCode.Register, ReturnCode.BadRequest, default, "The peer has no usable address.");
            return;
        }

        if (register.Token is not { Length: NodeSecret.TokenSize })
        {
            Refuse(sender, register.RequestId, OperationCode.Register, ReturnCode.BadRequest, default, "The peer names no token.");
            return;
        }

        var registration = _peers.Register(register.Peer, sender, Sha256Digest.Of(register.Token), Guid.NewGuid(), Now);
        switch (registration.Kind)
        {
            case RegistrationKind.Full:
                Refuse(sender, register.RequestId, OperationCode.Register, ReturnCode.Overloaded, default,
                    $"{_peers.Count} peers are registered here already.");
                return;
            case RegistrationKind.Impostor:
                _log.Warning("Somebody at {0} asked to be peer {1}, who is registered by another", register.Peer.Address, register.Peer.Id.ShortText);
                Refuse(sender, register.RequestId, OperationCode.Register, ReturnCode.Unauthorized, default,
                    $"Peer {register.Peer.Id.ShortText} is registered here by another node: draw another peer id, or wait until its lease ends.");
                return;
            case RegistrationKind.Restarted:
                // Within its lease: it is in no swarm until it says so, and then the others hear of it as of a new one.
                _swarms.LeaveAll(register.Peer.Id);
                _watchers.Remove(register.Peer.Id);
                break;
            default:
                break;
        }

        _meters.Registrations.Add(1);
        _registered.Set(_peers.Count);
        _names[register.Peer.Id] = WireGuard.Text(register.Name, 100);
        sender.Tell(new Registered(register.RequestId, _run, (int)_settings.Lease.TotalSeconds, registration.Session), Self);
        // One who restarted has not been told either, though its address is an old one.
        if (registration.Kind != RegistrationKind.Renewed)
            CheckAddress(register.Peer, sender);
        if (!registration.IsNews)
            return;
        _log.Info("Peer {0} ({1}) joined at {2}", register.Peer.Id.ShortText, WireGuard.Text(register.Name, 100), register.Peer.Address);
        TellOthers(register.Peer.Id, new PeerJoined(register.Peer));
    }

    private void HandleUnregister(Unregister unregister, IActorRef sender)
    {
        // One who is not registered (any more) gets what it wants: it is not.
        if (_peers.TryGet(unregister.Peer, out _, out _)
            && MayNotSpeak(unregister.Peer, unregister.Session, sender, unregister.RequestId, OperationCode.Unregister, default))
            return;
        if (_peers.Remove(unregister.Peer, out var peer))
            Forget(peer, "unregistered");
        sender.Tell(new Unregistered(unregister.RequestId), Self);
    }

    private void HandleWatch(WatchPeers watch, IActorRef sender)
    {
        if (MayNotSpeak(watch.Peer, watch.Session, sender, watch.RequestId, OperationCode.WatchPeers, default))
            return;
        if (watch.On)
            _watchers.Add(watch.Peer);
        else
            _watchers.Remove(watch.Peer);
        sender.Tell(new PeersWatched(watch.RequestId, watch.On), Self);
    }

    private void HandleListPeers(ListPeers list, IActorRef sender)
    {
        var max = int.Clamp(list.Max, 1, WireLimits.MaxPeersInPage);
        var page = _peers.Page(list.After == default ? null : list.After, max);
        sender.Tell(new PeerPage(list.RequestId, page, page.Length == max ? page[^1].Id : default), Self);
    }

    private void HandlePingRound()
    {
        foreach (var peer in _peers.Expire(Now))
            Forget(peer, "gave no sign of life");
        foreach (var (torrent, peer) in _swarms.Expire(Now))
            PushLeft(torrent, peer.Id);
        ForgetIdlePublications();
        var ping = new Ping(++_round);
        foreach (var (_, handle) in _peers.Handles)
            handle.Tell(ping, Self);
    }

    private void Forget(SwarmPeer peer, string why)
    {
        _names.Remove(peer.Id);
        _registered.Set(_peers.Count);
        _log.Info("Peer {0} at {1} left: {2}", peer.Id.ShortText, peer.Address, why);
        foreach (var torrent in _swarms.LeaveAll(peer.Id))
            PushLeft(torrent, peer.Id);
        _subscriptions.RemoveAll(peer.Id);
        _watchers.Remove(peer.Id);
        TellOthers(peer.Id, new PeerLeft(peer));
    }

    private void TellOthers(PeerId except, IWireMessage message)
    {
        foreach (var id in _watchers)
        {
            if (id != except && _peers.TryGet(id, out _, out var handle))
                handle.Tell(message, Self);
        }
    }
}
