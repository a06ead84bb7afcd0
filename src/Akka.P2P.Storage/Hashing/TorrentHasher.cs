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
        var (files, emptyFolders) = isFolder ? SourceFolder.Find(root) : ([SourceFolder.Bare(root)], []);
        // Names and counts are judged before hours are spent on hashing.
        CheckNames(name, files, isFolder);

        var sources = files.ConvertAll(f => new Source(f.FullPath, f.Stamp));
        var total = files.Sum(f => f.Stamp.Length);
        var length = chunkLength ?? ChunkLengths.For(total);
        if (!ChunkGrid.IsChunkLength(length))
            throw new MetainfoException($"A piece length is a power of two from 16 KiB to 64 MiB, not {length}.");
        await HashAllAsync(sources, length, new Meter(total, progress), ct).ConfigureAwait(false);

        var hashed = files.Select((f, i) => HashedFile.FromChunks([.. f.Path], f.Stamp.Length, length, sources[i].Chunks) with
        {
            IsExecutable = f.IsExecutable,
        }).ToList();
        var metainfo = isFolder ? MetainfoBuilder.Folder(name, length, hashed) : MetainfoBuilder.File(hashed[0], length);
        var stamps = files.ToDictionary(f => string.Join('/', f.Path), f => f.Stamp, StringComparer.Ordinal);
        return new HashedTorrent(metainfo, root, [.. metainfo.Files.Select(f => stamps[f.PathText])]) { EmptyFolders = emptyFolders };
    }

    private static void CheckNames(string name, List<SourceFile> files, bool isFolder)
    {
        if (files.Count == 0)
            throw new MetainfoException($"The folder {SafeName.Quote(name)} has no files.");
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
                    source.ChunkDone();
                }
                catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
                {
                    throw new SourceChangedException(source.Path, "it is gone", e);
                }
                catch (Exception e) when (DiskErrors.IsDisk(e))
                {
                    throw DiskErrors.Translate(e, source.Path);
                }
                finally
                {
                    ArrayPool<Sha256Digest>.Shared.Return(leaves);
                }

                meter.Add(length);
            }).ConfigureAwait(false);
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

        public Source(string path, FileStamp stamp)
        {
            Path = path;
            Stamp = stamp;
        }

        public string Path { get; }

        public FileStamp Stamp { get; }

        public Sha256Digest[] Chunks { get; private set; } = [];

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
            var now = _file!.Stamp;
            Dispose();
            if (!now.IsSameContent(Stamp))
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
