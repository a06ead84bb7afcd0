namespace Akka.P2P.Actors.Tracking;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;
using static Akka.P2P.Protocol.TrackerProtocol;

/// <summary>Who shares what.</summary>
public sealed partial class TrackerActor
{
    /// <summary>The torrent is known to be published.</summary>
    private void AnswerAboutTorrent(IWithTorrent message, IActorRef sender)
    {
        switch (message)
        {
            case StartSeed start:
                HandleStartSeed(start, sender);
                break;
            case StopSeed stop:
                HandleStopSeed(stop, sender);
                break;
            case Announce announce:
                HandleAnnounce(announce, sender);
                break;
            case GetPeers get:
                HandleGetPeers(get, sender);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void HandleStartSeed(StartSeed start, IActorRef sender)
    {
        if (MayNotSpeak(start.Peer, start.Session, sender, start.RequestId, OperationCode.StartSeed, start.Torrent))
            return;
        if (_swarms.IsSeeder(start.Torrent, start.Peer))
        {
            Refuse(sender, start.RequestId, OperationCode.StartSeed, ReturnCode.AlreadySeeding, start.Torrent,
                "This peer seeds that torrent already.");
            return;
        }

        Enter(start.Peer, start.Torrent, 0);
        sender.Tell(new SeedStarted(start.RequestId, start.Torrent), Self);
    }

    private void HandleStopSeed(StopSeed stop, IActorRef sender)
    {
        if (MayNotSpeak(stop.Peer, stop.Session, sender, stop.RequestId, OperationCode.StopSeed, stop.Torrent))
            return;
        if (!_swarms.IsSeeder(stop.Torrent, stop.Peer))
        {
            Refuse(sender, stop.RequestId, OperationCode.StopSeed, ReturnCode.NotFound, stop.Torrent,
                "This peer doesn't seed that torrent.");
            return;
        }

        Exit(stop.Peer, stop.Torrent);
        sender.Tell(new SeedStopped(stop.RequestId, stop.Torrent, ReturnCode.FinishedSeeding), Self);
    }

    private void HandleAnnounce(Announce announce, IActorRef sender)
    {
        if (MayNotSpeak(announce.Peer, announce.Session, sender, announce.RequestId, OperationCode.Announce, announce.Torrent))
            return;
        if (announce.BytesLeft < 0 || !Enum.IsDefined(announce.Event))
        {
            Refuse(sender, announce.RequestId, OperationCode.Announce, ReturnCode.BadRequest, announce.Torrent,
                "The announce is malformed.");
            return;
        }

        _meters.Announces.Add(1);
        _peers.Renew(announce.Peer, Now);
        if (announce.Event == AnnounceEvent.Stopped)
            Exit(announce.Peer, announce.Torrent);
        else
            Enter(announce.Peer, announce.Torrent, announce.BytesLeft);
        var counts = _swarms.CountsOf(announce.Torrent);
        var code = announce.Event == AnnounceEvent.Completed ? ReturnCode.FinishedDownload : ReturnCode.Success;
        var peers = _swarms.HandOut(announce.Torrent, announce.Peer, int.Min(announce.PeersWanted, _settings.MaxHandout));
        sender.Tell(new Announced(announce.RequestId, announce.Torrent, code, counts.Seeders, counts.Leechers, peers), Self);
    }

    private void HandleGetPeers(GetPeers get, IActorRef sender)
    {
        if (get.Subscribe && _peers.MaySpeak(get.Peer, get.Session))
            _subscriptions.Add(get.Torrent, get.Peer);
        var counts = _swarms.CountsOf(get.Torrent);
        var peers = _swarms.HandOut(get.Torrent, get.Peer, int.Min(get.Max, _settings.MaxHandout));
        sender.Tell(new SwarmView(get.RequestId, get.Torrent, counts.Seeders, counts.Leechers, peers), Self);
    }

    private void Enter(PeerId id, TorrentId torrent, long bytesLeft)
    {
        // A seeder connects to nobody.
        if (bytesLeft == 0)
            _subscriptions.Remove(torrent, id);
        if (_peers.TryGet(id, out var peer, out _) && _swarms.Announce(torrent, peer, bytesLeft, Now))
            Push(torrent, id, new SwarmChanged(torrent, [new SwarmMember(peer, bytesLeft)], []));
    }

    private void Exit(PeerId peer, TorrentId torrent)
    {
        _subscriptions.Remove(torrent, peer);
        if (_swarms.Leave(torrent, peer))
            PushLeft(torrent, peer);
    }

    private void PushLeft(TorrentId torrent, PeerId peer) => Push(torrent, peer, new SwarmChanged(torrent, [], [peer]));

    // As many as are named to one who asks. The others hear of it when they ask themselves.
    private void Push(TorrentId torrent, PeerId except, SwarmChanged change)
    {
        foreach (var subscriber in _subscriptions.Draw(torrent, except, _settings.MaxHandout))
        {
            if (_peers.TryGet(subscriber, out _, out var handle))
                handle.Tell(change, Self);
        }
    }
}
