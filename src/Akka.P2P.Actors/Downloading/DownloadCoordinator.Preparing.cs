namespace Akka.P2P.Actors.Downloading;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;

/// <summary>Before the first chunk: the metainfo is found, from a tracker or a peer, and the target is opened.</summary>
internal sealed partial class DownloadCoordinator
{
    // Peers asked for the metainfo at one time, beside the trackers. The next round asks the ones after them.
    private const int MaxPeersAsked = 8;

    private int _resolveFailures;

    // From the order to open the store until it is ours: if we end in between, somebody else must close it.
    private Task<IChunkStore>? _opening;

    private void Preparing(object message)
    {
        switch (message)
        {
            case Resolved { Metainfo: { } found }:
                Open(found);
                break;
            case Resolved { NobodyHasIt: true }:
                Fail(ReturnCode.TorrentDoesNotExist, $"No tracker knows torrent {Torrent.ShortText}.");
                break;
            case Resolved missing:
                Enter(PeerEvents.DownloadPhase.Resolving, missing.Detail);
                var delay = _peerSettings.Link.Backoff.Next(++_resolveFailures, _random);
                Timers.StartSingleTimer(Beat.Retry, Beat.Retry, delay);
                break;
            case Beat.RetryBeat when _metainfo is { } known:
                Open(known);
                break;
            case Beat.RetryBeat:
                Resolve();
                break;
            case StoreOpened opened:
                Begin(opened.Store);
                break;
            case StoreNotOpened failed when _store is not null:
                // It was open before: what keeps it from that now, the old one that still closes for example, can pass.
                _opening = null;
                Enter(PeerEvents.DownloadPhase.Paused, failed.Cause.Message);
                Timers.StartSingleTimer(Beat.Retry, Beat.Retry, _settings.StorageRetry);
                break;
            case StoreNotOpened failed:
                _opening = null;
                Fail(failed.Cause is NothingChosenException ? ReturnCode.BadRequest : ReturnCode.StorageFailed, failed.Cause.Message);
                break;
            case Beat.AskPeersBeat:
                _trackers.Tell(new SwarmDuty.WantSources(Torrent));
                FindNamedPeers();
                break;
            case FetchProtocol.Report or FetcherStopped or Beat.TickBeat or Beat.WakeBeat or Beat.FlushBeat or StoreFlushed or FlushFailed:
                // Of a store that is being opened again.
                break;
            default:
                if (!HandleCommon(message))
                    Unhandled(message);
                break;
        }
    }

    private void Resolve()
    {
        Enter(PeerEvents.DownloadPhase.Resolving, _detail ?? "Looking for the torrent's metainfo.");
        var peers = _order.Peers.Concat(_book.Idle.Select(p => p.Address)).Distinct().ToArray();
        if (peers.Length > MaxPeersAsked)
        {
            var first = (int)((long)_resolveFailures * MaxPeersAsked % peers.Length);
            peers = [.. peers.Skip(first).Concat(peers.Take(first)).Take(MaxPeersAsked)];
        }

        ResolveAsync(_order.IsPrivate ? [] : [.. _peerSettings.Trackers], peers, _services.Locator, Torrent, _peerSettings.Link.Timeout, _stopping.Token)
            .PipeTo(Self);
    }

    private static async Task<Resolved> ResolveAsync(
        PeerAddress[] trackers, PeerAddress[] peers, INodeLocator locator, TorrentId torrent, TimeSpan timeout, CancellationToken ct)
    {
        // The first good answer ends the other conversations.
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(ct);
        Task<Found>[] answers =
        [
            .. trackers.Select(t => AskForMetainfoAsync(locator.Tracker(t), t, true, torrent, timeout, asking.Token)),
            .. peers.Select(p => AskForMetainfoAsync(locator.Peer(p), p, false, torrent, timeout, asking.Token)),
        ];
        await foreach (var answer in Task.WhenEach(answers))
        {
            if ((await answer).Metainfo is { } found)
            {
                await asking.CancelAsync();
                return new Resolved(found, false, null);
            }
        }

        var silent = (await Task.WhenAll(answers)).Where(a => a.IsSilent).Select(a => a.Address).ToList();
        if (ct.IsCancellationRequested)
            return new Resolved(null, false, null);
        if (trackers.Length == 0 && peers.Length == 0)
            return new Resolved(null, false, "No tracker and no peer is known.");
        return silent.Count == 0 && trackers.Length > 0
            ? new Resolved(null, NobodyHasIt: peers.Length == 0, "Nobody has the torrent's metainfo.")
            : new Resolved(null, false, $"No answer from {string.Join(", ", silent)}.");
    }

    private static async Task<Found> AskForMetainfoAsync(
        ICanTell node, PeerAddress address, bool isTracker, TorrentId torrent, TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            return new Found(address, await TrackerQueries.MetainfoAsync(node, torrent, isTracker, timeout, ct), IsSilent: false);
        }
        catch (AskTimeoutException)
        {
            return new Found(address, null, IsSilent: true);
        }
        catch (Exception e) when (e is MetainfoException or OperationCanceledException)
        {
            // What it sent was not this torrent, which is as good as nothing; or nobody waits for it any more.
            return new Found(address, null, IsSilent: false);
        }
    }

    private void Open(Metainfo metainfo)
    {
        if (metainfo.Id != Torrent)
        {
            Fail(ReturnCode.BadRequest, "The metainfo belongs to another torrent.");
            return;
        }

        _metainfo = metainfo;
        Enter(PeerEvents.DownloadPhase.Opening, null);
        var (open, ct) = (_order.OpenStore, _stopping.Token);
        _opening = _services.Pool.RunAsync(async _ => await OpenAsync(open, metainfo, ct));
        _opening.PipeTo(Self, Self, store => new StoreOpened(store), e => new StoreNotOpened(e));
    }

    private static async Task<IChunkStore> OpenAsync(
        Func<Metainfo, CancellationToken, Task<IChunkStore>> open, Metainfo metainfo, CancellationToken ct)
    {
        var store = await open(metainfo, ct);
        if (!ct.IsCancellationRequested)
            return store;
        // Nobody waits for it any more, so nobody else would close it.
        await store.DisposeAsync();
        throw new OperationCanceledException(ct);
    }

    /// <param name="Metainfo">Verified; null when it was not found.</param>
    /// <param name="NobodyHasIt">All trackers answered, none knows it, and there is nobody else to ask.</param>
    private sealed record Resolved(Metainfo? Metainfo, bool NobodyHasIt, string? Detail) : ILocalMessage;

    /// <summary>What one node had to say.</summary>
    private readonly record struct Found(PeerAddress Address, Metainfo? Metainfo, bool IsSilent);

    private sealed record StoreOpened(IChunkStore Store) : ILocalMessage;

    private sealed record StoreNotOpened(Exception Cause) : ILocalMessage;
}
