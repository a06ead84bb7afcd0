namespace Akka.P2P.Actors.Peers;

using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;
using static Akka.P2P.Protocol.TrackerProtocol;

/// <summary>
/// <c>/user/peer/trackers/N</c>: speaks for this peer to one tracker. It knows in which swarms the peer wants to be, and says it again
/// at every keep-alive; so a tracker that restarted, or lost us, knows everything again after one round, torrents included.
/// </summary>
internal sealed partial class TrackerLink : UntypedActor, IWithTimers
{
    private readonly PeerServices _services;
    private readonly LinkSettings _settings;
    private readonly bool _wantsNotices;
    private readonly PeerAddress _address;
    private readonly ICanTell _tracker;
    private readonly byte[] _token;
    private readonly IActorRef _downloads;
    private readonly Random _random;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private Guid _registration;
    private Guid? _run;
    private Guid _session;
    private bool _connected;
    private bool _saidLost;
    private bool? _isReachable;
    private int _failures;
    private string? _lastError;
    private IActorRef? _leaver;

    public TrackerLink(PeerServices services, LinkSettings settings, bool wantsNotices, PeerAddress address, IActorRef downloads, int number)
    {
        _services = services;
        _settings = settings;
        _wantsNotices = wantsNotices;
        _address = address;
        _downloads = downloads;
        _tracker = services.Locator.Tracker(address);
        _token = services.Secret.TokenFor(address);
        _random = services.NewRandom(1000 + number);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props CreateProps(
        PeerServices services, LinkSettings settings, bool wantsNotices, PeerAddress address, IActorRef downloads, int number) =>
        Props.Create(() => new TrackerLink(services, settings, wantsNotices, address, downloads, number));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(PeerLinkLost));
        DoRegister();
    }

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Registered registered when registered.RequestId == _registration:
                HandleRegistered(registered);
                break;
            case Refused refused:
                HandleRefused(refused);
                break;
            case SilenceTimeout when _registration != Guid.Empty:
                Lose(ReturnCode.Unreachable, $"Tracker {_address} doesn't answer.");
                break;
            case Knock when _registration != Guid.Empty:
                SayRegister();
                break;
            case RegisterAgain:
                DoRegister();
                break;
            case PeerLinkLost lost when lost.Address == _address && _leaver is not null:
                // It went as well: there is nobody left to confirm anything.
                _leaver.Tell(new LinkLeft(_address, Confirmed: false), Self);
                break;
            case PeerLinkLost lost when lost.Address == _address:
                Lose(ReturnCode.Unreachable, $"The connection to tracker {_address} broke.");
                break;
            case Ping ping:
                Sender.Tell(new Pong(ping.Round, _services.Self.Id, _session), Self);
                break;
            case AddressChecked check when check.Address == _services.Self.Address && check.Result != Reachability.Unknown:
                HandleAddressChecked(check.Result == Reachability.Reachable);
                break;
            case PeerJoined joined when WireGuard.IsSound(joined.Peer):
                Context.System.EventStream.Publish(new PeerEvents.PeerJoined(joined.Peer));
                break;
            case PeerLeft left when WireGuard.IsSound(left.Peer):
                Context.System.EventStream.Publish(new PeerEvents.PeerLeft(left.Peer));
                break;
            case GetLinkStatus:
                Sender.Tell(new PeerCommands.TrackerStatus(_address, _connected, _lastError), Self);
                break;
            case LeaveTracker:
                HandleLeave();
                break;
            case Unregistered:
                _leaver?.Tell(new LinkLeft(_address, Confirmed: true), Self);
                break;
            case Registered or PeersWatched or PeerLinkLost or PeerJoined or PeerLeft or SilenceTimeout or Knock or AddressChecked:
                break;
            default:
                if (!HandleSwarms(message))
                    Unhandled(message);
                break;
        }
    }

    private void DoRegister()
    {
        if (_leaver is not null)
            return;
        _registration = Guid.NewGuid();
        Timers.StartSingleTimer(SilenceTimeout.Instance, SilenceTimeout.Instance, _settings.Timeout);
        SayRegister();
    }

    /// <summary>Until it is answered, or given up: a connection that is being made anew swallows what is said too early.</summary>
    private void SayRegister()
    {
        Timers.StartSingleTimer(Knock.Instance, Knock.Instance, _settings.RegisterRetry);
        _tracker.Tell(new Register(_registration, _services.Self, _services.Name, _token, WireLimits.Version), Self);
    }

    private void HandleRegistered(Registered registered)
    {
        _registration = Guid.Empty;
        Timers.Cancel(SilenceTimeout.Instance);
        Timers.Cancel(Knock.Instance);
        Timers.StartSingleTimer(RegisterAgain.Instance, RegisterAgain.Instance, _settings.KeepAlive);
        var isNews = !_connected || _run != registered.Run;
        _connected = true;
        _saidLost = false;
        _lastError = null;
        _failures = 0;
        _run = registered.Run;
        _session = registered.Session;
        if (_wantsNotices)
            _tracker.Tell(new WatchPeers(Guid.NewGuid(), _services.Self.Id, _session, On: true), Self);
        AnnounceAll();
        if (!isNews)
            return;
        _log.Info("Registered with tracker {0}", _address);
        Context.System.EventStream.Publish(new PeerEvents.TrackerConnected(_address));
    }

    private void HandleAddressChecked(bool isReachable)
    {
        if (_isReachable == isReachable)
            return;
        _isReachable = isReachable;
        Context.System.EventStream.Publish(new PeerEvents.AddressChecked(_services.Self.Address, _address, isReachable));
    }

    private void HandleRefused(Refused refused)
    {
        if (refused.RequestId == _registration && _registration != Guid.Empty)
            Lose(refused.Code, WireGuard.Text(refused.Reason, 300));
        else if (refused.Code == ReturnCode.Unauthorized && _connected)
            Lose(refused.Code, WireGuard.Text(refused.Reason, 300), atOnce: true);
        else
            HandleSwarmRefused(refused);
    }

    private void Lose(ReturnCode code, string reason, bool atOnce = false)
    {
        _connected = false;
        _registration = Guid.Empty;
        _lastError = reason;
        Timers.Cancel(SilenceTimeout.Instance);
        Timers.Cancel(Knock.Instance);
        if (atOnce && _failures == 0)
        {
            // It has only forgotten us: that is mended by one question.
            _failures++;
            DoRegister();
            return;
        }

        var delay = _settings.Backoff.Next(++_failures, _random);
        Timers.StartSingleTimer(RegisterAgain.Instance, RegisterAgain.Instance, delay);
        if (_saidLost)
            return;
        _saidLost = true;
        _log.Warning("{0} Trying again", reason);
        Context.System.EventStream.Publish(new PeerEvents.TrackerLost(_address, code, reason));
    }

    private void HandleLeave()
    {
        _leaver = Sender;
        Timers.CancelAll();
        // One who is not registered need not wait for a tracker that may not be there.
        if (!_connected)
            _leaver.Tell(new LinkLeft(_address, Confirmed: false), Self);
        _tracker.Tell(new Unregister(Guid.NewGuid(), _services.Self.Id, _session), Self);
    }

    /// <summary>Answered with a <see cref="PeerCommands.TrackerStatus"/>.</summary>
    internal sealed record GetLinkStatus : ILocalMessage;

    /// <summary>Unregister; answered with <see cref="LinkLeft"/> once the tracker confirmed, or at once while it is silent.</summary>
    internal sealed record LeaveTracker : ILocalMessage;

    internal sealed record LinkLeft(PeerAddress Tracker, bool Confirmed) : ILocalMessage;

    private sealed class SilenceTimeout : ILocalMessage
    {
        public static SilenceTimeout Instance { get; } = new();
    }

    private sealed class Knock : ILocalMessage
    {
        public static Knock Instance { get; } = new();
    }

    private sealed class RegisterAgain : ILocalMessage
    {
        public static RegisterAgain Instance { get; } = new();
    }
}
