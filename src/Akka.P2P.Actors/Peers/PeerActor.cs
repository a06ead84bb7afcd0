namespace Akka.P2P.Actors.Peers;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Downloading;
using Akka.P2P.Actors.Seeding;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Peers.PeerCommands;

/// <summary>
/// <c>/user/peer</c>: this node in the swarms. It has a child for each duty, <c>trackers</c>, <c>seeders</c>, <c>downloads</c> and
/// <c>talk</c>, and only passes on what comes to the one that it is for: commands of the process, and questions of other peers.
/// </summary>
public sealed class PeerActor : UntypedActor
{
    private readonly PeerServices _services;
    private readonly PeerSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IActorRef _trackers = ActorRefs.Nobody;
    private IActorRef _seeders = ActorRefs.Nobody;
    private IActorRef _downloads = ActorRefs.Nobody;
    private IActorRef _talk = ActorRefs.Nobody;

    public PeerActor(PeerServices services, PeerSettings settings)
    {
        _services = services;
        _settings = settings;
    }

    public static Props CreateProps(PeerServices services, PeerSettings settings) =>
        Props.Create(() => new PeerActor(services, settings));

    protected override void PreStart()
    {
        _downloads = Context.ActorOf(DownloadsGuardian.CreateProps(_services, _settings), "downloads");
        _trackers = Context.ActorOf(TrackerLinks.CreateProps(_services, _settings, _downloads), "trackers");
        _seeders = Context.ActorOf(SeedersGuardian.CreateProps(_services, _settings.Seed, _trackers), "seeders");
        _talk = Context.ActorOf(TalkActor.CreateProps(_services, _settings, _downloads, _seeders), "talk");
        _downloads.Tell(new DownloadsGuardian.Colleagues(_trackers, _seeders));
    }

    protected override void OnReceive(object message)
    {
        var asker = Sender;
        switch (message)
        {
            case IToSeeder or ShareTorrent or StopSeeding:
                _seeders.Forward(message);
                break;
            case StartDownload or CancelDownload or PauseDownload or PrioritizeDownload:
                _downloads.Forward(message);
                break;
            case Leave leave:
                CloseAsync().PipeTo(Self, asker, late => new StoresClosed(leave, late));
                break;
            case StoresClosed closed:
                if (closed.Late)
                    _log.Warning("Not every store closed within {0}: what was kept last may be hashed again.", _settings.CloseTimeout);
                _trackers.Forward(closed.Leave);
                break;
            case Drain drain:
                DrainAsync(drain).PipeTo(asker, Self);
                break;
            case Suspend:
                CloseAsync().PipeTo(asker, Self, late => new Suspended(late));
                break;
            case PeerProtocol.Ping or IToTalk or PingPeer or ITalkCommand:
                _talk.Forward(message);
                break;
            case ListTorrents list:
                TrackerQueries.ListAsync(_services.Locator, _settings.Trackers, list.Prefix, _settings.Link.Timeout).PipeTo(asker, Self);
                break;
            case ShowTorrent show:
                Show(show.Torrent).PipeTo(asker, Self);
                break;
            case GetStatus:
                Status().PipeTo(asker, Self);
                break;
            case TrackerProtocol.Register or TrackerProtocol.Unregister or TrackerProtocol.ListPeers or TrackerProtocol.WatchPeers
                or TrackerProtocol.ListTorrents
                or TrackerProtocol.GetTorrent or TrackerProtocol.Publish or TrackerProtocol.StartSeed or TrackerProtocol.StopSeed
                or TrackerProtocol.Announce or TrackerProtocol.GetPeers:
                Sender.Tell(
                    new PeerProtocol.Refused(((IWithRequest)message).RequestId, (message as IWithTorrent)?.Torrent ?? default, 0, OperationCode.None,
                        ReturnCode.BadRequest, "That is a question for a tracker, and this is a peer."),
                    Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private async Task<PeerStatus> Status()
    {
        var timeout = _settings.Link.Timeout;
        var trackers = _trackers.Ask<TrackerLinks.Trackers>(new TrackerLinks.GetTrackers(), timeout);
        var seeds = _seeders.Ask<SeedersGuardian.Seeds>(new SeedersGuardian.GetSeeds(), timeout);
        var downloads = _downloads.Ask<DownloadsGuardian.Downloads>(new DownloadsGuardian.GetDownloads(), timeout);
        return new PeerStatus(_services.Self, (await trackers).Links, (await seeds).All, (await downloads).All);
    }

    private async Task<ILocalMessage> Show(TorrentId torrent)
    {
        var timeout = _settings.Link.Timeout;
        var download = _downloads.Ask<ILocalMessage>(new DownloadsGuardian.AskDownload(torrent), timeout);
        var seed = _seeders.Ask<ILocalMessage>(new SeedersGuardian.AskSeed(torrent), timeout);
        var status = new TorrentStatus(torrent, await download as DownloadDetails, await seed as SeedStatus);
        return status is { Download: null, Seed: null }
            ? new CommandRefused(OperationCode.None, ReturnCode.NotFound, $"Torrent {torrent.ShortText} is neither fetched nor shared here.")
            : status;
    }

    /// <summary>Transfers are called off, and downloads end before the stores that they write to are closed; all share one time-out.</summary>
    /// <returns>True when it ran out.</returns>
    private async Task<bool> CloseAsync()
    {
        var until = _services.Now + _settings.CloseTimeout;
        try
        {
            await _talk.Ask<Closing.Closed>(new Closing.Close(), _settings.CloseTimeout);
            await _downloads.Ask<Closing.Closed>(new Closing.Close(), _settings.CloseTimeout);
            var left = until - _services.Now;
            if (left <= TimeSpan.Zero)
                return true;
            await _seeders.Ask<Closing.Closed>(new Closing.Close(), left);
            return false;
        }
        catch (AskTimeoutException)
        {
            return true;
        }
    }

    /// <summary>What is fetched only takes; so it ends first, and all is left to those who are served.</summary>
    private async Task<Drained> DrainAsync(Drain drain)
    {
        try
        {
            await _downloads.Ask<Closing.Closed>(new Closing.Close(), _settings.CloseTimeout);
        }
        catch (AskTimeoutException)
        {
            // A coordinator that does not end gives nothing to anybody: those who are served do not wait for it.
        }

        // Who does not answer is dead, or stuck behind a disk: the limit is the others' as well.
        return await _seeders.Ask<Drained>(drain, drain.Limit + _settings.Link.Timeout);
    }

    private sealed record StoresClosed(Leave Leave, bool Late) : ILocalMessage;
}
