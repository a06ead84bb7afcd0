namespace Akka.P2P.Storage.Hashing;

using System.Buffers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Files;

/// <summary>What comparing files with a torrent gives.</summary>
/// <param name="Good">The chunks whose bytes are right.</param>
/// <param name="Problems">One sentence a file that is missing, of the wrong length or damaged; empty when all is well.</param>
public sealed record CheckResult(Bitfield Good, IReadOnlyList<string> Problems)
{
    public bool IsGood => Problems.Count == 0 && Good.IsFull;
}

/// <summary>Compares a file or folder with a torrent, chunk by chunk and in parallel.</summary>
/// <param name="workers">Chunks hashed at the same time; usually the cores of the machine.</param>
public sealed class TorrentCheck(int workers)
{
    /// <param name="path">The file or folder itself, whatever its name.</param>
    /// <exception cref="ChunkStoreException">Something can't be read.</exception>
    public async Task<CheckResult> CheckAsync(
        Metainfo metainfo, string path, IProgress<HashProgress>? progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(metainfo);
        var root = Path.GetFullPath(path);
        var grid = metainfo.Grid;
        var good = new Bitfield(grid.Count);
        var problems = new List<string>();
        for (var file = 0; file < metainfo.Files.Length; file++)
        {
            var full = TorrentPaths.Of(metainfo, root, file);
            if (LengthOf(full) is not { } length)
                problems.Add($"'{full}' does not exist.");
            else if (length != grid.FileLength(file))
                problems.Add($"'{full}' has {length} bytes instead of {grid.FileLength(file)}.");
        }

        using var pool = new FilePool(RealDisk.Instance, StoreFileMode.Read, f => TorrentPaths.Of(metainfo, root, f), 64);
        var verifier = new ChunkVerifier(metainfo);
        var gate = new Lock();
        var done = 0L;
        var options = new ParallelOptions { MaxDegreeOfParallelism = int.Max(1, workers), CancellationToken = ct };
        await Parallel.ForEachAsync(grid.All, options, async (chunk, stop) =>
        {
            var right = await IsGoodAsync(pool, verifier, chunk, stop).ConfigureAwait(false);
            lock (gate)
            {
                if (right)
                    good.Set(chunk);
                done += grid.LengthOf(chunk);
                progress?.Report(new HashProgress(done, metainfo.TotalLength));
            }
        }).ConfigureAwait(false);

        for (var file = 0; file < metainfo.Files.Length && !good.IsFull; file++)
        {
            var range = grid.ChunksOf(file);
            var bad = 0;
            for (var c = good.NextMissing(range.First); c >= 0 && c < range.End; c = good.NextMissing(c + 1))
                bad++;
            if (bad > 0 && TorrentPaths.Of(metainfo, root, file) is var full && LengthOf(full) is not null)
                problems.Add($"'{full}' is wrong in {bad} of {range.Count} chunks.");
        }

        return new CheckResult(good, problems);
    }

    /// <summary>Whether every file is there with its length: what can be told without reading a byte.</summary>
    /// <exception cref="ChunkStoreException">Something can't be looked at.</exception>
    internal static bool HasLengths(Metainfo metainfo, string root) =>
        Enumerable.Range(0, metainfo.Files.Length).All(f => LengthOf(TorrentPaths.Of(metainfo, root, f)) == metainfo.Grid.FileLength(f));

    /// <summary>Null when there is no file.</summary>
    private static long? LengthOf(string path)
    {
        try
        {
            return RealDisk.Instance.Look(path, follow: true) is { Kind: FileKind.File } facts ? facts.Stamp.Length : null;
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, path);
        }
    }

    internal static async ValueTask<bool> IsGoodAsync(FilePool pool, ChunkVerifier verifier, ChunkIndex chunk, CancellationToken ct)
    {
        var place = verifier.Grid.Locate(chunk);
        var count = verifier.LeafCount(chunk);
        var leaves = ArrayPool<Sha256Digest>.Shared.Rent(count);
        try
        {
            using var lease = pool.Rent(place.File);
            return await ChunkReader.HashAsync(lease.File, place.Offset, place.Length, leaves.AsMemory(0, count), ct).ConfigureAwait(false)
                && verifier.Verify(chunk, leaves.AsSpan(0, count));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (DiskErrors.IsDisk(e))
        {
            throw DiskErrors.Translate(e, pool.PathOf(place.File));
        }
        finally
        {
            ArrayPool<Sha256Digest>.Shared.Return(leaves);
        }
    }
}
