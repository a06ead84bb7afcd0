namespace Akka.P2P.Actors.Tracking;

using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Metering;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Actors.Storing;
using Akka.P2P.Core.Catalogue;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;
using static Akka.P2P.Protocol.TrackerProtocol;

/// <summary>
/// <c>/user/tracker</c>: knows who is there, what is published and who shares what. The catalogue is durable and answers outside of
/// this actor; who is in which swarm is soft and comes back with the next announces. It never waits for anybody.
/// </summary>
public sealed partial class TrackerActor : UntypedActor, IWithTimers
{
    private readonly ITorrentCatalogue _catalogue;
    private readonly PeerDirectory<IActorRef> _peers;
    private readonly SwarmRegistry _swarms;
    private readonly Subscriptions _subscriptions;
    private readonly TrackerSettings _settings;
    private readonly WorkPool _pool;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Guid _run = Guid.NewGuid();
    private readonly NodeMeters _meters;
    private readonly Level.Part _registered;

    public TrackerActor(
        ITorrentCatalogue catalogue, TrackerSettings settings, WorkPool pool, TimeProvider time, int seed, AddressProbe? probe,
        NodeMeters? meters)
    {
        _meters = meters ?? new NodeMeters();
        _registered = _meters.RegisteredPeers.Join();
        _probe = probe;
        _catalogue = catalogue;
        _settings = settings;
        _pool = pool;
        _time = time;
        _peers = new PeerDirectory<IActorRef>(settings.Lease, settings.MaxPeers);
        var random = new Random(seed);
        _swarms = new SwarmRegistry(settings.Lease, settings.MaxMembers, new MixedSample(random));
        _subscriptions = new Subscriptions(settings.MaxSubscriptions, random);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _time.GetElapsedTime(0);

    /// <param name="catalogue">What is published; the caller disposes of it after the actor has stopped.</param>
    /// <param name="settings">See reference.conf.</param>
    /// <param name="pool">Where metainfo is checked and read.</param>
    /// <param name="time">Measures leases.</param>
    /// <param name="seed">Of all chance in here.</param>
    /// <param name="probe">Dials the addresses of new peers; null leaves them unchecked.</param>
    /// <param name="meters">What is counted; null when nobody looks.</param>
    public static Props CreateProps(
        ITorrentCatalogue catalogue, TrackerSettings settings, WorkPool pool, TimeProvider time, int seed, AddressProbe? probe = null,
        NodeMeters? meters = null) =>
        Props.Create(() => new TrackerActor(catalogue, settings, pool, time, seed, probe, meters));

    protected override void PreStart()
    {
        _startedAt = Now;
        Timers.StartPeriodicTimer(PingRound.Instance, PingRound.Instance, _settings.PingInterval);
    }

    protected override void PostStop() => _registered.Dispose();

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Register register:
                HandleRegister(register, Sender);
                break;
            case Unregister unregister:
                HandleUnregister(unregister, Sender);
                break;
            case Pong pong when _peers.MaySpeak(pong.Peer, pong.Session):
                _peers.Renew(pong.Peer, Now);
                break;
            case Pong:
                break;
            case ListPeers list:
                HandleListPeers(list, Sender);
                break;
            case WatchPeers watch:
                HandleWatch(watch, Sender);
                break;
            case ListTorrents list:
                ReadList(list, Sender);
                break;
            case GetTorrent get:
                HandleGetTorrent(get, Sender);
                break;
            case Publish publish:
                HandlePublish(publish, Sender);
                break;
            case StartSeed or StopSeed or Announce or GetPeers:
                HandleAboutTorrent((IWithTorrent)message, Sender);
                break;
            case PingRound:
                HandlePingRound();
                break;
            case ILocalMessage local when HandleOwn(local) || HandleOperator(local):
                break;
            case IToSeeder stray when stray is IWithRequest { RequestId: var request }:
                Refuse(Sender, request, OperationCode.None, ReturnCode.BadRequest, stray.Torrent, "That is a question for a peer, and this is a tracker.");
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>Refuses, and says so, when the session is not the peer's.</summary>
    private bool MayNotSpeak(PeerId peer, Guid session, IActorRef sender, Guid request, OperationCode operation, TorrentId torrent)
    {
        if (_peers.MaySpeak(peer, session))
            return false;
        var known = _peers.TryGet(peer, out _, out _);
        Refuse(sender, request, operation, known ? ReturnCode.Forbidden : ReturnCode.Unauthorized, torrent,
            known ? $"Only peer {peer.ShortText} itself may ask for that." : $"Peer {peer.ShortText} is not registered here.");
        return true;
    }

    private void Refuse(IActorRef to, Guid request, OperationCode operation, ReturnCode code, TorrentId torrent, string reason) =>
        to.Tell(new Refused(request, operation, code, torrent, reason), Self);

    private sealed class PingRound : ILocalMessage
    {
        public static PingRound Instance { get; } = new();
    }
}
