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
    /// <summary>
    /// Publications on their way to one tracker. A tracker that lost its catalogue hears from all its peers in the same moment, and takes so
    /// many at a time (<c>max-publications</c>): each peer waits with the rest until one is through.
    /// </summary>
    private const int PublicationsAtATime = 8;

    private readonly Dictionary<TorrentId, Membership> _swarms = [];

    /// <summary>By the request id of their publication: those that are being published.</summary>
    private readonly Dictionary<Guid, Membership> _publishing = [];

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
                EndPublication(swarm);
                SayGoodbye(swarm);
                PublishNext();
                return true;
            case SwarmDuty.WantSources want:
                _tracker.Tell(
                    new GetPeers(Guid.NewGuid(), _services.Self.Id, _session, want.Torrent, _settings.PeersWanted, Subscribe: true), Self);
                return true;
            case PageTaken taken:
                HandlePageTaken(taken);
                return true;
            case Published published when _publishing.TryGetValue(published.RequestId, out var swarm) && swarm.Torrent == published.Torrent:
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
            case PublishAgain:
                PublishNext();
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
        if (_swarms.TryGetValue(swarm.Torrent, out var before))
            EndPublication(before);
        _swarms[swarm.Torrent] = swarm;
        if (_connected)
            Announce(swarm, AnnounceEvent.Started);
    }

    private void AnnounceAll()
    {
        foreach (var swarm in _swarms.Values)
        {
            swarm.IsRefused = false;
            Announce(swarm, AnnounceEvent.Progress);
        }
    }

    private void Announce(Membership swarm, AnnounceEvent what)
    {
        if (!_connected)
            return;
        if (swarm.MustPublish)
        {
            // Also after a lost page or answer: all that was not taken is sent again.
            if (swarm.Publication is not null || _publishing.Count < PublicationsAtATime)
                SendPagesFrom(swarm, (swarm.Publication ?? BeginPublication(swarm)).Taken);
            return;
        }

        var wanted = swarm.BytesLeft > 0 ? _settings.PeersWanted : 0;
        _tracker.Tell(
            new Announce(Guid.NewGuid(), _services.Self.Id, _session, swarm.Torrent, swarm.BytesLeft, what, wanted), Self);
    }

    private void SayGoodbye(Membership swarm)
    {
        if (!_connected)
            return;
        var (self, request) = (_services.Self.Id, Guid.NewGuid());
        _tracker.Tell(
            swarm.BytesLeft == 0
                ? new StopSeed(request, self, _session, swarm.Torrent)
                : new Announce(request, self, _session, swarm.Torrent, swarm.BytesLeft, AnnounceEvent.Stopped, 0),
            Self);
    }

    private void HandlePageTaken(PageTaken taken)
    {
        if (!_publishing.TryGetValue(taken.RequestId, out var swarm) || swarm.Publication is not { } publication || taken.NextOffset == publication.Taken)
            return;
        // A tracker that forgot what it had says so by asking for an earlier page.
        var from = taken.NextOffset < publication.Taken ? taken.NextOffset : int.Max(taken.NextOffset, publication.Sent);
        publication.Taken = taken.NextOffset;
        SendPagesFrom(swarm, from);
    }

    /// <summary>As many pages as may be on the way at one time, those that are already among them.</summary>
    private void SendPagesFrom(Membership swarm, int offset)
    {
        var publication = swarm.Publication!;
        publication.Sent = offset;
        while (publication.Sent < publication.Taken + (WireLimits.MaxPagesOnTheWay * WireLimits.PageBytes)
            && publication.Pages.TryPage(publication.Sent, WireLimits.PageBytes, out var page))
        {
            publication.Sent += page!.Bytes.Length;
            _tracker.Tell(
                new Publish(publication.RequestId, _services.Self.Id, _session, swarm.Torrent, page.InfoLength, page.TotalLength, page.Offset,
                    page.Bytes.ToArray()),
                Self);
        }
    }

    private void HandlePublished(Membership swarm, Published published)
    {
        swarm.MustPublish = false;
        EndPublication(swarm);
        Context.System.EventStream.Publish(new PeerEvents.TorrentPublished(swarm.Torrent, _address, published.IsNew));
        Announce(swarm, AnnounceEvent.Started);
        PublishNext();
    }

    private OutgoingPublication BeginPublication(Membership swarm)
    {
        swarm.Publication = new OutgoingPublication(Guid.NewGuid(), new MetainfoPages(swarm.Metainfo));
        _publishing.Add(swarm.Publication.RequestId, swarm);
        return swarm.Publication;
    }

    private void EndPublication(Membership swarm)
    {
        if (swarm.Publication is { } publication)
            _publishing.Remove(publication.RequestId);
        swarm.Publication = null;
    }

    /// <summary>Those that wait for their turn, as many as may be on the way.</summary>
    private void PublishNext()
    {
        foreach (var swarm in _swarms.Values)
        {
            if (_publishing.Count >= PublicationsAtATime)
                return;
            // One that was refused for good waits for the next keep-alive.
            if (swarm is { MustPublish: true, Publication: null, IsRefused: false })
                Announce(swarm, AnnounceEvent.Started);
        }
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
            case { Operation: OperationCode.UploadFile, Code: ReturnCode.Overloaded } when swarm.Publication?.RequestId == refused.RequestId:
                // It has its hands full with others: in a moment, and not when they all come again.
                EndPublication(swarm);
                _log.Debug("Tracker {0} can't take {1} yet", _address, swarm.Torrent.ShortText);
                Timers.StartSingleTimer(PublishAgain.Instance, PublishAgain.Instance, _settings.RegisterRetry * (0.5 + _random.NextDouble()));
                break;
            case { Operation: OperationCode.UploadFile } when swarm.Publication?.RequestId == refused.RequestId:
                // The next keep-alive tries once more, from the beginning.
                EndPublication(swarm);
                swarm.IsRefused = true;
                var reason = WireGuard.Text(refused.Reason, 300);
                _log.Warning("Tracker {0} doesn't list {1}: {2}", _address, swarm.Torrent.ShortText, reason);
                Context.System.EventStream.Publish(
                    new PeerEvents.PublishRefused(swarm.Torrent, _address, refused.Code, reason));
                PublishNext();
                break;
            default:
                _log.Debug("Tracker {0} refused {1}: {2}", _address, refused.Operation, refused.Code);
                break;
        }
    }

    private void Found(TorrentId torrent, ImmutableArray<SwarmMember> members, bool justJoined = false)
    {
        ImmutableArray<SwarmMember> others =
        [
            .. WireGuard.Items(members, WireLimits.MaxPeersInPage).Where(m => WireGuard.IsSound(m) && m.Peer.Id != _services.Self.Id),
        ];
        if (others.IsEmpty)
            return;
        _downloads.Tell(
            new SwarmDuty.SourcesFound(torrent, [.. others.Select(m => m.Peer)], justJoined)
            {
                Seeders = [.. others.Where(m => m.IsSeeder).Select(m => m.Peer.Id)],
            },
            Self);
    }

    private sealed class Membership(Metainfo metainfo, long bytesLeft, bool mustPublish)
    {
        public Metainfo Metainfo { get; } = metainfo;

        public TorrentId Torrent => Metainfo.Id;

        public long BytesLeft { get; set; } = bytesLeft;

        public bool MustPublish { get; set; } = mustPublish;

        public OutgoingPublication? Publication { get; set; }

        /// <summary>Its last publication was, and not for want of room.</summary>
        public bool IsRefused { get; set; }
    }

    private sealed class PublishAgain : ILocalMessage
    {
        public static PublishAgain Instance { get; } = new();
    }

    /// <summary>One request id for all its pages and for every retry.</summary>
    private sealed class OutgoingPublication(Guid requestId, MetainfoPages pages)
    {
        public Guid RequestId { get; } = requestId;

        public MetainfoPages Pages { get; } = pages;

        /// <summary>Where the first page begins that the tracker has not taken.</summary>
        public int Taken { get; set; }

        /// <summary>Where the first page begins that was not sent.</summary>
        public int Sent { get; set; }
    }
}
