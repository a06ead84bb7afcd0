namespace Akka.P2P.Storage.Parts;

using System.Collections.Concurrent;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Files;

/// <summary>
/// The files below a <c>.part</c>: makes them and their folders when they are first needed, knows which names were not synced yet, and
/// follows no link. Any thread may call.
/// </summary>
internal sealed class PartFiles : IDisposable
{
    private readonly IStoreDisk _disk;
    private readonly Metainfo _metainfo;
    private readonly string _folder;
    private readonly string _part;
    private readonly FilePool _pool;
    // One of them is held while a file is made, so that two that come at once make it once.
    private readonly Lock[] _making = [.. Enumerable.Range(0, 16).Select(_ => new Lock())];
    private readonly bool[] _ready;
    private readonly ConcurrentDictionary<string, bool> _folders = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private HashSet<string> _newNames = new(StringComparer.Ordinal);

    /// <param name="folder">Where the <c>.part</c> lies.</param>
    public PartFiles(IStoreDisk disk, Metainfo metainfo, string folder, string part, int maxOpenFiles)
    {
        _disk = disk;
        _metainfo = metainfo;
        _folder = folder;
        _part = part;
        _ready = new bool[metainfo.Files.Length];
        _pool = new FilePool(disk, StoreFileMode.Write, PathOf, maxOpenFiles, f => metainfo.Files[f].IsExecutable);
    }

    /// <summary>To open and to close what is open.</summary>
    public FilePool Pool => _pool;

    private ChunkGrid Grid => _metainfo.Grid;

    public string PathOf(int file) => TorrentPaths.Of(_metainfo, _part, file);

    /// <summary>The file, made before its first byte is written; one of several chunks has its full length.</summary>
    public FilePool.Lease Rent(int file)
    {
        if (Volatile.Read(ref _ready[file]))
            return _pool.Rent(file);
        lock (_making[file % _making.Length])
            return _ready[file] ? _pool.Rent(file) : Make(file);
    }

    /// <summary>The folder of a torrent that is one.</summary>
    public void MakeRoot()
    {
        if (!_metainfo.IsSingleFile)
            MakeFolder(_part);
        NoteName(_folder);
    }

    /// <summary>What an earlier life left, as it was found; it gets the length and the bit that it should have. Its names may not have been synced, so they count as new.</summary>
    /// <returns>Null when the file isn't there.</returns>
    /// <exception cref="ForeignPartException">Something that is no file of ours has its name.</exception>
    public FileFacts? Adopt(int file)
    {
        var path = PathOf(file);
        if (!_metainfo.IsSingleFile && !AdoptFolder(Path.GetDirectoryName(path)!))
            return null;
        if (_disk.Look(path, follow: false) is not { } facts)
            return null;
        if (facts.Kind != FileKind.File)
            throw new ForeignPartException(path, facts.Kind == FileKind.Link ? "it is a symbolic link" : "it is no file");
        if (_metainfo.IsSingleFile)
            NoteName(_folder);
        var lacksBit = _metainfo.Files[file].IsExecutable && !facts.IsExecutable;
        // Its length may have been lost with a power cut, or somebody cut it.
        var isOtherLength = facts.Stamp.Length != Grid.FileLength(file);
        if (lacksBit || isOtherLength)
        {
            using var lease = _pool.Rent(file);
            if (lacksBit)
                lease.File.MakeExecutable();
            if (isOtherLength)
                lease.File.SetLength(Grid.FileLength(file));
        }

        Volatile.Write(ref _ready[file], true);
        return facts;
    }

    /// <summary>The folders that got names since this was asked last: they are to be synced.</summary>
    public HashSet<string> TakeNewNames()
    {
        lock (_gate)
        {
            var names = _newNames;
            _newNames = new HashSet<string>(StringComparer.Ordinal);
            return names;
        }
    }

    public void Dispose() => _pool.Dispose();

    private FilePool.Lease Make(int file)
    {
        var above = _folder;
        if (!_metainfo.IsSingleFile)
        {
            above = Path.GetDirectoryName(PathOf(file))!;
            MakeFolder(above);
        }

        var lease = _pool.Rent(file);
        try
        {
            // A file of one chunk gets its length with its content.
            var length = Grid.FileLength(file);
            if (length > Grid.ChunkLength)
                lease.File.SetLength(length);
            NoteName(above);
            Volatile.Write(ref _ready[file], true);
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    private void MakeFolder(string folder)
    {
        if (_folders.ContainsKey(folder))
            return;
        var above = Path.GetDirectoryName(folder)!;
        if (folder.Length > _part.Length)
            MakeFolder(above);
        if (!AdoptFolder(folder))
        {
            _disk.MakeFolder(folder);
            _folders.TryAdd(folder, true);
        }

        NoteName(above);
    }

    private bool AdoptFolder(string folder)
    {
        if (_folders.ContainsKey(folder))
            return true;
        if (folder.Length > _part.Length && !AdoptFolder(Path.GetDirectoryName(folder)!))
            return false;
        if (_disk.Look(folder, follow: false) is not { } facts)
            return false;
        if (facts.Kind != FileKind.Folder)
            throw new ForeignPartException(folder, facts.Kind == FileKind.Link ? "it is a symbolic link" : "it is no folder");
        _folders.TryAdd(folder, true);
        NoteName(folder);
        NoteName(Path.GetDirectoryName(folder)!);
        return true;
    }

    private void NoteName(string folder)
    {
        lock (_gate)
            _newNames.Add(folder);
    }
}
