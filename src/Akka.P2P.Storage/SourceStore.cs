namespace Akka.P2P.Storage;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Files;
using Akka.P2P.Storage.Hashing;

/// <summary>
/// Seeds from files where they lie, and never writes to them. Every read checks that at the path there still is what was hashed: the
/// same file, by its number where the system says it, of the same length and time of last writing. Where the system also tells when
/// anything about a file was changed, which no program can set, a chunk of a file with a new such time is hashed before it is served.
/// </summary>
/// <remarks>
/// What can't be seen is a change within the same tick of the file system's clock as the reading, and, where neither number nor that time are
/// told (Windows, macOS), one after which somebody put the time of last writing back. Whoever fetches such a chunk notices it by its hash.
/// </remarks>
public sealed class SourceStore : IChunkStore
{
    private const int MaxOpenFiles = 64;

    private readonly Metainfo _metainfo;
    private readonly string _path;
    private readonly FilePool _files;
    private readonly FileStamp[] _stamps;
    private readonly ChunkVerifier _verifier;
    private readonly Lock _recheckGate = new();
    // When the system changed a file last, as it was when the chunk was hashed again; none for a chunk that needed no hashing.
    private readonly Dictionary<int, DateTime> _rechecked = [];

    private readonly Bitfield _present;

    private SourceStore(Metainfo metainfo, string path, FileStamp[] stamps, Bitfield present)
    {
        _present = present;
        _metainfo = metainfo;
        _path = path;
        _stamps = stamps;
        _verifier = new ChunkVerifier(metainfo);
        _files = new FilePool(RealDisk.Instance, StoreFileMode.Read, f => TorrentPaths.Of(metainfo, path, f), MaxOpenFiles);
    }

    public ChunkGrid Grid => _metainfo.Grid;

    public bool IsComplete => _present.IsFull;

    /// <summary>Opens what has just been hashed.</summary>
    /// <exception cref="SourceChangedException">A file is gone or is another one by now.</exception>
    public static SourceStore Open(HashedTorrent hashed)
    {
        ArgumentNullException.ThrowIfNull(hashed);
        return Open(hashed.Metainfo, hashed.Path, hashed.Stamps);
    }

    /// <summary>
    /// Opens files that were verified before; <paramref name="stamps"/> are what they looked like then, or null to take them as
    /// they are now.
    /// </summary>
    /// <param name="path">The file or folder itself, whatever its name.</param>
    /// <param name="files">Those that are there; null for all. Nothing is known of the others, and their stamps say nothing.</param>
    /// <exception cref="SourceChangedException">A file is gone, or has another length or time.</exception>
    public static SourceStore Open(Metainfo metainfo, string path, IReadOnlyList<FileStamp>? stamps, Bitfield? files = null)
    {
        ArgumentNullException.ThrowIfNull(metainfo);
        var present = files?.Clone() ?? Bitfield.Full(metainfo.Files.Length);
        var seen = Look(metainfo, path, present);
        if (stamps is not null)
        {
            foreach (var file in present.EnumerateSet())
                CheckSame(TorrentPaths.Of(metainfo, Root(path), file), stamps[file], seen[file]);
        }

        // Later readings are compared with what was hashed.
        return new SourceStore(metainfo, Root(path), [.. stamps ?? seen], present);
    }

    /// <summary>What files that were just verified look like; given to <see cref="Open(Metainfo, string, IReadOnlyList{FileStamp}?, Bitfield?)"/> later.</summary>
    /// <param name="files">Those that are looked at; null for all.</param>
    /// <exception cref="SourceChangedException">A file is gone, or has another length.</exception>
    public static IReadOnlyList<FileStamp> Look(Metainfo metainfo, string path, Bitfield? files = null)
    {
        ArgumentNullException.ThrowIfNull(metainfo);
        var root = Root(path);
        var seen = new FileStamp[metainfo.Files.Length];
        for (var file = 0; file < seen.Length; file++)
        {
            if (files?[file] == false)
                continue;
            var full = TorrentPaths.Of(metainfo, root, file);
            seen[file] = LookAt(full);
            if (seen[file].Length != metainfo.Files[file].Length)
                throw new SourceChangedException(full, $"it has {seen[file].Length} bytes instead of {metainfo.Files[file].Length}");
        }

        return seen;
    }

