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
    private readonly Dictionary<TorrentId, HashSet<PeerId>> _subscribers = [];
    private int _subscriptions;

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
        if (MayNotSpeak(start.Peer, sender, start.RequestId, OperationCode.StartSeed, start.Torrent))
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
        if (MayNotSpeak(stop.Peer, sender, stop.RequestId, OperationCode.StopSeed, stop.Torrent))
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
        if (MayNotSpeak(announce.Peer, sender, announce.RequestId, OperationCode.Announce, announce.Torrent))
            return;
        if (announce.BytesLeft < 0 || !Enum.IsDefined(announce.Event))
        {
            Refuse(sender, announce.RequestId, OperationCode.Announce, ReturnCode.BadRequest, announce.Torrent,
                "The announce is malformed.");
            return;
        }

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
        if (get.Subscribe && IsSpeaker(get.Peer, sender))
            Subscribe(get.Torrent, get.Peer);
        var counts = _swarms.CountsOf(get.Torrent);
        var peers = _swarms.HandOut(get.Torrent, get.Peer, int.Min(get.Max, _settings.MaxHandout));
        sender.Tell(new SwarmView(get.RequestId, get.Torrent, counts.Seeders, counts.Leechers, peers), Self);
    }

    private void Enter(PeerId id, TorrentId torrent, long bytesLeft)
    {
        if (_peers.TryGet(id, out var peer, out _) && _swarms.Announce(torrent, peer, bytesLeft, Now))
            Push(torrent, id, new SwarmChanged(torrent, [new SwarmMember(peer, bytesLeft)], []));
    }

    private void Exit(PeerId peer, TorrentId torrent)
    {
        if (_subscribers.TryGetValue(torrent, out var subscribers) && subscribers.Remove(peer))
            _subscriptions--;
        if (_swarms.Leave(torrent, peer))
            PushLeft(torrent, peer);
    }

    private void Subscribe(TorrentId torrent, PeerId peer)
    {
        if (_subscriptions >= _settings.MaxSubscriptions)
            return;
        if (!_subscribers.TryGetValue(torrent, out var subscribers))
            _subscribers.Add(torrent, subscribers = []);
        if (subscribers.Add(peer))
            _subscriptions++;
    }

    private void Unsubscribe(PeerId peer)
    {
        foreach (var torrent in _subscribers.Where(s => s.Value.Contains(peer)).Select(s => s.Key).ToImmutableArray())
        {
            _subscribers[torrent].Remove(peer);
            _subscriptions--;
            if (_subscribers[torrent].Count == 0)
                _subscribers.Remove(torrent);
        }
    }

    private void PushLeft(TorrentId torrent, PeerId peer) => Push(torrent, peer, new SwarmChanged(torrent, [], [peer]));

    private void Push(TorrentId torrent, PeerId except, SwarmChanged change)
    {
        if (!_subscribers.TryGetValue(torrent, out var subscribers))
            return;
        foreach (var subscriber in subscribers)
        {
            if (subscriber != except && _peers.TryGet(subscriber, out _, out var handle))
                handle.Tell(change, Self);
        }
    }
}
