namespace Akka.P2P.Actors.Downloading;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Seeding;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Peers.PeerCommands;

/// <summary><c>/user/peer/downloads</c>: a <see cref="DownloadCoordinator"/> for each download.</summary>
internal sealed class DownloadsGuardian : UntypedActor
{
    private readonly Dictionary<TorrentId, IActorRef> _downloads = [];
    private readonly List<IActorRef> _closers = [];
    private readonly PeerServices _services;
    private readonly PeerSettings _settings;
    private IActorRef _trackers = ActorRefs.Nobody;
    private IActorRef _seeders = ActorRefs.Nobody;

    public DownloadsGuardian(PeerServices services, PeerSettings settings)
    {
        _services = services;
        _settings = settings;
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
            case StartDownload or CancelDownload or Checked when IsClosing:
                Sender.Tell(Closing.Refusal(OperationCode.GetTorrent));
                break;
            case DownloadCrashed stopped when IsClosing:
                _downloads.Remove(stopped.Torrent);
                AnswerClosers();
                break;
            case DownloadCoordinator.Ended when IsClosing:
                // Its end is waited for already.
                break;
            case StartDownload start when _downloads.ContainsKey(start.Torrent):
                Sender.Tell(new DownloadStarted(start.Torrent, Joined: true));
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
                var joined = _downloads.ContainsKey(start.Torrent);
                if (!joined)
                    Begin(start);
                Sender.Tell(new DownloadStarted(start.Torrent, joined));
                break;
            case CancelDownload cancel when _downloads.Remove(cancel.Torrent, out var download):
                Context.Unwatch(download);
                Context.Stop(download);
                End(cancel.Torrent, ReturnCode.Cancelled, "The download was cancelled.");
                Sender.Tell(new DownloadCancelled(cancel.Torrent));
                break;
            case CancelDownload cancel:
                Sender.Tell(new CommandRefused(OperationCode.GetTorrent, ReturnCode.NotFound,
                    $"Torrent {cancel.Torrent.ShortText} is not being fetched."));
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
                break;
            case DownloadCrashed:
                break;
            case GetDownloads:
                var reader = Sender;
                Task.WhenAll(_downloads.Values.Select(
                        d => d.Ask<PeerEvents.DownloadProgress>(new DownloadCoordinator.GetProgress(), TimeSpan.FromSeconds(5))))
                    .PipeTo(reader, Self, all => new Downloads([.. all]));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void AnswerClosers()
    {
        if (_downloads.Count > 0)
            return;
        foreach (var closer in _closers)
            closer.Tell(new Closing.Closed());
    }

    private void Begin(StartDownload start)
    {
        var download = Context.ActorOf(
            DownloadCoordinator.CreateProps(_services, _settings, start, _trackers, _seeders), Context.FreeName($"{start.Torrent}"));
        _downloads.Add(start.Torrent, download);
        Context.WatchWith(download, new DownloadCrashed(start.Torrent, download));
    }

    private void HandleEnded(DownloadCoordinator.Ended ended, IActorRef download)
    {
        if (!_downloads.TryGetValue(ended.Torrent, out var known) || !known.Equals(download))
            return;
        _downloads.Remove(ended.Torrent);
        Context.Unwatch(download);
        Context.Stop(download);
        if (ended.Failure is { } failure)
            End(ended.Torrent, failure.Code, failure.Reason);
    }

    private void End(TorrentId torrent, ReturnCode code, string reason)
    {
        _seeders.Tell(new SeedersGuardian.Abandon(torrent));
        _trackers.Tell(new SwarmDuty.LeaveSwarm(torrent));
        Context.System.EventStream.Publish(new PeerEvents.DownloadFailed(torrent, code, reason));
    }

    /// <summary>The other children of the peer; the first message.</summary>
    internal sealed record Colleagues(IActorRef Trackers, IActorRef Seeders) : ILocalMessage;

    /// <summary>Answered with <see cref="Downloads"/>.</summary>
    internal sealed record GetDownloads : ILocalMessage;

    internal sealed record Downloads(ImmutableArray<PeerEvents.DownloadProgress> All) : ILocalMessage;

    private sealed record Checked(StartDownload Start, bool IsServed) : ILocalMessage;

    private sealed record DownloadCrashed(TorrentId Torrent, IActorRef Actor) : ILocalMessage;
}
