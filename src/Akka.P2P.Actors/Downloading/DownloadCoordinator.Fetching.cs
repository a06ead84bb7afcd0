namespace Akka.P2P.Actors.Downloading;

using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Seeding;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Picking;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Downloading.FetchProtocol;

/// <summary>Chunks are fetched: events go to the plan, and its actions are performed.</summary>
internal sealed partial class DownloadCoordinator
{
    private readonly Dictionary<PeerId, IActorRef> _fetchers = [];
    private DownloadPlan? _plan;
    private IChunkStore? _store;
    private FetcherContext? _fetcherContext;

    // What was here at the first opening.
    private long? _bytesFound;

    private void Begin(IChunkStore store)
    {
        var metainfo = _metainfo!;
        // First of all it gets an owner: whatever fails from here on, it will be closed.
        _seeders.Tell(new SeedersGuardian.ServePart(metainfo, store));
        _opening = null;
        _store = store;
        _fetcherContext = new FetcherContext(_services, _settings, metainfo, new ChunkVerifier(metainfo), store);
        var picker = _order.Options.IsSequential ? static a => new SequentialPicker(a) : (Func<Availability, IChunkPicker>?)null;
        _plan = new DownloadPlan(metainfo.Grid, store.Held(), _settings.Limits, _random, picker, _order.Memory, store.Chosen());
        _bytesFound ??= _plan.ChosenBytes - _plan.MissingBytes;
        _trackers.Tell(new SwarmDuty.JoinSwarm(metainfo, metainfo.TotalLength - _plan.HeldBytes, Publish: false));
        _trackers.Tell(new SwarmDuty.WantSources(Torrent));
        Timers.StartPeriodicTimer(Beat.Tick, Beat.Tick, _settings.Tick);
        Timers.StartPeriodicTimer(Beat.Flush, Beat.Flush, _settings.FlushInterval);
        Become(Fetching);
        Enter(PeerEvents.DownloadPhase.Fetching, null);
        Perform(_plan.Start());
        ConnectMore();
    }

    private void Fetching(object message)
    {
        var (plan, now) = (_plan!, _services.Now);
        switch (message)
        {
            case ChunksKept kept:
                HandleKept(kept, now);
                break;
            case SourceGained gained:
                Perform(plan.Have(gained.Source, gained.Chunks.AsSpan(), now));
                break;
            case ChunksFailed failed:
                _services.Meters.ChunksFailed(failed.Kind, failed.Attempts.Length);
                _log.Debug("{0} chunks from {1} failed, the first of attempt {2}: {3}, {4}",
                    failed.Attempts.Length, failed.Source.ShortText, failed.Attempts[0], failed.Kind, failed.Detail);
                Judge(failed.Source, failed.Kind, failed.Detail,
                    p => p.ChunksFailed(failed.Attempts.AsSpan(), failed.Kind, failed.Detail, now));
                break;
            case FetcherReady ready:
                _book.Answered(ready.Source);
                Perform(plan.SourceUnchoked(ready.Source, now));
                break;
            case Connecting connecting:
                Perform(plan.FetcherWaiting(connecting.Source, now));
                break;
            case FetcherChoked choked:
                _book.Answered(choked.Source);
                Judge(choked.Source, FetchFailure.Choked, "it chokes us again and again before a chunk is complete",
                    p => p.SourceChoked(choked.Source, choked.Lost.AsSpan(), now));
                break;
            case SourceHasAll all:
                Perform(plan.HaveAll(all.Source, now));
                break;
            case SourceHas has:
                Perform(plan.HaveBitfield(has.Source, has.Chunks, now));
                break;
            case SourceFailed failed:
                _log.Info("Source {0} of {1} failed: {2}", _book[failed.Source].Address, Torrent.ShortText, failed.Detail);
                Judge(failed.Source, failed.Kind, failed.Detail, p => p.SourceFailed(failed.Source, failed.Kind, failed.Detail, now));
                MoveIfNeeded(failed.Source, evenIfWell: false);
                break;
            case StoreFailed failed:
                HandleStoreFailed(failed, now);
                break;
            case FetcherStopped stopped when _fetchers.TryGetValue(stopped.Source, out var fetcher) && fetcher.Equals(stopped.Fetcher):
                Disconnect(stopped.Source);
                Perform(plan.SourceLeft(stopped.Source, now));
                break;
            case Beat.TickBeat or Beat.WakeBeat:
                Perform(plan.Tick(now));
                ConnectMore();
                GiveUpIfDue();
                break;
            case Beat.AskPeersBeat:
                AskForPeers();
                FindNamedPeers();
                break;
            case Beat.FlushBeat:
                Flush();
                break;
            case FlushFailed failed:
                Reopen(failed.Cause);
                break;
            case FetcherStopped or StoreFlushed:
                break;
            default:
                if (!HandleCommon(message))
                    Unhandled(message);
                else if (message is SwarmDuty.SourcesFound or PeerProtocol.KnownPeers)
                    ConnectMore();
                break;
        }
    }

