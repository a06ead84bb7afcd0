namespace Akka.P2P.Actors.Seeding;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Peers.PeerCommands;

/// <summary>
/// <c>/user/peer/seeders</c>: a <see cref="SeederActor"/> for each torrent that this peer serves, whole or in part. It owns their stores
/// and disposes of each when its actor has ended.
/// </summary>
internal sealed class SeedersGuardian : UntypedActor
{
    private readonly Dictionary<TorrentId, Seeder> _seeders = [];
    private readonly PeerServices _services;
    private readonly SeedSettings _settings;
    private readonly IActorRef _trackers;
    private readonly ILoggingAdapter _log = Context.GetLogger();

    public SeedersGuardian(PeerServices services, SeedSettings settings, IActorRef trackers)
    {
        _services = services;
        _settings = settings;
        _trackers = trackers;
    }

    public static Props CreateProps(PeerServices services, SeedSettings settings, IActorRef trackers) =>
        Props.Create(() => new SeedersGuardian(services, settings, trackers));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ShareTorrent share when _seeders.ContainsKey(share.Metainfo.Id):
                Sender.Tell(new CommandRefused(OperationCode.StartSeed, ReturnCode.AlreadySeeding,
                    $"Torrent {share.Metainfo.Id.ShortText} is shared or fetched here already."));
                break;
            case ShareTorrent share when !share.Store.IsComplete:
                Sender.Tell(new CommandRefused(OperationCode.StartSeed, ReturnCode.BadRequest,
                    "Only a whole torrent can be shared."));
                break;
            case ShareTorrent share:
                Start(share.Metainfo, share.Store);
                _trackers.Tell(new SwarmDuty.JoinSwarm(share.Metainfo, 0, Publish: true));
                Sender.Tell(new TorrentShared(share.Metainfo.Id));
                break;
            case ServePart serve when !_seeders.ContainsKey(serve.Metainfo.Id):
                Start(serve.Metainfo, serve.Store);
                break;
            case SeederActor.ChunksKept kept when _seeders.TryGetValue(kept.Torrent, out var seeder):
                seeder.Ref.Forward(kept);
                break;
            case StopSeeding stop when _seeders.TryGetValue(stop.Torrent, out var part) && !part.Store.IsComplete:
                // Its download writes to the same store.
                Sender.Tell(new CommandRefused(OperationCode.StopSeed, ReturnCode.Forbidden,
                    $"Torrent {stop.Torrent.ShortText} is still being fetched: cancel the download instead."));
                break;
            case StopSeeding stop when _seeders.ContainsKey(stop.Torrent):
                Stop(stop.Torrent);
                Sender.Tell(new SeedingStopped(stop.Torrent));
                break;
            case StopSeeding stop:
                Sender.Tell(new CommandRefused(OperationCode.StopSeed, ReturnCode.NotFound,
                    $"Torrent {stop.Torrent.ShortText} is not shared here."));
                break;
            case Abandon abandon:
                Stop(abandon.Torrent);
                break;
            case SeederStopped stopped:
                Dispose(stopped);
                break;
            case IsServed question:
                Sender.Tell(new Served(_seeders.ContainsKey(question.Torrent)));
                break;
            case GetSeeds:
                var reader = Sender;
                Task.WhenAll(_seeders.Values.Select(s => s.Ref.Ask<SeedStatus>(new SeederActor.GetSeedStatus(), TimeSpan.FromSeconds(5))))
                    .PipeTo(reader, Self, all => new Seeds([.. all]));
                break;
            case IToSeeder about:
                Route(about);
                break;
            case ServePart or SeederActor.ChunksKept:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Start(Metainfo metainfo, IChunkStore store)
    {
        var actor = Context.ActorOf(
            SeederActor.CreateProps(_services, _settings, metainfo, store), Context.FreeName($"{metainfo.Id}"));
        _seeders.Add(metainfo.Id, new Seeder(actor, store));
        Context.WatchWith(actor, new SeederStopped(metainfo.Id, actor, store));
    }

    private void Stop(TorrentId torrent)
    {
        if (!_seeders.Remove(torrent, out var seeder))
            return;
        Context.Stop(seeder.Ref);
        _trackers.Tell(new SwarmDuty.LeaveSwarm(torrent));
    }

    private void Dispose(SeederStopped stopped)
    {
        if (_seeders.TryGetValue(stopped.Torrent, out var seeder) && seeder.Ref.Equals(stopped.Actor))
            Stop(stopped.Torrent);
        var (log, torrent, store) = (_log, stopped.Torrent, stopped.Store);
        _services.Pool.RunAsync(_ => store.DisposeAsync()).ContinueWith(
            t => log.Warning("The store of {0} did not close: {1}", torrent.ShortText, t.Exception!.GetBaseException().Message),
            CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private void Route(IToSeeder about)
    {
        if (_seeders.TryGetValue(about.Torrent, out var seeder))
        {
            seeder.Ref.Forward(about);
            return;
        }

        var (request, session, operation) = about switch
        {
            PeerProtocol.Interested i => (Guid.Empty, i.Session, OperationCode.Interested),
            PeerProtocol.GetPeers g => (g.RequestId, 0L, OperationCode.GetPeers),
            PeerProtocol.GetMetainfo g => (g.RequestId, 0L, OperationCode.GetMetainfo),
            _ => (Guid.Empty, 0L, OperationCode.None),
        };
        // Whoever is no longer interested in what is no longer here wants no answer.
        if (operation == OperationCode.None)
            return;
        Sender.Tell(new PeerProtocol.Refused(
            request, about.Torrent, session, operation, ReturnCode.TorrentDoesNotExist, "The torrent is not shared here."));
    }

    /// <summary>From a download: serve what is held, and what <see cref="SeederActor.ChunksKept"/> adds. The store is ours from now on.</summary>
    internal sealed record ServePart(Metainfo Metainfo, IChunkStore Store) : ILocalMessage;

    /// <summary>Stop to serve a torrent: its source changed, or its download was cancelled.</summary>
    internal sealed record Abandon(TorrentId Torrent) : ILocalMessage;

    /// <summary>Answered with <see cref="Served"/>.</summary>
    internal sealed record IsServed(TorrentId Torrent) : ILocalMessage;

    internal sealed record Served(bool Yes) : ILocalMessage;

    /// <summary>Answered with <see cref="Seeds"/>.</summary>
    internal sealed record GetSeeds : ILocalMessage;

    internal sealed record Seeds(ImmutableArray<SeedStatus> All) : ILocalMessage;

    private sealed record Seeder(IActorRef Ref, IChunkStore Store);

    private sealed record SeederStopped(TorrentId Torrent, IActorRef Actor, IChunkStore Store) : ILocalMessage;
}
