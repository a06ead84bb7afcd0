namespace Akka.P2P.Node.Hosting;

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Akka.P2P.Storage;

using OpenStore = Func<Core.Metainfo.Metainfo, CancellationToken, Task<Core.Chunks.IChunkStore>>;

/// <summary>
/// What this node is doing: what it shares, what it fetches, and where that lies. It outlives the actor system, and says how to begin all of
/// it again in another one; <see cref="DutyFile"/> makes it outlive the process. Any thread may call.
/// </summary>
/// <param name="changed">Told after each change, on the thread that made it.</param>
internal sealed class NodeDuties(Action? changed = null)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TorrentId, Share> _shares = [];
    private readonly Dictionary<TorrentId, Download> _downloads = [];
    private readonly HashSet<TorrentId> _removed = [];
    private readonly HashSet<TorrentId> _busy = [];

    /// <summary>Those that are to be served now, in no order.</summary>
    public ImmutableArray<Share> Shares => Locked(() => _shares.Values.Where(IsRunning).ToImmutableArray());

    /// <summary>Those that are to be fetched now, in the order of their coming.</summary>
    public ImmutableArray<Download> Downloads => Locked(() => _downloads.Values.Where(IsRunning).OrderBy(d => d.Number).ToImmutableArray());

    /// <summary>Whatever their state, in the order of their ids.</summary>
    public ImmutableArray<Duty> All => Locked(() => _shares.Values.Concat<Duty>(_downloads.Values).OrderBy(d => d.Torrent).ToImmutableArray());

    /// <summary>What an operator took away: nobody but an operator begins it again.</summary>
    public ImmutableArray<TorrentId> Removed => Locked(() => _removed.Order().ToImmutableArray());

    /// <summary>The folder that the torrent is being fetched into; null when it isn't being fetched, or it is none.</summary>
    public string? TargetOf(TorrentId torrent) => Locked(() => _downloads.GetValueOrDefault(torrent) is { State: not DutyState.Failed } one ? one.Folder : null);

    /// <summary>Null for what this node has nothing to do with.</summary>
    public Duty? Find(TorrentId torrent) => Locked(() => FindHere(torrent));

    public bool IsRemoved(TorrentId torrent) => Locked(() => _removed.Contains(torrent));

    /// <summary>Whether somebody changes it at the moment.</summary>
    public bool IsBusy(TorrentId torrent) => Locked(() => _busy.Contains(torrent));

    /// <summary>Keeps others from changing it until the result is disposed of; a rebuild leaves it alone.</summary>
    /// <exception cref="CommandException">Somebody does already.</exception>
    public IDisposable Take(TorrentId torrent)
    {
        if (!Locked(() => _busy.Add(torrent)))
            throw new CommandException(ExitCode.Failed, $"Torrent {torrent.ShortText} is being changed or hashed at the moment: ask again when that is done.");
        return new Hold(() => Locked(() => _busy.Remove(torrent)));
    }

    public void Shared(Metainfo metainfo, Func<IChunkStore> open) => Shared(new Share(metainfo, open));

    /// <summary>It is shared from now on, unless it says otherwise itself; whatever was done with it before is over.</summary>
    public void Shared(Share share) => Change(() =>
    {
        _downloads.Remove(share.Torrent);
        _removed.Remove(share.Torrent);
        _shares[share.Torrent] = share;
    });

    /// <summary>It is fetched from now on, instead of shared.</summary>
    public void Fetched(Download download) => Change(() =>
    {
        _shares.Remove(download.Torrent);
        _downloads[download.Torrent] = download;
    });

    /// <summary>A download is about to begin.</summary>
    /// <param name="download">The one that is under way from now on, or was before.</param>
    /// <param name="options">What whoever orders it chose; null for the defaults.</param>
    /// <returns>False when the torrent is being fetched or shared already: then nothing changed. One that failed is begun again.</returns>
    public bool TryBegin(
        TorrentId torrent, Metainfo? metainfo, OpenStore open, ImmutableArray<PeerAddress> peers, [NotNullWhen(true)] out Download? download,
        string? folder = null, DownloadOptions? options = null)
    {
        Download? begun = null;
        Change(() =>
        {
            if (FindHere(torrent) is { } before && (before is Share || before.State != DutyState.Failed))
                return;
            var memory = (FindHere(torrent) as Download)?.Memory ?? new SourceMemory();
            _removed.Remove(torrent);
            _downloads[torrent] = begun = new Download(torrent, metainfo, open, peers, folder, memory)
            {
                Resolved = changed,
                Options = options ?? DownloadOptions.Default,
                Number = NextNumber(),
            };
        });
        download = begun;
        return begun is not null;
    }

    /// <summary>As it was written down by an earlier process.</summary>
    public void Restore(IEnumerable<Duty> duties, IEnumerable<TorrentId> removed)
    {
        lock (_gate)
        {
            foreach (var share in duties.OfType<Share>())
                _shares[share.Torrent] = share;
            foreach (var download in duties.OfType<Download>())
                _downloads[download.Torrent] = download;
            _removed.UnionWith(removed);
        }
    }

    public void Set(TorrentId torrent, DutyState state, string? reason = null) => Change(() =>
    {
        if (FindHere(torrent) is { } duty)
            (duty.State, duty.Reason) = (state, reason);
    });

    /// <summary>One that is fetched, or is to be.</summary>
    public void Prioritize(Download download, DownloadPriority priority) =>
        Change(() => download.Options = download.Options with { Priority = priority });

    /// <summary>The download did not begin after all, or the torrent can't be shared again.</summary>
    public void Forget(TorrentId torrent) => Change(() =>
    {
        _downloads.Remove(torrent);
        _shares.Remove(torrent);
    });

    /// <summary>An operator took it away.</summary>
    public void Remove(TorrentId torrent) => Change(() =>
    {
        _downloads.Remove(torrent);
        _shares.Remove(torrent);
        _removed.Add(torrent);
    });

    /// <summary>Keeps up with what the peer tells of itself.</summary>
    public void Happened(IPeerEvent happened)
    {
        switch (happened)
        {
            case PeerEvents.DownloadFinished finished:
                Finished(finished);
                break;
            case PeerEvents.DownloadFailed { Code: ReturnCode.Cancelled }:
                // Whoever cancelled it says what becomes of it.
                break;
            case PeerEvents.DownloadFailed { Code: ReturnCode.AlreadySeeding } twice:
                Change(() => _downloads.Remove(twice.Torrent));
                break;
            case PeerEvents.DownloadFailed failed:
                Change(() => Fail(_downloads.GetValueOrDefault(failed.Torrent), failed.Reason));
                break;
            case PeerEvents.SeedingFailed failed:
                Change(() => Fail(_shares.GetValueOrDefault(failed.Torrent), failed.Reason));
                break;
            default:
                break;
        }
    }

    // One that was paused meanwhile has not failed any more.
    private static void Fail(Duty? duty, string reason)
    {
        if (duty is { State: DutyState.Active })
            (duty.State, duty.Reason) = (DutyState.Failed, reason);
    }

    // From now on its files are shared where they lie, as they were when they got their names.
    private void Finished(PeerEvents.DownloadFinished finished) => Change(() =>
    {
        if (!_downloads.Remove(finished.Torrent, out var download) || download.Metainfo is not { } metainfo)
            return;
        try
        {
            var only = download.Options.Only;
            var stamps = SourceStore.Look(metainfo, finished.Path, FileChoice.Of(metainfo, only).Files());
            _shares[finished.Torrent] = new Share(metainfo, finished.Path, stamps, download.Folder, only);
        }
        catch (ChunkStoreException)
        {
            // Taken away already; whoever asks for it next will be told.
        }
    });

    // Under the lock.
    private long NextNumber() => _downloads.Values.Select(d => d.Number).DefaultIfEmpty().Max() + 1;

    private bool IsRunning(Duty duty) => duty.State == DutyState.Active && !_busy.Contains(duty.Torrent);

    private Duty? FindHere(TorrentId torrent) =>
        _shares.TryGetValue(torrent, out var share) ? share : _downloads.GetValueOrDefault(torrent);

    private T Locked<T>(Func<T> look)
    {
        lock (_gate)
            return look();
    }

    private void Change(Action change)
    {
        lock (_gate)
            change();
        changed?.Invoke();
    }

    private sealed class Hold(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
