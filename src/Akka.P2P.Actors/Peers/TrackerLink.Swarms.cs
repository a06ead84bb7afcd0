namespace Akka.P2P.Actors.Peers;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;
using static Akka.P2P.Protocol.TrackerProtocol;

/// <summary>The swarms that the peer is in, and publishing their torrents.</summary>
internal sealed partial class TrackerLink
{
    private readonly Dictionary<TorrentId, Membership> _swarms = [];

    private bool HandleSwarms(object message)
    {
        switch (message)
        {
            case SwarmDuty.JoinSwarm join:
                HandleJoin(join);
                return true;
            case SwarmDuty.SwarmProgress progress when _swarms.TryGetValue(progress.Torrent, out var swarm):
                swarm.BytesLeft = progress.BytesLeft;
                Announce(swarm, progress.Event);
                return true;
            case SwarmDuty.LeaveSwarm leave when _swarms.Remove(leave.Torrent, out var swarm):
                SayGoodbye(swarm);
                return true;
            case SwarmDuty.WantSources want:
                _tracker.Tell(
                    new GetPeers(Guid.NewGuid(), _services.Self.Id, want.Torrent, _settings.PeersWanted, Subscribe: true), Self);
                return true;
            case PageTaken taken:
                HandlePageTaken(taken);
                return true;
            case Published published when _swarms.TryGetValue(published.Torrent, out var swarm) && swarm.IsPublishing(published.RequestId):
                HandlePublished(swarm, published);
                return true;
            case Announced announced:
                Found(announced.Torrent, announced.Peers);
                return true;
            case SwarmView view:
                Found(view.Torrent, view.Peers);
                return true;
            case SwarmChanged changed:
                Found(changed.Torrent, changed.Joined, justJoined: true);
                return true;
            case Published or SeedStarted or SeedStopped or SwarmDuty.SwarmProgress or SwarmDuty.LeaveSwarm:
                return true;
            default:
                return false;
        }
    }

    private void HandleJoin(SwarmDuty.JoinSwarm join)
    {
        var swarm = new Membership(join.Metainfo, join.BytesLeft, mustPublish: join.Publish);
        _swarms[swarm.Torrent] = swarm;
        if (_connected)
            Announce(swarm, AnnounceEvent.Started);
    }

    private void AnnounceAll()
    {
        foreach (var swarm in _swarms.Values)
            Announce(swarm, AnnounceEvent.Progress);
    }

    private void Announce(Membership swarm, AnnounceEvent what)
    {
        if (!_connected)
            return;
        if (swarm.MustPublish)
        {
            // Also after a lost page or answer: the tracker says where to go on.
            swarm.Publication ??= new OutgoingPublication(Guid.NewGuid(), new MetainfoPages(swarm.Metainfo));
            SendPage(swarm, swarm.Publication.Offset);
            return;
        }

        var wanted = swarm.BytesLeft > 0 ? _settings.PeersWanted : 0;
        _tracker.Tell(
            new Announce(Guid.NewGuid(), _services.Self.Id, swarm.Torrent, swarm.BytesLeft, what, wanted), Self);
    }

    private void SayGoodbye(Membership swarm)
    {
        if (!_connected)
            return;
        var (self, request) = (_services.Self.Id, Guid.NewGuid());
        _tracker.Tell(
            swarm.BytesLeft == 0
                ? new StopSeed(request, self, swarm.Torrent)
                : new Announce(request, self, swarm.Torrent, swarm.BytesLeft, AnnounceEvent.Stopped, 0),
            Self);
    }

    private void HandlePageTaken(PageTaken taken)
    {
        var swarm = _swarms.Values.FirstOrDefault(s => s.IsPublishing(taken.RequestId));
        if (swarm is not null)
            SendPage(swarm, taken.NextOffset);
    }

    private void SendPage(Membership swarm, int offset)
    {
        var publication = swarm.Publication!;
        if (!publication.Pages.TryPage(offset, WireLimits.PageBytes, out var page))
            return;
        publication.Offset = offset;
        _tracker.Tell(
            new Publish(publication.RequestId, _services.Self.Id, swarm.Torrent, page!.InfoLength, page.TotalLength, page.Offset,
                page.Bytes.ToArray()),
            Self);
    }

    private void HandlePublished(Membership swarm, Published published)
    {
        swarm.MustPublish = false;
        swarm.Publication = null;
        Context.System.EventStream.Publish(new PeerEvents.TorrentPublished(swarm.Torrent, _address, published.IsNew));
        Announce(swarm, AnnounceEvent.Started);
    }

    private void HandleSwarmRefused(Refused refused)
    {
        if (!_swarms.TryGetValue(refused.Torrent, out var swarm))
            return;
        switch (refused)
        {
            case { Operation: OperationCode.Announce, Code: ReturnCode.TorrentDoesNotExist }:
                // A tracker that lost its catalogue gets it back from those who have the metainfo.
                swarm.MustPublish = true;
                Announce(swarm, AnnounceEvent.Started);
                break;
            case { Operation: OperationCode.UploadFile } when swarm.IsPublishing(refused.RequestId):
                // The next keep-alive tries once more, from the beginning.
                swarm.Publication = null;
                var reason = WireGuard.Text(refused.Reason, 300);
                _log.Warning("Tracker {0} doesn't list {1}: {2}", _address, swarm.Torrent.ShortText, reason);
                Context.System.EventStream.Publish(
                    new PeerEvents.PublishRefused(swarm.Torrent, _address, refused.Code, reason));
                break;
            default:
                _log.Debug("Tracker {0} refused {1}: {2}", _address, refused.Operation, refused.Code);
                break;
        }
    }

    private void Found(TorrentId torrent, ImmutableArray<SwarmMember> members, bool justJoined = false)
    {
        ImmutableArray<SwarmPeer> peers =
        [
            .. WireGuard.Items(members, WireLimits.MaxPeersInPage)
                .Where(m => WireGuard.IsSound(m) && m.Peer.Id != _services.Self.Id).Select(m => m.Peer),
        ];
        if (!peers.IsEmpty)
            _downloads.Tell(new SwarmDuty.SourcesFound(torrent, peers, justJoined), Self);
    }

    private sealed class Membership(Metainfo metainfo, long bytesLeft, bool mustPublish)
    {
        public Metainfo Metainfo { get; } = metainfo;

        public TorrentId Torrent => Metainfo.Id;

        public long BytesLeft { get; set; } = bytesLeft;

        public bool MustPublish { get; set; } = mustPublish;

        public OutgoingPublication? Publication { get; set; }

        public bool IsPublishing(Guid request) => Publication?.RequestId == request;
    }

    /// <summary>One request id for all its pages and for every retry.</summary>
    private sealed class OutgoingPublication(Guid requestId, MetainfoPages pages)
    {
        public Guid RequestId { get; } = requestId;

        public MetainfoPages Pages { get; } = pages;

        public int Offset { get; set; }
    }
}
