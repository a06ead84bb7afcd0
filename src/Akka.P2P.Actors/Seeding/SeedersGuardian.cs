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
internal sealed partial class SeedersGuardian : UntypedActor
{
    private readonly Dictionary<TorrentId, Seeder> _seeders = [];
    private readonly PeerServices _services;
    private readonly SeedSettings _settings;
    private readonly IActorRef _trackers;
    private readonly List<IActorRef> _closers = [];

    // Those whose download still runs.
    private readonly HashSet<TorrentId> _fetched = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();

    // Stores that are ours and not closed yet, served or not, by torrent.
    private readonly Dictionary<TorrentId, int> _openStores = [];

    // Who is told when the stores of a torrent are closed, and what.
    private readonly List<(TorrentId Torrent, IActorRef Asker, object Answer)> _waiters = [];

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
            case ShareTorrent when IsClosing || _isDraining:
                Sender.Tell(Closing.Refusal(OperationCode.StartSeed));
                break;
            case PeerCommands.Drain drain:
                HandleDrain(drain);
                break;
            case ServePart late when IsClosing:
                Opened(late.Metainfo.Id);
                Dispose(late.Metainfo.Id, late.Store);
                break;
            case LendTorrent when IsClosing || _isDraining:
                Sender.Tell(Closing.Refusal(OperationCode.StartSeed));
                break;
            case LendTorrent lend:
                HandleLend(lend);
                break;
            case EndLoan end:
                HandleEndLoan(end);
                break;
            case ShareTorrent share when _seeders.TryGetValue(share.Metainfo.Id, out var lent) && !lent.IsListed && lent.Store.IsComplete:
                // Served already, so far for a few: from now on for all.
                _seeders[share.Metainfo.Id] = lent with { IsListed = true };
                Opened(share.Metainfo.Id);
                Dispose(share.Metainfo.Id, share.Store);
                _trackers.Tell(new SwarmDuty.JoinSwarm(share.Metainfo, 0, Publish: true));
                Sender.Tell(new TorrentShared(share.Metainfo.Id));
                break;
            case ShareTorrent share when _seeders.ContainsKey(share.Metainfo.Id):
                Sender.Tell(new CommandRefused(OperationCode.StartSeed, ReturnCode.AlreadySeeding,
                    $"Torrent {share.Metainfo.Id.ShortText} is shared or fetched here already."));
                break;
            case ShareTorrent share when !share.Store.IsComplete && !share.IsPart:
                Sender.Tell(new CommandRefused(OperationCode.StartSeed, ReturnCode.BadRequest,
                    "Only a whole torrent can be shared."));
                break;
            case ShareTorrent share:
                Start(share.Metainfo, share.Store, isListed: true);
                var left = BytesLeft(share.Store);
                _trackers.Tell(new SwarmDuty.JoinSwarm(share.Metainfo, left, Publish: left == 0));
                Sender.Tell(new TorrentShared(share.Metainfo.Id));
                break;
            case ServePart serve when !_seeders.ContainsKey(serve.Metainfo.Id):
                Start(serve.Metainfo, serve.Store, isListed: true);
                _fetched.Add(serve.Metainfo.Id);
                break;
            case PartEnded ended:
                _fetched.Remove(ended.Torrent);
                break;
            case SeederActor.ChunksKept kept when _seeders.TryGetValue(kept.Torrent, out var seeder):
                seeder.Ref.Forward(kept);
                break;
            case StopSeeding stop when _fetched.Contains(stop.Torrent) && _seeders.TryGetValue(stop.Torrent, out var part) && !part.Store.IsComplete:
                // Its download writes to the same store.
                Sender.Tell(new CommandRefused(OperationCode.StopSeed, ReturnCode.Forbidden,
                    $"Torrent {stop.Torrent.ShortText} is still being fetched: cancel the download instead."));
                break;
            case StopSeeding stop when _seeders.TryGetValue(stop.Torrent, out var listed) && listed.IsListed:
                HandleStopSeeding(stop.Torrent, listed);
                break;
            case StopSeeding stop:
                Sender.Tell(new CommandRefused(OperationCode.StopSeed, ReturnCode.NotFound,
                    $"Torrent {stop.Torrent.ShortText} is not shared here."));
                break;
            case Abandon abandon:
                Stop(abandon.Torrent);
                break;
            case CloseStore close:
                Stop(close.Torrent);
                AnswerWhenClosed(close.Torrent, new StoreIsClosed(close.Torrent));
                break;
            case SeederStopped stopped:
                HandleStopped(stopped);
                break;
            case Orphan orphan:
                Opened(orphan.Torrent);
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
            case AskSeed ask when _seeders.TryGetValue(ask.Torrent, out var asked):
                asked.Ref.Forward(new SeederActor.GetSeedStatus());
                break;
            case AskSeed ask:
                Sender.Tell(new CommandRefused(OperationCode.None, ReturnCode.NotFound, $"Torrent {ask.Torrent.ShortText} is not served here."));
                break;
            case IToSeeder about:
                Route(about);
                break;
            case ServePart late:
                // Somebody shared the very torrent while the download opened its target: nothing is left to fetch.
                Opened(late.Metainfo.Id);
                Dispose(late.Metainfo.Id, late.Store);
                Sender.Tell(new PartRefused(late.Metainfo.Id));
                break;
            case SeederActor.ChunksKept:
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void HandleLend(LendTorrent lend)
    {
        var id = lend.Metainfo.Id;
        if (_seeders.TryGetValue(id, out var there))
        {
            // Whether whole or still being fetched: whoever asks is served from it.
            Opened(id);
            Dispose(id, lend.Store);
            _seeders[id] = there with { Loans = there.Loans.Add(lend.Loan) };
        }
        else
        {
            Start(lend.Metainfo, lend.Store, isListed: false);
            _seeders[id] = _seeders[id] with { Loans = [lend.Loan] };
        }

        Sender.Tell(new Lent(id));
    }

