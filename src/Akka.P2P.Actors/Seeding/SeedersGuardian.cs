namespace Akka.P2P.Actors.Seeding;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Actors.Storing;
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
    private readonly List<IActorRef> _closers = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();

    // Stores that are ours and not closed yet, served or not.
    private int _openStores;

    public SeedersGuardian(PeerServices services, SeedSettings settings, IActorRef trackers)
    {
        _services = services;
        _settings = settings;
        _trackers = trackers;
    }

    private bool IsClosing => _closers.Count > 0;

    public static Props CreateProps(PeerServices services, SeedSettings settings, IActorRef trackers) =>
        Props.Create(() => new SeedersGuardian(services, settings, trackers));

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Closing.Close:
                HandleClose();
                break;
            case ShareTorrent when IsClosing:
                Sender.Tell(Closing.Refusal(OperationCode.StartSeed));
                break;
            case ServePart late when IsClosing:
                _openStores++;
                Dispose(late.Metainfo.Id, late.Store);
                break;
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
                HandleStopped(stopped);
                break;
            case Orphan orphan:
                _openStores++;
                Close(orphan.Torrent, DisposeOpenedAsync(orphan.Opening, _services.Pool));
                break;
            case StoreClosed closed:
                HandleClosed(closed);
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
        _openStores++;
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

    private void HandleStopped(SeederStopped stopped)
    {
        if (_seeders.TryGetValue(stopped.Torrent, out var seeder) && seeder.Ref.Equals(stopped.Actor))
            Stop(stopped.Torrent);
        Dispose(stopped.Torrent, stopped.Store);
    }

    private void Dispose(TorrentId torrent, IChunkStore store) => Close(torrent, _services.Pool.RunAsync(_ => store.DisposeAsync()));

    private void Close(TorrentId torrent, Task closing) =>
        closing.PipeTo(Self, Self, () => new StoreClosed(torrent, null), e => new StoreClosed(torrent, e));

    private static async Task DisposeOpenedAsync(Task<IChunkStore> opening, WorkPool pool)
    {
        IChunkStore store;
        try
        {
            store = await opening;
        }
        catch (Exception)
        {
            // It never opened, and whoever wanted it is gone: there is nothing to close and nobody to tell.
            return;
        }

        await pool.RunAsync(_ => store.DisposeAsync());
    }

    private void HandleClosed(StoreClosed closed)
    {
        _openStores--;
        if (closed.Failure is { } failure)
            _log.Warning("The store of {0} did not close: {1}", closed.Torrent.ShortText, failure.GetBaseException().Message);
        AnswerClosers();
    }

    private void HandleClose()
    {
        _closers.Add(Sender);
        // The trackers hear that the whole peer leaves, so they need not hear of each swarm.
        foreach (var seeder in _seeders.Values)
            Context.Stop(seeder.Ref);
        _seeders.Clear();
        AnswerClosers();
    }

    private void AnswerClosers()
    {
        if (_openStores > 0)
            return;
        foreach (var closer in _closers)
            closer.Tell(new Closing.Closed());
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

    /// <summary>From a download that ended while its store was being opened: close it as soon as it is open.</summary>
    internal sealed record Orphan(TorrentId Torrent, Task<IChunkStore> Opening) : ILocalMessage;

    /// <summary>Stop to serve a torrent: its source changed, or its download was cancelled.</summary>
    internal sealed record Abandon(TorrentId Torrent) : ILocalMessage;

    /// <summary>Answered with <see cref="Served"/>.</summary>
    internal sealed record IsServed(TorrentId Torrent) : ILocalMessage;

    internal sealed record Served(bool Yes) : ILocalMessage;

    /// <summary>Answered with <see cref="Seeds"/>.</summary>
    internal sealed record GetSeeds : ILocalMessage;

    internal sealed record Seeds(ImmutableArray<SeedStatus> All) : ILocalMessage;

    private sealed record StoreClosed(TorrentId Torrent, Exception? Failure) : ILocalMessage;

    private sealed record Seeder(IActorRef Ref, IChunkStore Store);

    private sealed record SeederStopped(TorrentId Torrent, IActorRef Actor, IChunkStore Store) : ILocalMessage;
}
