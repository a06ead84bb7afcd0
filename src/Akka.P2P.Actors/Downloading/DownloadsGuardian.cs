namespace Akka.P2P.Actors.Downloading;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Seeding;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Peers.PeerCommands;

/// <summary><c>/user/peer/downloads</c>: a <see cref="DownloadCoordinator"/> for each download.</summary>
internal sealed partial class DownloadsGuardian : UntypedActor
{
    private readonly Dictionary<TorrentId, IActorRef> _downloads = [];
    private readonly Dictionary<TorrentId, StartDownload> _orders = [];
    private readonly List<IActorRef> _closers = [];
    private readonly PeerServices _services;
    private readonly PeerSettings _settings;
    private IActorRef _trackers = ActorRefs.Nobody;
    private IActorRef _seeders = ActorRefs.Nobody;

    public DownloadsGuardian(PeerServices services, PeerSettings settings)
    {
        _services = services;
        _settings = settings;
        _turns = new DownloadTurns(settings.MaxActiveDownloads);
    }

    private bool IsClosing => _closers.Count > 0;

    public static Props CreateProps(PeerServices services, PeerSettings settings) =>
        Props.Create(() => new DownloadsGuardian(services, settings));

    // A coordinator that fails has met our own bug: its download ends, the others go on.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Colleagues colleagues:
                (_trackers, _seeders) = (colleagues.Trackers, colleagues.Seeders);
                break;
            case Closing.Close:
                _closers.Add(Sender);
                foreach (var download in _downloads.Values)
                    Context.Stop(download);
                AnswerClosers();
                break;
            case StartDownload or CancelDownload or PauseDownload or PrioritizeDownload or Checked when IsClosing:
                Sender.Tell(Closing.Refusal(OperationCode.GetTorrent));
                break;
            case DownloadCrashed stopped when IsClosing:
                _downloads.Remove(stopped.Torrent);
                AnswerClosers();
                break;
            case DownloadCoordinator.Ended when IsClosing:
                // Its end is waited for already.
                break;
            case StartDownload start when _endings.TryGetValue(start.Torrent, out var ending):
                ending.Waiting.Add((start, Sender));
                break;
            case StartDownload start when _downloads.ContainsKey(start.Torrent) || _turns.IsWaiting(start.Torrent):
                Sender.Tell(Join(start));
                break;
            case StartDownload start:
                var asker = Sender;
                _seeders.Ask<SeedersGuardian.Served>(new SeedersGuardian.IsServed(start.Torrent), _settings.Link.Timeout)
                    .PipeTo(Self, asker, served => new Checked(start, served.Yes), _ => new Checked(start, IsServed: false));
                break;
            case Checked { IsServed: true } refused:
                Sender.Tell(new CommandRefused(OperationCode.GetTorrent, ReturnCode.AlreadySeeding,
                    $"Torrent {refused.Start.Torrent.ShortText} is here already, and shared."));
                break;
            case Checked { Start: var start }:
                if (_downloads.ContainsKey(start.Torrent) || _turns.IsWaiting(start.Torrent))
                {
                    Sender.Tell(Join(start));
                    break;
                }