    private void HandleKept(ChunksKept kept, TimeSpan now)
    {
        var before = _plan!.HeldBytes;
        var actions = _plan.ChunksKept(kept.Attempts.AsSpan(), now, out var chunks);
        if (!chunks.IsEmpty)
        {
            _rate.Add(_plan.HeldBytes - before, now);
            _services.Meters.BytesVerified.Add(_plan.HeldBytes - before);
            _services.Meters.ChunksVerified.Add(chunks.Length);
            _book.Gave(kept.Source, _plan.HeldBytes - before);
            _seeders.Tell(new SeederActor.ChunksKept(Torrent, chunks));
            if (_phase is PeerEvents.DownloadPhase.Stalled or PeerEvents.DownloadPhase.Paused)
                Enter(PeerEvents.DownloadPhase.Fetching, null);
        }

        Perform(actions);
    }

    private void HandleStoreFailed(StoreFailed failed, TimeSpan now)
    {
        // Anything else is a bug of ours, and the supervisor's to deal with.
        if (failed.Cause is not (ChunkStoreException or OperationCanceledException or ObjectDisposedException))
            throw new InvalidOperationException("A verified chunk could not be kept.", failed.Cause);
        _plan!.PauseUntil(now + _settings.StorageRetry);
        Enter(PeerEvents.DownloadPhase.Paused, failed.Cause.Message);
        Perform(_plan.ChunksFailed(failed.Attempts.AsSpan(), FetchFailure.OwnDisk, failed.Cause.Message, now));
    }

    private void Perform(ImmutableArray<DownloadAction> actions)
    {
        _inFlight.Set(_plan!.ChunksInFlight);
        var assignments = new Dictionary<PeerId, ImmutableArray<Assignment>.Builder>();
        foreach (var action in actions)
        {
            switch (action)
            {
                case DownloadAction.Fetch fetch:
                    if (!assignments.TryGetValue(fetch.Source, out var chunks))
                        assignments.Add(fetch.Source, chunks = ImmutableArray.CreateBuilder<Assignment>());
                    chunks.Add(new Assignment(fetch.Chunk, fetch.Attempt));
                    break;
                case DownloadAction.CancelFetch cancel when _fetchers.TryGetValue(cancel.Source, out var fetcher):
                    fetcher.Tell(new Withdraw(cancel.Attempt));
                    break;
                case DownloadAction.Ban ban:
                    _log.Warning("Source {0} is banned: {1}", _book[ban.Source].Address, string.Join("; ", ban.Evidence));
                    Tell(new PeerEvents.SourceBanned(Torrent, _book[ban.Source], ban.Evidence));
                    break;
                case DownloadAction.DropSource drop when _fetchers.TryGetValue(drop.Source, out var fetcher):
                    Context.Unwatch(fetcher);
                    Context.Stop(fetcher);
                    Disconnect(drop.Source);
                    break;
                case DownloadAction.WakeIn wake:
                    Timers.StartSingleTimer(Beat.Wake, Beat.Wake, wake.Delay);
                    break;
                case DownloadAction.AskTracker:
                    AskForPeers();
                    break;
                case DownloadAction.Stalled stalled:
                    _stalled = stalled;
                    SayStalled();
                    break;
                case DownloadAction.Finish:
                    Finish();
                    break;
                case DownloadAction.CancelFetch or DownloadAction.DropSource:
                    break;
                default:
                    throw new UnreachableException($"No handler for {action.GetType().Name}.");
            }
        }

        // One message for all that a source is given at a time, so that its fetcher can ask for it at a time.
        foreach (var (source, chunks) in assignments)
            _fetchers[source].Tell(new Assign(chunks.DrainToImmutable()));
        if (assignments.Count > 0 && _phase == PeerEvents.DownloadPhase.Stalled)
            Enter(PeerEvents.DownloadPhase.Fetching, null);
    }