    private void HandleEndLoan(EndLoan end)
    {
        if (!_seeders.TryGetValue(end.Torrent, out var seeder) || !seeder.Loans.Contains(end.Loan))
            return;
        _seeders[end.Torrent] = seeder = seeder with { Loans = seeder.Loans.Remove(end.Loan) };
        if (!seeder.IsListed && seeder.Loans.IsEmpty)
            Stop(end.Torrent);
    }

    private void HandleStopSeeding(TorrentId torrent, Seeder seeder)
    {
        if (!seeder.Loans.IsEmpty)
        {
            // Those to whom it is being sent still get it; nobody else hears of it any more.
            _seeders[torrent] = seeder with { IsListed = false };
            _trackers.Tell(new SwarmDuty.LeaveSwarm(torrent));
            Sender.Tell(new SeedingStopped(torrent));
            return;
        }

        Stop(torrent);
        AnswerWhenClosed(torrent, new SeedingStopped(torrent));
    }

    private void Start(Metainfo metainfo, IChunkStore store, bool isListed)
    {
        var actor = Context.ActorOf(
            SeederActor.CreateProps(_services, _settings, metainfo, store), Context.FreeName($"{metainfo.Id}"));
        Opened(metainfo.Id);
        _seeders.Add(metainfo.Id, new Seeder(actor, store, isListed, Loans: []));
        Context.WatchWith(actor, new SeederStopped(metainfo.Id, actor, store));
    }

    private static long BytesLeft(IChunkStore store)
    {
        var left = 0L;
        foreach (var chunk in store.Held().EnumerateMissing())
            left += store.Grid.LengthOf(store.Grid.At(chunk));
        return left;
    }

    private void Stop(TorrentId torrent)
    {
        _fetched.Remove(torrent);
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

    private void Opened(TorrentId torrent) => _openStores[torrent] = _openStores.GetValueOrDefault(torrent) + 1;

    private void HandleClosed(StoreClosed closed)
    {
        if (--_openStores[closed.Torrent] == 0)
            _openStores.Remove(closed.Torrent);
        if (closed.Failure is { } failure)
            _log.Warning("The store of {0} did not close: {1}", closed.Torrent.ShortText, failure.GetBaseException().Message);
        AnswerWaiters(closed.Torrent);
        AnswerClosers();
    }

    private void AnswerWhenClosed(TorrentId torrent, object answer)
    {
        _waiters.Add((torrent, Sender, answer));
        AnswerWaiters(torrent);
    }

    private void AnswerWaiters(TorrentId torrent)
    {
        if (_openStores.ContainsKey(torrent))
            return;
        foreach (var (_, asker, answer) in _waiters.Where(w => w.Torrent == torrent))
            asker.Tell(answer);
        _waiters.RemoveAll(w => w.Torrent == torrent);
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
        if (_openStores.Count > 0)
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

    /// <summary>From a download: everything that was wanted is held, and nothing more comes.</summary>
    internal sealed record PartEnded(TorrentId Torrent) : ILocalMessage;

    /// <summary>
    /// Serve a whole torrent to those who know its id, without a word to the trackers, until the loan ends. Answered with
    /// <see cref="Lent"/>. The store is ours from now on.
    /// </summary>
    internal sealed record LendTorrent(Guid Loan, Metainfo Metainfo, IChunkStore Store) : ILocalMessage;

    internal sealed record Lent(TorrentId Torrent) : ILocalMessage;

    internal sealed record EndLoan(TorrentId Torrent, Guid Loan) : ILocalMessage;

    /// <summary>To a download: the whole torrent is served here already; the store was closed.</summary>
    internal sealed record PartRefused(TorrentId Torrent) : ILocalMessage;

    /// <summary>From a download that ended while its store was being opened: close it as soon as it is open.</summary>
    internal sealed record Orphan(TorrentId Torrent, Task<IChunkStore> Opening) : ILocalMessage;

    /// <summary>Stop to serve a torrent: its source changed, or its download was cancelled.</summary>
    internal sealed record Abandon(TorrentId Torrent) : ILocalMessage;

    /// <summary>As <see cref="Abandon"/>; answered with <see cref="StoreIsClosed"/> once every store of the torrent is closed.</summary>
    internal sealed record CloseStore(TorrentId Torrent) : ILocalMessage;

    internal sealed record StoreIsClosed(TorrentId Torrent) : ILocalMessage;

    /// <summary>Answered with its <see cref="SeedStatus"/>, or refused as NOT_FOUND.</summary>
    internal sealed record AskSeed(TorrentId Torrent) : ILocalMessage;

    /// <summary>Answered with <see cref="Served"/>.</summary>
    internal sealed record IsServed(TorrentId Torrent) : ILocalMessage;

    internal sealed record Served(bool Yes) : ILocalMessage;

    /// <summary>Answered with <see cref="Seeds"/>.</summary>
    internal sealed record GetSeeds : ILocalMessage;

    internal sealed record Seeds(ImmutableArray<SeedStatus> All) : ILocalMessage;

    private sealed record StoreClosed(TorrentId Torrent, Exception? Failure) : ILocalMessage;

    /// <param name="IsListed">At the trackers; one that is not is there for its loans only.</param>
    /// <param name="Loans">Transfers to single peers that are under way.</param>
    private sealed record Seeder(IActorRef Ref, IChunkStore Store, bool IsListed, ImmutableHashSet<Guid> Loans);

    private sealed record SeederStopped(TorrentId Torrent, IActorRef Actor, IChunkStore Store) : ILocalMessage;
}
