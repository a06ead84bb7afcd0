namespace Akka.P2P.Actors.Talking;

using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Talking;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>
/// <c>/user/peer/talk</c>: speaks with other peers in the name of a person. Who may be how loud is <see cref="RateGate{TKey}"/>'s to decide, whom
/// to ask again <see cref="FanOut"/>'s and <see cref="PingBook{TAsker}"/>'s.
/// </summary>
internal sealed partial class TalkActor : UntypedActor, IWithTimers
{
    private readonly PeerServices _services;
    private readonly TalkSettings _settings;
    private readonly PeerLookup _lookup;
    private readonly InboxRing _inbox;
    private readonly RateGate<string> _gate;
    private readonly RateGate<string> _pingGate;
    private readonly LogPace _refusals;
    private readonly LogPace _ignored;
    private readonly PingBook<IActorRef> _pings;
    private readonly IActorRef _downloads;
    private readonly IActorRef _seeders;
    private readonly TimeSpan _localTimeout;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private TalkStats _stats = new();
    private bool _isClosing;

    public TalkActor(PeerServices services, PeerSettings settings, IActorRef downloads, IActorRef seeders)
    {
        (_downloads, _seeders, _localTimeout) = (downloads, seeders, settings.CloseTimeout);
        _services = services;
        _settings = settings.Talk;
        _lookup = new PeerLookup(services.Locator, settings.Trackers, services.Self, settings.Link.Timeout);
        _inbox = services.Inbox ?? new InboxRing(_settings.InboxSize);
        _gate = new RateGate<string>(_settings.PeerRate, _settings.Rate);
        _pingGate = new RateGate<string>(_settings.PeerPingRate, _settings.PingRate);
        _offers = new OfferBook(_settings);
        (_refusals, _ignored) = (new LogPace(_settings.LogInterval), new LogPace(_settings.LogInterval));
        _pings = new PingBook<IActorRef>(_settings.Pace.Retry, _settings.Pace.Patience, _settings.MaxPings, services.NewRandom(nameof(TalkActor).Length));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _services.Now;

    public static Props CreateProps(PeerServices services, PeerSettings settings, IActorRef downloads, IActorRef seeders) =>
        Props.Create(() => new TalkActor(services, settings, downloads, seeders));

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(PeerEvents.SeedingFailed));

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        _isClosing = true;
        End("This peer ends.");
    }

    protected override void OnReceive(object message)
    {
        var asker = Sender;
        switch (message)
        {
            case PeerProtocol.Ping ping:
                HandlePing(ping);
                break;
            case PeerProtocol.Pong pong:
                HandlePong(pong);
                break;
            case TalkProtocol.Broadcast broadcast:
                HandleBroadcast(broadcast);
                break;
            case TalkProtocol.Heard heard:
                EndDelivery(heard.RequestId, null);
                break;
            case TalkProtocol.TalkRefused refused:
                EndDelivery(refused.RequestId, SafeText.Of(refused.Reason, WireLimits.MaxReason) is { Length: > 0 } why ? why : $"{refused.Code}.");
                break;
            case PeerCommands.PingPeer ping:
                BeginPing(ping.Address, asker);
                break;
            case PingNamed named when PeerAddress.TryParse(named.Peer, out var address):
                BeginPing(address, asker);
                break;
            case PingNamed named:
                _lookup.FindAsync(named.Peer, OperationCode.None).PipeTo(Self, asker, found => new ToPing(found));
                break;
            case ToPing { Lookup.Refusal: { } refusal }:
                asker.Tell(refusal, Self);
                break;
            case ToPing { Lookup.Found: { } found }:
                BeginPing(found.Address, asker);
                break;
            case Broadcast say:
                HandleSay(say, asker);
                break;
            case ToAll all:
                BeginBroadcast(all, asker);
                break;
            case ListPeers:
                ListAsync().PipeTo(asker, Self);
                break;
            case ShowPeer show:
                ShowAsync(show.Peer, Self).PipeTo(Self, asker);
                break;
            case Shown shown:
                asker.Tell((object?)shown.Refusal ?? Details(shown), Self);
                break;
            case ReadInbox:
                asker.Tell(new InboxContent([.. Messages(_ => true)], _inbox.Heard), Self);
                break;
            case GetTalkStats:
                asker.Tell(_stats, Self);
                break;
            case Tick:
                DoTick();
                break;
            default:
                if (!HandleFiles(message, asker))
                    Unhandled(message);
                break;
        }
    }

    private void DoTick()
    {
        ExpirePings();
        StepBroadcasts();
        StepOffers();
        StepSends();
        if (_pings.IsEmpty && _runs.Count == 0 && _offers.IsEmpty && _sends.Count == 0)
            Timers.Cancel(Tick.Instance);
    }

    /// <summary>There is something to look after.</summary>
    private void Wake()
    {
        if (!Timers.IsTimerActive(Tick.Instance))
            Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, Tick.Interval);
    }

    private void Refused(string reason)
    {
        _stats = _stats with { Refused = _stats.Refused + 1 };
        if (_refusals.IsDue(Now, out var count))
            _log.Warning("{0} messages of other peers were refused, the last from {1}: {2}", count, Sender.Path.Address, reason);
    }

    /// <summary>Where a message came from; for one of this process, where it says.</summary>
    private static PeerAddress? Origin(IActorRef sender) =>
        sender.Path.Address is { Host: { } host, Port: { } port } && PeerAddress.TryParse(
            host.Contains(':') && !host.StartsWith('[') ? $"[{host}]:{port}" : $"{host}:{port}", out var address)
            ? address
            : null;

    private sealed record ToPing(Lookup Lookup) : ILocalMessage;

    private sealed class Tick : ILocalMessage
    {
        // Finer than any time-out that a person sets; retries and ends are late by at most so much.
        public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

        public static Tick Instance { get; } = new();
    }
}
