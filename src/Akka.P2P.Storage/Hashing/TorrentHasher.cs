namespace Akka.P2P.Storage.Hashing;

using System.Buffers;
using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Files;

/// <summary>
/// Makes the metainfo of a file or folder: reads everything once, hashes chunks in parallel, and notices when a file changes under
/// it. Memory is a small buffer a worker, whatever the size.
/// </summary>
/// <param name="workers">Chunks hashed at the same time; usually the cores of the machine.</param>
public sealed class TorrentHasher(int workers)
{
    /// <param name="progress">Told after every chunk, from any thread, never twice at once.</param>
    /// <exception cref="MetainfoException">A name can't be shared, or there is more than a torrent can hold.</exception>
    /// <exception cref="SourceChangedException">A file changed while it was read.</exception>
    /// <exception cref="ChunkStoreException">Something can't be read.</exception>
    public Task<HashedTorrent> HashAsync(string path, IProgress<HashProgress>? progress, CancellationToken ct) =>
        HashAsync(path, null, progress, ct);

    /// <summary>As above, with a chunk length of the caller's choice; null for that of <see cref="ChunkLengths.For"/>.</summary>
    public async Task<HashedTorrent> HashAsync(
        string path, int? chunkLength, IProgress<HashProgress>? progress, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var isFolder = Directory.Exists(root);
        if (!isFolder && !File.Exists(root))
            throw new ChunkStoreException($"'{path}' does not exist.");
        var name = Path.GetFileName(root);
        var files = isFolder ? SourceFolder.Files(root) : [([name], root)];
        // Names and counts are judged before hours are spent on hashing.
        CheckNames(name, files, isFolder);

        var sources = files.ConvertAll(f => Source.At(f.FullPath));
        var total = sources.Sum(s => s.Stamp.Length);
        var length = chunkLength ?? ChunkLengths.For(total);
        if (!ChunkGrid.IsChunkLength(length))
            throw new MetainfoException($"A piece length is a power of two from 16 KiB to 64 MiB, not {length}.");
        await HashAllAsync(sources, length, new Meter(total, progress), ct).ConfigureAwait(false);

        var hashed = files.Select((f, i) => HashedFile.FromChunks(
            [.. f.Path], sources[i].Stamp.Length, length, sources[i].Chunks)).ToList();
        var metainfo = isFolder ? MetainfoBuilder.Folder(name, length, hashed) : MetainfoBuilder.File(hashed[0], length);
        var stamps = files.Select((f, i) => (Key: string.Join('/', f.Path), sources[i].Stamp)).ToDictionary(s => s.Key, s => s.Stamp);
        return new HashedTorrent(metainfo, root, [.. metainfo.Files.Select(f => stamps[f.PathText])]);
    }

    private static void CheckNames(string name, List<(string[] Path, string FullPath)> files, bool isFolder)
    {
        if (files.Count == 0)
            throw new MetainfoException($"The folder {SafeName.Quote(name)} has no files.");
        if (files.Count > MetainfoLimits.MaxFiles)
            throw new MetainfoException($"The folder {SafeName.Quote(name)} has more than {MetainfoLimits.MaxFiles} files.");
        var problem = SafeName.Problem(name) ?? (isFolder ? SafePath.Problem(files.Select(f => (IReadOnlyList<string>)f.Path)) : null);
        if (problem is not null)
            throw new MetainfoException(problem);
    }

    private async Task HashAllAsync(List<Source> sources, int chunkLength, Meter meter, CancellationToken ct)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = int.Max(1, workers), CancellationToken = ct };
        try
        {
            await Parallel.ForEachAsync(Work(sources, chunkLength), options, async (work, stop) =>
            {
                var (source, chunk) = work;
                var offset = (long)chunk * chunkLength;
                var length = (int)long.Min(chunkLength, source.Stamp.Length - offset);
                var count = (int)MerkleTree.BlockCount(length);
                var leaves = ArrayPool<Sha256Digest>.Shared.Rent(count);
                try
                {
                    if (!await ChunkReader.HashAsync(source.Open(), offset, length, leaves.AsMemory(0, count), stop).ConfigureAwait(false))
                        throw new SourceChangedException(source.Path, "it became shorter");
                    source.Chunks[chunk] = source.Chunks.Length == 1
                        ? MerkleTree.RootOfSmallFile(leaves.AsSpan(0, count))
                        : MerkleTree.RootOfChunk(leaves.AsSpan(0, count), chunkLength);
                }
                finally
                {
                    ArrayPool<Sha256Digest>.Shared.Return(leaves);
                }

                source.ChunkDone();
                meter.Add(length);
            }).ConfigureAwait(false);
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, sources.FirstOrDefault(s => s.IsOpen)?.Path ?? sources[0].Path);
        }
        finally
        {
            foreach (var source in sources)
                source.Dispose();
        }
    }

    // Drawn one at a time, so no more files are open than workers and one.
    private static IEnumerable<(Source Source, int Chunk)> Work(List<Source> sources, int chunkLength)
    {
        foreach (var source in sources)
        {
            var count = (source.Stamp.Length + chunkLength - 1) / chunkLength;
            if (count > MetainfoLimits.MaxChunks)
                throw new MetainfoException($"'{source.Path}' has {count} chunks; at most {MetainfoLimits.MaxChunks} are allowed.");
            source.Begin((int)count);
            for (var chunk = 0; chunk < count; chunk++)
                yield return (source, chunk);
        }
    }

    private sealed class Meter(long total, IProgress<HashProgress>? progress)
    {
        private readonly Lock _gate = new();
        private long _done;

        public void Add(int bytes)
        {
            lock (_gate)
            {
                _done += bytes;
                progress?.Report(new HashProgress(_done, total));
            }
        }
    }

    private sealed class Source : IDisposable
    {
        private readonly Lock _gate = new();
        private IStoreFile? _file;
        private int _left;

        private Source(string path, FileStamp stamp)
        {
            Path = path;
            Stamp = stamp;
        }

        public string Path { get; }

        public FileStamp Stamp { get; }

        public Sha256Digest[] Chunks { get; private set; } = [];

        public bool IsOpen => _file is not null;

        public static Source At(string path)
        {
            var info = new FileInfo(path);
            return info.Exists
                ? new Source(path, new FileStamp(info.Length, info.LastWriteTimeUtc))
                : throw new SourceChangedException(path, "it is gone");
        }

        public void Begin(int chunks)
        {
            Chunks = new Sha256Digest[chunks];
            _left = chunks;
        }

        public IStoreFile Open()
        {
            lock (_gate)
                return _file ??= RealDisk.Instance.Open(Path, StoreFileMode.Read);
        }

        /// <summary>After the last chunk: is it still the file that it was?</summary>
        public void ChunkDone()
        {
            if (Interlocked.Decrement(ref _left) > 0)
                return;
            var now = new FileStamp(_file!.Length, _file.LastWriteUtc);
            Dispose();
            if (now != Stamp)
                throw new SourceChangedException(Path, "it was written to while it was hashed");
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _file?.Dispose();
                _file = null;
            }
        }
    }
}