    public Bitfield Held() => FileChoice.ChunksOf(Grid, _present);

    /// <summary>Those that are there; a copy.</summary>
    internal Bitfield Files() => _present.Clone();

    internal bool Has(int file) => _present[file];

    /// <summary>A store of these files and of others beside them, which were just verified.</summary>
    /// <exception cref="SourceChangedException">A file is gone, or has another length or time.</exception>
    internal SourceStore With(Bitfield more)
    {
        var (all, seen) = (_present | more, Look(_metainfo, _path, more));
        return Open(_metainfo, _path, [.. _stamps.Select((s, file) => more[file] ? seen[file] : s)], all);
    }

    internal void CloseFiles() => _files.Dispose();

    public async ValueTask ReadAsync(ChunkIndex chunk, int offset, Memory<byte> into, CancellationToken ct)
    {
        ChunkStoreGuard.CheckRange(Grid, chunk, offset, into.Length);
        var place = Grid.Locate(chunk);
        if (!_present[place.File])
            throw new ChunkNotHeldException(chunk);
        var path = _files.PathOf(place.File);
        try
        {
            using var lease = _files.Rent(place.File);
            var read = await lease.File.ReadAsync(into, place.Offset + offset, ct).ConfigureAwait(false);
            // After the reading, and at the path: what is open may have been removed or replaced long ago.
            var now = LookAt(path);
            CheckSame(path, _stamps[place.File], now);
            if (read != into.Length)
                throw new SourceChangedException(path, "it became shorter");
            if (now.ChangedUtc != _stamps[place.File].ChangedUtc)
                await RecheckAsync(chunk, path, now.ChangedUtc, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SourceChangedException(path, "it is gone", e);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, path);
        }
    }

    /// <summary>Nothing is added here: checks the arguments and changes nothing.</summary>
    public ValueTask KeepAsync(ChunkIndex chunk, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken ct)
    {
        ChunkStoreGuard.CheckParts(Grid, chunk, parts);
        return ValueTask.CompletedTask;
    }

    public ValueTask FlushAsync(CancellationToken ct) => ValueTask.CompletedTask;

    /// <summary>The path at which it lies: it never was anything but published.</summary>
    public ValueTask<string> PublishAsync(CancellationToken ct) => ValueTask.FromResult(_path);

    public ValueTask DisposeAsync()
    {
        _files.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Root(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));

    private static FileStamp LookAt(string path)
    {
        try
        {
            return RealDisk.Instance.Look(path, follow: true) switch
            {
                { Kind: FileKind.File } facts => facts.Stamp,
                null => throw new SourceChangedException(path, "it is gone"),
                _ => throw new SourceChangedException(path, "it is no file any more"),
            };
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, path);
        }
    }

    private static void CheckSame(string path, FileStamp hashed, FileStamp now)
    {
        if (now.Length != hashed.Length)
            throw new SourceChangedException(path, $"it has {now.Length} bytes instead of {hashed.Length}");
        if (now.Number != hashed.Number)
            throw new SourceChangedException(path, "another file has taken its name");
        if (now.LastWriteUtc != hashed.LastWriteUtc)
            throw new SourceChangedException(path, "it was written to");
    }

    /// <summary>
    /// Something about the file was changed, and its time of last writing says nothing: permissions or a second name, most likely, or a
    /// program that writes and puts the time back.
    /// </summary>
    private async ValueTask RecheckAsync(ChunkIndex chunk, string path, DateTime changed, CancellationToken ct)
    {
        lock (_recheckGate)
        {
            if (_rechecked.TryGetValue(chunk.Value, out var at) && at == changed)
                return;
        }

        while (true)
        {
            if (!await TorrentCheck.IsGoodAsync(_files, _verifier, chunk, ct).ConfigureAwait(false))
                throw new SourceChangedException(path, "its bytes are others, though it claims not to have been written to");
            // What was hashed is what there is only if nothing happened meanwhile.
            var now = LookAt(path);
            CheckSame(path, _stamps[Grid.Locate(chunk).File], now);
            if (now.ChangedUtc == changed)
                break;
            changed = now.ChangedUtc;
        }

        lock (_recheckGate)
            _rechecked[chunk.Value] = changed;
    }
}
