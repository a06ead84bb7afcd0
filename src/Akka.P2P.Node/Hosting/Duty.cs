namespace Akka.P2P.Node.Hosting;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage;
using Akka.P2P.Storage.Hashing;

using OpenStore = Func<Core.Metainfo.Metainfo, CancellationToken, Task<Core.Chunks.IChunkStore>>;

/// <summary>Whether a duty is being done.</summary>
internal enum DutyState
{
    Active = 0,

    /// <summary>An operator wants it to rest.</summary>
    Paused = 1,

    /// <summary>It could not go on; somebody may begin it again.</summary>
    Failed = 2,
}

/// <summary>Something that a node does with one torrent. Changed by <see cref="NodeDuties"/> alone.</summary>
internal abstract class Duty(TorrentId torrent)
{
    private volatile DutyState _state;
    private volatile string? _reason;

    public TorrentId Torrent { get; } = torrent;

    public DutyState State
    {
        get => _state;
        set => _state = value;
    }

    /// <summary>Why it failed, in one sentence; null unless it did.</summary>
    public string? Reason
    {
        get => _reason;
        set => _reason = value;
    }

    /// <summary>Null until somebody gave it to us.</summary>
    public abstract Metainfo? Metainfo { get; }
}

/// <summary>A torrent that is shared.</summary>
internal sealed class Share : Duty
{
    private readonly Metainfo _metainfo;

    /// <param name="metainfo">Whose store it is.</param>
    /// <param name="open">Opens the store anew.</param>
    public Share(Metainfo metainfo, Func<IChunkStore> open)
        : base(metainfo.Id) => (_metainfo, Open) = (metainfo, open);

    /// <summary>Files where they lie.</summary>
    /// <param name="metainfo">Theirs.</param>
    /// <param name="path">Of the file or folder itself.</param>
    /// <param name="stamps">What they looked like when they were verified.</param>
    /// <param name="folder">Where this node fetched it to; null for the files of somebody else.</param>
    /// <param name="only">Which of its files are here; all when none is named.</param>
    public Share(Metainfo metainfo, string path, IReadOnlyList<FileStamp> stamps, string? folder, ImmutableArray<PathGlob> only = default)
        : this(metainfo, () => SourceStore.Open(metainfo, path, stamps, FileChoice.Of(metainfo, only).Files()))
    {
        (Path, Stamps, Folder) = (path, stamps, folder);
        Choice = FileChoice.Of(metainfo, only);
        Only = Choice.IsAll ? [] : only;
    }

    public override Metainfo Metainfo => _metainfo;

    public Func<IChunkStore> Open { get; }

    /// <summary>Which of its files are here; all when it is empty.</summary>
    public ImmutableArray<PathGlob> Only { get; } = [];

    /// <summary>As above; null for all.</summary>
    public FileChoice? Choice { get; }

    /// <summary>Only some files are here: others can have them, and the rest can still be fetched.</summary>
    public bool IsPart => !Only.IsEmpty;

    public long BytesHeld => Choice?.Bytes ?? _metainfo.TotalLength;

    /// <summary>Null when it can't be opened again by another process.</summary>
    public string? Path { get; }

    public IReadOnlyList<FileStamp> Stamps { get; } = [];

    /// <summary>Where this node fetched it to, and may mend it; null for the files of somebody else, which are never written to.</summary>
    public string? Folder { get; }
}

/// <summary>A torrent that is fetched.</summary>
internal sealed class Download(
    TorrentId torrent, Metainfo? metainfo, OpenStore open, ImmutableArray<PeerAddress> peers, string? folder, SourceMemory memory)
    : Duty(torrent)
{
    private volatile Metainfo? _metainfo = metainfo;
    private volatile DownloadOptions _options = DownloadOptions.Default;

    public DownloadOptions Options
    {
        get => _options;
        set => _options = value;
    }

    /// <summary>Of equals the lower one goes first, in every process.</summary>
    public long Number { get; init; }

    public override Metainfo? Metainfo => _metainfo;

    public ImmutableArray<PeerAddress> Peers { get; } = peers;

    /// <summary>Where to; null when it can't be opened again by another process.</summary>
    public string? Folder { get; } = folder;

    /// <summary>Who lied stays banned in the next actor system, too.</summary>
    public SourceMemory Memory { get; } = memory;

    /// <summary>Told when the metainfo has become known.</summary>
    public Action? Resolved { get; init; }

    /// <summary>Opens the target, and takes note of the metainfo: it need not be found a second time.</summary>
    public Task<IChunkStore> OpenAsync(Metainfo found, CancellationToken cancellation)
    {
        if (_metainfo is null)
        {
            _metainfo = found;
            Resolved?.Invoke();
        }

        return open(found, cancellation);
    }
}
