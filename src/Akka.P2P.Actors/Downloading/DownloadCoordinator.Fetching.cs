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

    private void Begin(IChunkStore store)
    {
        var metainfo = _metainfo!;
        _store = store;
        _fetcherContext = new FetcherContext(_services, _settings, metainfo, new ChunkVerifier(metainfo), store);
        _plan = new DownloadPlan(metainfo.Grid, store.Held(), _settings.Limits, _random);
        _seeders.Tell(new SeedersGuardian.ServePart(metainfo, store));
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
            case ChunkKept kept:
                HandleKept(kept, now);
                break;
            case SourceGained gained:
                Perform(plan.Have(gained.Source, gained.Chunks.AsSpan(), now));
                break;
            case ChunkFailed failed:
                _log.Debug("Chunk of attempt {0} from {1} failed: {2}, {3}", failed.Attempt, failed.Source.ShortText, failed.Kind, failed.Detail);
                Perform(plan.ChunkFailed(failed.Attempt, failed.Kind, failed.Detail, now));
                break;
            case FetcherReady ready:
                Perform(plan.FetcherReady(ready.Source, now));
                break;
            case Connecting or FetcherChoked:
                Perform(plan.FetcherWaiting(((Report)message).Source, now));
                break;
            case SourceHasAll all:
                Perform(plan.HaveAll(all.Source, now));
                break;
            case SourceHas has:
                Perform(plan.HaveBitfield(has.Source, has.Chunks, now));
                break;
            case SourceFailed failed:
                _log.Info("Source {0} of {1} failed: {2}", _book[failed.Source].Address, Torrent.ShortText, failed.Detail);
                Perform(plan.SourceFailed(failed.Source, failed.Kind, failed.Detail, now));
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
                break;
            case Beat.AskPeersBeat:
                AskForPeers();
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

    private void HandleKept(ChunkKept kept, TimeSpan now)
    {
        var before = _plan!.HeldChunks;
        var actions = _plan.ChunkKept(kept.Attempt, now);
        if (_plan.HeldChunks > before)
        {
            _rate.Add(kept.Bytes, now);
            _book.Gave(kept.Source, kept.Bytes);
            _seeders.Tell(new SeederActor.ChunksKept(Torrent, [kept.Chunk]));
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
        Perform(_plan.ChunkFailed(failed.Attempt, FetchFailure.OwnDisk, failed.Cause.Message, now));
    }

    private void Perform(ImmutableArray<DownloadAction> actions)
    {
        foreach (var action in actions)
        {
            switch (action)
            {
                case DownloadAction.Fetch fetch:
                    if (_phase == PeerEvents.DownloadPhase.Stalled)
                        Enter(PeerEvents.DownloadPhase.Fetching, null);
                    _fetchers[fetch.Source].Tell(new Assign(fetch.Chunk, fetch.Attempt));
                    break;
                case DownloadAction.CancelFetch cancel when _fetchers.TryGetValue(cancel.Source, out var fetcher):
                    fetcher.Tell(new Withdraw(cancel.Attempt));
                    break;
                case DownloadAction.Ban ban:
                    _log.Warning("Source {0} is banned: {1}", _book[ban.Source].Address, string.Join("; ", ban.Evidence));
                    Context.System.EventStream.Publish(new PeerEvents.SourceBanned(Torrent, _book[ban.Source], ban.Evidence));
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
                    Enter(PeerEvents.DownloadPhase.Stalled,
                        $"{stalled.MissingChunks} chunks are missing, {stalled.WithoutSource} of them without any source.");
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
    }

    private void ConnectMore()
    {
        var plan = _plan!;
        foreach (var peer in _book.Idle.ToArray())
        {
            if (_fetchers.Count >= _settings.MaxSources)
                return;
            if (!plan.Accepts(peer.Id, _services.Now))
                continue;
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
