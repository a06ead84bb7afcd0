namespace Akka.P2P.Actors.Downloading;

using System.Globalization;
using Akka.Actor;
using Akka.P2P.Actors.Metering;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Downloading.FetchProtocol;

/// <summary>
/// <c>/user/peer/downloads/ID/PEER</c>: gets chunks from one source. It asks for slices through a window, puts them together, has them
/// verified and kept, and reports. It holds no claim on anything: what it was assigned is the plan's, so its failure loses nothing.
/// </summary>
/// <remarks>
/// A restarted fetcher shows its interest anew, in a session of a new number, and knows no assignments. Time-outs are armed before
/// the request is sent.
/// </remarks>
internal sealed partial class ChunkFetcher : UntypedActor, IWithTimers
{
    private static long _sessions;

    private readonly FetcherContext _context;
    private readonly SwarmPeer _source;
    private readonly ICanTell _peer;
    private readonly long _session = Interlocked.Increment(ref _sessions);
    private readonly SliceWindow _window;
    private readonly TransferBook _transfers;
    private readonly KeepQueue _complete = new();
    private readonly Level.Part _connection;
    private IActorRef? _seeder;
    private PageAssembly? _bitfield;
    private bool _isReady;
    private bool _progressed;

    public ChunkFetcher(FetcherContext context, SwarmPeer source)
    {
        _context = context;
        _source = source;
        _peer = context.Services.Locator.Peer(source.Address);
        _window = new SliceWindow(context.Settings.Window);
        _transfers = new TransferBook(_window);
        _connection = context.Services.Meters.Sources.Join();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TorrentId Torrent => _context.Metainfo.Id;

    private TimeSpan Now => _context.Services.Now;

    public static Props CreateProps(FetcherContext context, SwarmPeer source) =>
        Props.Create(() => new ChunkFetcher(context, source));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(PeerLinkLost));
        Context.Parent.Tell(new Connecting(_source.Id));
        _connection.Set(1);
        Timers.StartPeriodicTimer(KeepAlive.Instance, KeepAlive.Instance, _context.Settings.KeepAlive);
        ShowInterest();
    }

    protected override void PostStop()
    {
        _connection.Dispose();
        Context.System.EventStream.Unsubscribe(Self);
        _peer.Tell(new PeerProtocol.Uninterested(Torrent, _context.Services.Self.Id), Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case SliceData slice when slice.Torrent == Torrent:
                HandleSlice(slice);
                break;
            case Paced paced:
                HandlePaced(paced);
                break;
            case Verdict verdict:
                HandleVerdict(verdict);
                break;
            case GroupDone done:
                HandleGroupDone(done);
                break;
            case Assign assign:
                HandleAssign(assign);
                break;
            case Withdraw withdraw:
                HandleWithdraw(withdraw.Attempt);
                break;
            case ChunkProtocol.SliceRefused refused when refused.Torrent == Torrent:
                HandleSliceRefused(refused);
                break;
            case SilenceCheck:
                HandleSilenceCheck();
                break;
            case ConnectTimeout:
                Fail(FetchFailure.Unreachable, string.Create(
                    CultureInfo.InvariantCulture, $"no answer for {_context.Settings.ConnectTimeout.TotalSeconds} s"));
                break;
            case KeepAlive or Knock when !Timers.IsTimerActive(ConnectTimeout.Instance):
                ShowInterest();
                break;
            case Knock:
                SayInterested();
                break;
            case KeepAlive:
                break;
            case PeerLinkLost lost when lost.Address == _source.Address:
                Fail(FetchFailure.Unreachable, "the connection broke");
                break;
            case PeerLinkLost or SliceData or ChunkProtocol.SliceRefused:
                break;
            default:
                if (!HandleConversation(message))
                    Unhandled(message);
                break;
        }
    }

    private void ShowInterest()
    {
        Timers.StartSingleTimer(ConnectTimeout.Instance, ConnectTimeout.Instance, _context.Settings.ConnectTimeout);
        SayInterested();
    }

    /// <summary>Until it is answered, or given up: a connection that is being made anew swallows what is said too early.</summary>
    private void SayInterested()
    {
        Timers.StartSingleTimer(Knock.Instance, Knock.Instance, _context.Settings.InterestRetry);
        _peer.Tell(new PeerProtocol.Interested(Torrent, _context.Services.Self, _session), Self);
    }

    /// <summary>Reports, and ends this life of the fetcher; what follows is <see cref="FetchFailures"/>' to say.</summary>
    private void Fail(FetchFailure kind, string detail)
    {
        var text = $"{_source.Address}: {detail}";
        Context.Parent.Tell(new SourceFailed(_source.Id, kind, detail));
        throw kind switch
        {
            FetchFailure.TimedOut or FetchFailure.Unreachable => new SeederTimedOutException(text),
            FetchFailure.Refused => new SeederRefusedException(text),
            _ => new SeederLyingException(text),
        };
    }

    private sealed class SilenceCheck : ILocalMessage
    {
        public static SilenceCheck Instance { get; } = new();
    }

    private sealed class ConnectTimeout : ILocalMessage
    {
        public static ConnectTimeout Instance { get; } = new();
    }

    private sealed class Knock : ILocalMessage
    {
        public static Knock Instance { get; } = new();
    }

    private sealed class KeepAlive : ILocalMessage
    {
        public static KeepAlive Instance { get; } = new();
    }
}
