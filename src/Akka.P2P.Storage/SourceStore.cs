namespace Akka.P2P.Storage;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Files;
using Akka.P2P.Storage.Hashing;

/// <summary>
/// Seeds from files where they lie, and never writes to them. Every read checks that the file still is what was hashed, by its
/// length and its time of last writing.
/// </summary>
public sealed class SourceStore : IChunkStore
{
    private const int MaxOpenFiles = 64;

    private readonly Metainfo _metainfo;
    private readonly string _path;
    private readonly FilePool _files;
    private readonly IReadOnlyList<FileStamp> _stamps;

    private SourceStore(Metainfo metainfo, string path, IReadOnlyList<FileStamp> stamps)
    {
        _metainfo = metainfo;
        _path = path;
        _stamps = stamps;
        _files = new FilePool(RealDisk.Instance, StoreFileMode.Read, f => TorrentPaths.Of(metainfo, path, f), MaxOpenFiles);
    }

    public ChunkGrid Grid => _metainfo.Grid;

    public bool IsComplete => true;

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
    /// <exception cref="SourceChangedException">A file is gone, or has another length or time.</exception>
    public static SourceStore Open(Metainfo metainfo, string path, IReadOnlyList<FileStamp>? stamps)
    {
        ArgumentNullException.ThrowIfNull(metainfo);
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var seen = new FileStamp[metainfo.Files.Length];
        for (var file = 0; file < seen.Length; file++)
        {
            var info = new FileInfo(TorrentPaths.Of(metainfo, root, file));
            if (!info.Exists)
                throw new SourceChangedException(info.FullName, "it is gone");
            seen[file] = new FileStamp(info.Length, info.LastWriteTimeUtc);
            if (info.Length != metainfo.Files[file].Length)
                throw new SourceChangedException(info.FullName, $"it has {info.Length} bytes instead of {metainfo.Files[file].Length}");
            if (stamps is not null && stamps[file] != seen[file])
                throw new SourceChangedException(info.FullName, "it was written to after it was hashed");
        }

        return new SourceStore(metainfo, root, seen);
    }

    public Bitfield Held() => Bitfield.Full(Grid.Count);

    public async ValueTask ReadAsync(ChunkIndex chunk, int offset, Memory<byte> into, CancellationToken ct)
    {
        ChunkStoreGuard.CheckRange(Grid, chunk, offset, into.Length);
        var place = Grid.Locate(chunk);
        var path = _files.PathOf(place.File);
        try
        {
            using var lease = _files.Rent(place.File);
            var read = await lease.File.ReadAsync(into, place.Offset + offset, ct).ConfigureAwait(false);
            var stamp = new FileStamp(lease.File.Length, lease.File.LastWriteUtc);
            if (read != into.Length || stamp.Length != _stamps[place.File].Length)
                throw new SourceChangedException(path, $"it has {stamp.Length} bytes instead of {_stamps[place.File].Length}");
            if (stamp != _stamps[place.File])
                throw new SourceChangedException(path, "it was written to");
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

    /// <summary>Everything is here already: checks the arguments and changes nothing.</summary>
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
}
