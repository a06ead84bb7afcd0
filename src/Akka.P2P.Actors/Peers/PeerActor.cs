namespace Akka.P2P.Actors.Peers;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Downloading;
using Akka.P2P.Actors.Seeding;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Peers.PeerCommands;

/// <summary>
/// <c>/user/peer</c>: this node in the swarms. It has a child for each duty, <c>trackers</c>, <c>seeders</c> and <c>downloads</c>, and only
/// passes on what comes to the one that it is for: commands of the process, and questions of other peers.
/// </summary>
public sealed class PeerActor : UntypedActor
{
    private readonly PeerServices _services;
    private readonly PeerSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IActorRef _trackers = ActorRefs.Nobody;
    private IActorRef _seeders = ActorRefs.Nobody;
    private IActorRef _downloads = ActorRefs.Nobody;

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
            case StartDownload or CancelDownload:
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
            case PeerProtocol.Ping ping:
                Sender.Tell(new PeerProtocol.Pong(ping.Nonce, _services.Self.Id), Self);
                break;
            case ListTorrents list:
                TrackerQueries.ListAsync(_services.Locator, _settings.Trackers, list.Prefix, _settings.Link.Timeout).PipeTo(asker, Self);
                break;
            case PingPeer ping:
                Ping(ping.Address).PipeTo(asker, Self);
                break;
            case GetStatus:
                Status().PipeTo(asker, Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private async Task<ILocalMessage> Ping(PeerAddress address)
    {
        var start = _services.Now;
        try
        {
            var pong = await _services.Locator.Peer(address)
                .Ask<PeerProtocol.Pong>(new PeerProtocol.Ping(start.Ticks), _settings.Link.Timeout);
            return new PeerAnswered(address, pong.Peer, _services.Now - start);
        }
        catch (AskTimeoutException)
        {
            return new CommandRefused(OperationCode.None, ReturnCode.Unreachable, $"Peer {address} doesn't answer.");
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

    /// <summary>Downloads end before the stores that they write to are closed; both share one time-out.</summary>
    /// <returns>True when it ran out.</returns>
    private async Task<bool> CloseAsync()
    {
        var until = _services.Now + _settings.CloseTimeout;
        try
        {
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

    private sealed record StoresClosed(Leave Leave, bool Late) : ILocalMessage;
}