    private void ConnectMore()
    {
        var plan = _plan!;
        var now = _services.Now;
        var chosen = Neighbourhood.Choose(
            [.. _book.Idle], p => _book.IsSeeder(p.Id), p => plan.Accepts(p.Id, now), _settings.MaxSources - _fetchers.Count, _random);
        foreach (var peer in chosen)
        {
            plan.SourceJoined(peer.Id, _services.Now);
            var fetcher = Context.ActorOf(ChunkFetcher.CreateProps(_fetcherContext!, peer), Context.FreeName($"{peer.Id}"));
            _fetchers.Add(peer.Id, fetcher);
            _book.Connected(peer.Id, true);
            Context.WatchWith(fetcher, new FetcherStopped(peer.Id, fetcher));
        }
    }

    private void Disconnect(PeerId source)
    {
        _fetchers.Remove(source);
        _book.Connected(source, false);
    }

    private void AskForPeers()
    {
        _trackers.Tell(new SwarmDuty.WantSources(Torrent));
        var some = _fetchers.Keys.ToArray();
        _random.Shuffle(some);
        foreach (var source in some.Take(3))
        {
            _services.Locator.Peer(_book[source].Address).Tell(
                new PeerProtocol.GetPeers(Guid.NewGuid(), Torrent, _services.Self.Id, WireLimits.MaxPeersInPage), Self);
        }
    }

    private void Flush()
    {
        var left = _metainfo!.TotalLength - _plan!.HeldBytes;
        _trackers.Tell(new SwarmDuty.SwarmProgress(Torrent, left, TrackerProtocol.AnnounceEvent.Progress));
        var store = _store!;
        _services.Pool.RunAsync(store.FlushAsync)
            .PipeTo(Self, Self, () => StoreFlushed.Instance, e => new FlushFailed(e));
    }

    /// <summary>
    /// A store whose sync failed knows no more what is on the disk, and takes nothing from then on. It is closed, and opened again
    /// after a pause: opening finds out what is there.
    /// </summary>
    private void Reopen(Exception cause)
    {
        _log.Warning("The store of {0} failed and is opened again: {1}", Torrent.ShortText, cause.Message);
        Timers.Cancel(Beat.Tick);
        Timers.Cancel(Beat.Wake);
        Timers.Cancel(Beat.Flush);
        foreach (var (source, fetcher) in _fetchers.ToArray())
        {
            Context.Unwatch(fetcher);
            Context.Stop(fetcher);
            Disconnect(source);
        }

        // Of a store that is opened anew nothing is known, of its sources everything: the next plan takes over their memory.
        _seeders.Tell(new SeedersGuardian.Abandon(Torrent));
        Become(Preparing);
        Enter(PeerEvents.DownloadPhase.Paused, cause.Message);
        Timers.StartSingleTimer(Beat.Retry, Beat.Retry, _settings.StorageRetry);
    }

    private sealed record FetcherStopped(PeerId Source, IActorRef Fetcher) : ILocalMessage;

    private sealed record FlushFailed(Exception Cause) : ILocalMessage;

    private sealed class StoreFlushed : ILocalMessage
    {
        public static StoreFlushed Instance { get; } = new();
    }
}