                Enter(start);
                Sender.Tell(new DownloadStarted(start.Torrent, Joined: false) { Place = PlaceOf(start.Torrent) });
                break;
            case CancelDownload cancel:
                HandleEnd(cancel.Torrent, isPause: false);
                break;
            case PauseDownload pause:
                HandleEnd(pause.Torrent, isPause: true);
                break;
            case DownloadCoordinator.Idle idle when !IsClosing && _downloads.ContainsKey(idle.Torrent):
                _turns.Idle(idle.Torrent, idle.IsIdle);
                BeginNext();
                break;
            case DownloadCoordinator.Idle:
                break;
            case PrioritizeDownload prioritize:
                HandlePrioritize(prioritize);
                break;
            case CoordinatorGone gone:
                HandleGone(gone);
                break;
            case EndingClosed closed:
                HandleEndingClosed(closed);
                break;
            case SwarmDuty.SourcesFound found when _downloads.TryGetValue(found.Torrent, out var download):
                download.Tell(found);
                break;
            case SwarmDuty.SourcesFound:
                break;
            case DownloadCoordinator.Ended ended:
                HandleEnded(ended, Sender);
                break;
            case DownloadCrashed crashed when _downloads.TryGetValue(crashed.Torrent, out var download) && download.Equals(crashed.Actor):
                _downloads.Remove(crashed.Torrent);
                End(crashed.Torrent, ReturnCode.Fail, "The download met an error of its own; the log has it.");
                LeaveTurn(crashed.Torrent);
                break;
            case DownloadCrashed:
                break;
            case GetDownloads:
                var reader = Sender;
                var waiting = _turns.InOrder().Select(Waiting).ToImmutableArray();
                Task.WhenAll(_downloads.Values.Select(
                        d => d.Ask<PeerEvents.DownloadProgress>(new DownloadCoordinator.GetProgress(), TimeSpan.FromSeconds(5))))
                    .PipeTo(reader, Self, all => new Downloads([.. all, .. waiting]));
                break;
            case AskDownload ask when _downloads.TryGetValue(ask.Torrent, out var asked):
                asked.Forward(new DownloadCoordinator.GetDetails());
                break;
            case AskDownload ask when _turns.IsWaiting(ask.Torrent):
                Sender.Tell(WaitingDetails(ask.Torrent));
                break;
            case AskDownload ask:
                Sender.Tell(new CommandRefused(OperationCode.None, ReturnCode.NotFound, $"Torrent {ask.Torrent.ShortText} is not being fetched."));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void AnswerClosers()
    {
        // One whose coordinator still ends may hand over a store yet.
        if (_downloads.Count > 0 || _endings.Values.Any(e => !e.IsGone))
            return;
        foreach (var closer in _closers)
            closer.Tell(new Closing.Closed());
    }

    /// <summary>Of one that has an owner nobody else would ever hear.</summary>
    private ILocalMessage Join(StartDownload start) => _orders[start.Torrent].IsPrivate && !start.IsPrivate
        ? new CommandRefused(OperationCode.GetTorrent, ReturnCode.AlreadySeeding,
            $"Torrent {start.Torrent.ShortText} is just being received from another peer: fetch it when that has ended.")
        : new DownloadStarted(start.Torrent, Joined: true) { Place = PlaceOf(start.Torrent) };

    private void Begin(StartDownload start)
    {
        var download = Context.ActorOf(
            DownloadCoordinator.CreateProps(_services, _settings, start, start.IsPrivate ? ActorRefs.Nobody : _trackers, _seeders),
            Context.FreeName($"{start.Torrent}"));
        _downloads.Add(start.Torrent, download);
        Context.WatchWith(download, new DownloadCrashed(start.Torrent, download));
    }

    /// <param name="gone">Comes when the coordinator has ended, instead of what says that it crashed.</param>
    private static void StopAndTell(IActorRef download, CoordinatorGone gone)
    {
        Context.Unwatch(download);
        Context.WatchWith(download, gone);
        Context.Stop(download);
    }

    private void HandleEnded(DownloadCoordinator.Ended ended, IActorRef download)
    {
        if (!_downloads.TryGetValue(ended.Torrent, out var known) || !known.Equals(download))
            return;
        _downloads.Remove(ended.Torrent);
        Context.Unwatch(download);
        Context.Stop(download);
        if (ended.Failure is not { } failure)
            _orders.Remove(ended.Torrent);
        else
            End(ended.Torrent, failure.Code, failure.Reason);
        LeaveTurn(ended.Torrent);
    }

    private void End(TorrentId torrent, ReturnCode code, string reason)
    {
        // What is shared here, by somebody else's order, goes on.
        if (code != ReturnCode.AlreadySeeding)
        {
            _seeders.Tell(new SeedersGuardian.Abandon(torrent));
            _trackers.Tell(new SwarmDuty.LeaveSwarm(torrent));
        }

        if (_orders.Remove(torrent, out var order))
            order.Report(new PeerEvents.DownloadFailed(torrent, code, reason), Context.System, Self);
    }

    /// <summary>The other children of the peer; the first message.</summary>
    internal sealed record Colleagues(IActorRef Trackers, IActorRef Seeders) : ILocalMessage;

    /// <summary>Answered with <see cref="Downloads"/>.</summary>
    internal sealed record GetDownloads : ILocalMessage;

    internal sealed record Downloads(ImmutableArray<PeerEvents.DownloadProgress> All) : ILocalMessage;

    /// <summary>Answered with its <see cref="DownloadDetails"/>, or refused as NOT_FOUND.</summary>
    internal sealed record AskDownload(TorrentId Torrent) : ILocalMessage;

    private sealed record Checked(StartDownload Start, bool IsServed) : ILocalMessage;

    private sealed record DownloadCrashed(TorrentId Torrent, IActorRef Actor) : ILocalMessage;
}
