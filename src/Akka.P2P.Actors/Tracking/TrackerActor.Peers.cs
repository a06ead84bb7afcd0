namespace Akka.P2P.Actors.Tracking;

using Akka.Actor;
using Akka.Event;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;
using static Akka.P2P.Protocol.TrackerProtocol;

/// <summary>Who is there.</summary>
public sealed partial class TrackerActor
{
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

        var isSameActor = _peers.TryGet(register.Peer.Id, out _, out var before) && before.Equals(sender);
        if (!_peers.TryRegister(register.Peer, sender, Now, out var isNew))
        {
            Refuse(sender, register.RequestId, OperationCode.Register, ReturnCode.Overloaded, default,
                $"{_peers.Count} peers are registered here already.");
            return;
        }

        sender.Tell(new Registered(register.RequestId, _run, (int)_settings.Lease.TotalSeconds), Self);
        if (!isSameActor)
        {
            // A peer that restarted within its lease: it is in no swarm until it says so, and then the others hear of it as of a new one.
            _swarms.LeaveAll(register.Peer.Id);
        }

        // It has not been told either, though its address is an old one.
        if (isNew || !isSameActor)
            CheckAddress(register.Peer, sender);
        if (!isNew)
            return;
        _log.Info("Peer {0} ({1}) joined at {2}", register.Peer.Id.ShortText, WireGuard.Text(register.Name, 100), register.Peer.Address);
        TellOthers(register.Peer.Id, new PeerJoined(register.Peer));
    }

    private void HandleUnregister(Unregister unregister, IActorRef sender)
    {
        // One who is not registered (any more) gets what it wants: it is not.
        if (_peers.TryGet(unregister.Peer, out _, out _)
            && MayNotSpeak(unregister.Peer, sender, unregister.RequestId, OperationCode.Unregister, default))
            return;
        if (_peers.Remove(unregister.Peer, out var peer))
            Forget(peer, "unregistered");
        sender.Tell(new Unregistered(unregister.RequestId), Self);
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
        _log.Info("Peer {0} at {1} left: {2}", peer.Id.ShortText, peer.Address, why);
        foreach (var torrent in _swarms.LeaveAll(peer.Id))
            PushLeft(torrent, peer.Id);
        Unsubscribe(peer.Id);
        TellOthers(peer.Id, new PeerLeft(peer));
    }

    private void TellOthers(PeerId except, IWireMessage message)
    {
        foreach (var (id, handle) in _peers.Handles)
        {
            if (id != except)
                handle.Tell(message, Self);
        }
    }
}
