namespace Akka.P2P.Storage.Parts;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Files;
using Akka.P2P.Storage.Hashing;

/// <summary>Looks at everything that has a name which the torrent may get, and hashes it in parallel over the processors.</summary>
internal static class TargetSearch
{
    // NAME, NAME (1) and so on, as far as they follow each other. Who has more of them knows what he does.
    private const int MaxCandidates = 8;
    private const int MaxOpenFiles = 64;

    /// <summary>Nothing is written; what can't be read is somebody else's, and in nobody's way: there are other names.</summary>
    public static async Task<IReadOnlyList<Candidate>> LookAsync(Metainfo metainfo, string folder, CancellationToken ct)
    {
        List<Candidate> candidates = [];
        for (var attempt = 0; attempt < MaxCandidates; attempt++)
        {
            var path = Path.Combine(folder, FreeName.Of(metainfo.Name, !metainfo.IsSingleFile, attempt));
            try
            {
                if (RealDisk.Instance.Look(path, follow: false) is null)
                    break;
                if (RealDisk.Instance.Look(path, follow: true) is { } facts && facts.Kind == (metainfo.IsSingleFile ? FileKind.File : FileKind.Folder))
                    candidates.Add(await CompareAsync(metainfo, path, ct).ConfigureAwait(false));
            }
            catch (Exception e) when (e is ChunkStoreException || DiskErrors.IsDisk(e))
            {
                // The next one may be of use.
            }
        }

        return candidates;
    }

    private static async Task<Candidate> CompareAsync(Metainfo metainfo, string root, CancellationToken ct)
    {
        var grid = metainfo.Grid;
        var seen = new Walk(metainfo, root);
        List<int> chunks = [];
        for (var file = 0; file < grid.FileCount; file++)
        {
            var range = grid.ChunksOf(file);
            for (var chunk = range.First; chunk < range.End; chunk++)
            {
                var place = grid.Locate(grid.At(chunk));
                if (seen.LengthOf(file) is { } length && place.Offset + place.Length <= length)
                    chunks.Add(chunk);
            }
        }

        var good = new Bitfield(grid.Count);
        var gate = new Lock();
        var verifier = new ChunkVerifier(metainfo);
        using var pool = new FilePool(RealDisk.Instance, StoreFileMode.Read, f => TorrentPaths.Of(metainfo, root, f), MaxOpenFiles);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct };
        await Parallel.ForEachAsync(chunks, options, async (chunk, stop) =>
        {
            if (!await TorrentCheck.IsGoodAsync(pool, verifier, grid.At(chunk), stop).ConfigureAwait(false))
                return;
            lock (gate)
                good.Set(chunk);
        }).ConfigureAwait(false);
        return seen.Judge(good);
    }

    /// <summary>What stands at the paths of the torrent's files.</summary>
    private sealed class Walk
    {
        private readonly Metainfo _metainfo;
        private readonly string _root;
        private readonly FileStamp?[] _stamps;
        private readonly bool[] _taken;
        private readonly Dictionary<string, FileKind?> _folders = new(StringComparer.Ordinal);
        private bool _hasLinks;

        public Walk(Metainfo metainfo, string root)
        {
            _metainfo = metainfo;
            _root = root;
            _stamps = new FileStamp?[metainfo.Files.Length];
            _taken = new bool[metainfo.Files.Length];
            _hasLinks = RealDisk.Instance.Look(root, follow: false)?.Kind == FileKind.Link;
            for (var file = 0; file < _stamps.Length; file++)
                Look(file);
        }

        /// <summary>Null when there is no file.</summary>
        public long? LengthOf(int file) => _stamps[file]?.Length;

        public Candidate Judge(Bitfield good)
        {
            var grid = _metainfo.Grid;
            var right = new Bitfield(_stamps.Length);
            var isClash = false;
            for (var file = 0; file < _stamps.Length; file++)
            {
                var range = grid.ChunksOf(file);
                var isRight = _stamps[file]?.Length == grid.FileLength(file) && (good.NextMissing(range.First) is var missing && (missing < 0 || missing >= range.End));
                if (isRight)
                    right.Set(file);
                else
                    isClash |= _taken[file];
            }

            return new Candidate(_root, good, right, isClash, !_hasLinks, IsOurs(right), [.. _stamps.Select(s => s ?? default)]);
        }

        private bool IsOurs(Bitfield right) =>
            right.EnumerateSet().Any(f => _metainfo.Files[f].Length > 0)
            || (!right.IsEmpty && !_metainfo.IsSingleFile
                && Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories).Take(right.Count + 1).Count() == right.Count);

        private void Look(int file)
        {
            var path = TorrentPaths.Of(_metainfo, _root, file);
            if (!_metainfo.IsSingleFile)
            {
                switch (KindOf(Path.GetDirectoryName(path)!))
                {
                    case null:
                        return;
                    case not FileKind.Folder:
                        _taken[file] = true;
                        return;
                }
            }

            if (RealDisk.Instance.Look(path, follow: false) is not { } facts)
                return;
            _taken[file] = true;
            _hasLinks |= facts.Kind == FileKind.Link;
            if (RealDisk.Instance.Look(path, follow: true) is { Kind: FileKind.File } there)
                _stamps[file] = there.Stamp;
        }

        // Null when nothing stands there; a folder when all above it are folders, too.
        private FileKind? KindOf(string folder)
        {
            if (folder.Length <= _root.Length)
                return FileKind.Folder;
            if (_folders.TryGetValue(folder, out var known))
                return known;
            var kind = KindOf(Path.GetDirectoryName(folder)!);
            if (kind == FileKind.Folder)
            {
                kind = RealDisk.Instance.Look(folder, follow: false)?.Kind;
                if (kind == FileKind.Link)
                {
                    _hasLinks = true;
                    kind = RealDisk.Instance.Look(folder, follow: true)?.Kind ?? FileKind.Special;
                }
            }

            return _folders[folder] = kind;
        }
    }
}
