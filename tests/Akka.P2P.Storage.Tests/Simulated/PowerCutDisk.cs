namespace Akka.P2P.Storage.Tests.Simulated;

using Akka.P2P.Storage.Files;
using Akka.P2P.Storage.Hashing;

/// <summary>
/// A disk with a cache that is lost when the power is cut. Of what was written and not synced each sector survives or not as chance
/// wills, whatever was written first; so do lengths, apart from the bytes that they count; and so do new, changed and removed names
/// whose folder was not synced. The files themselves are real.
/// </summary>
/// <param name="syncs">False for a disk that lies: nothing ever gets out of its cache.</param>
/// <param name="hasVolume">Whether it can be synced as a whole.</param>
internal sealed class PowerCutDisk(Random random, bool syncs = true, bool hasVolume = true) : IStoreDisk
{
    private const int Sector = 512;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Shadow> _shadows = [];
    // What was done to names and not synced, the oldest first, each with what undoes it.
    private readonly List<(string Folder, Action Undo)> _names = [];
    private readonly bool _syncs = syncs;
    private bool _dead;

    public long? Free { get; set; } = long.MaxValue;

    /// <summary>What happened, in order: "write", "sync" and the name of the file; "sync all".</summary>
    public List<string> Log { get; } = [];

    /// <summary>Asked before everything that can fail, with what is about to be done (open, write, length, sync, sync all, sync folder, folder, move, delete) and the path.</summary>
    public Func<string, string, Exception?> Fault { get; set; } = (_, _) => null;

    /// <summary>How many more such things work until the power is cut; null for as many as there are.</summary>
    public int? CutAfter { get; set; }

    public IStoreFile Open(string path, StoreFileMode mode, bool executable = false)
    {
        lock (_gate)
        {
            Check("open", path);
            var isNew = RealDisk.Instance.Look(path, follow: true) is null;
            var file = RealDisk.Instance.Open(path, mode, executable);
            if (isNew)
                Named(path, () => File.Delete(path));
            if (!_shadows.TryGetValue(path, out var shadow))
                _shadows.Add(path, shadow = new Shadow { Synced = isNew ? [] : Read(file) });
            return new CachedFile(this, file, shadow, path);
        }
    }

    public FileFacts? Look(string path, bool follow)
    {
        lock (_gate)
            ThrowIfDead();
        return RealDisk.Instance.Look(path, follow);
    }

    public void MakeFolder(string path)
    {
        lock (_gate)
        {
            Check("folder", path);
            if (Directory.Exists(path))
                return;
            RealDisk.Instance.MakeFolder(path);
            Named(path, () => Directory.Delete(path, recursive: true));
        }
    }

    public bool TryMove(string from, string to)
    {
        lock (_gate)
        {
            Check("move", from);
            if (!RealDisk.Instance.TryMove(from, to))
                return false;
            Rename(from, to);
            Named(to, () =>
            {
                Assert.True(RealDisk.Instance.TryMove(to, from));
                Rename(to, from);
            });
            return true;
        }
    }

    public void Delete(string path)
    {
        lock (_gate)
        {
            Check("delete", path);
            if (!File.Exists(path))
                return;
            var content = Read(path);
            RealDisk.Instance.Delete(path);
            Named(path, () => File.WriteAllBytes(path, content));
        }
    }

    public void SyncFolder(string folder)
    {
        lock (_gate)
        {
            Check("sync folder", folder);
            if (_syncs)
                _names.RemoveAll(n => n.Folder == folder);
        }
    }

    public IStoreVolume? OpenVolume(string folder) => hasVolume ? new Volume(this, folder) : null;

    public long? FreeBytes(string folder) => Free;

    /// <summary>From now on nothing works, and nothing more reaches the disk.</summary>
    public void CutPower()
    {
        lock (_gate)
            _dead = true;
    }

    /// <summary>After everything was closed: puts on the disk what survived, and turns the power on.</summary>
    public void Restore()
    {
        for (var i = _names.Count - 1; i >= 0; i--)
        {
            // What a name leads to may be gone with a folder above it.
            if (random.Next(2) == 0 && Directory.Exists(_names[i].Folder))
                _names[i].Undo();
        }

        foreach (var (path, shadow) in _shadows)
        {
            if (File.Exists(path))
                File.WriteAllBytes(path, shadow.Survivors(random));
        }

        _names.Clear();
        _shadows.Clear();
        CutAfter = null;
        _dead = false;
    }

    // Also what is locked.
    private static byte[] Read(string path)
    {
        using var file = RealDisk.Instance.Open(path, StoreFileMode.Read);
        return Read(file);
    }

    private static byte[] Read(IStoreFile file)
    {
        var bytes = new byte[file.Length];
        Assert.Equal(bytes.Length, file.ReadAsync(bytes, 0, default).AsTask().GetAwaiter().GetResult());
        return bytes;
    }

    // Under the lock, as all that follow.
    private void Check(string what, string path)
    {
        _dead |= --CutAfter < 0;
        ThrowIfDead();
        if (Fault(what, path) is { } fault)
            throw fault;
    }

    private void ThrowIfDead()
    {
        if (_dead)
            throw new IOException("The power is cut.");
    }

    private void Named(string path, Action undo) => _names.Add((Path.GetDirectoryName(path)!, undo));

    private void Rename(string from, string to)
    {
        foreach (var (path, shadow) in _shadows.ToList())
        {
            if (path != from && !path.StartsWith(from + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                continue;
            _shadows.Remove(path);
            _shadows[to + path[from.Length..]] = shadow;
        }
    }

    private sealed class Shadow
    {
        public byte[] Synced { get; set; } = [];

        public List<(long Offset, byte[] Bytes)> Writes { get; } = [];

        // Every length that it had since the last sync.
        public List<long> Lengths { get; } = [];

        public void Wrote(long offset, byte[] bytes)
        {
            Writes.Add((offset, bytes));
            Lengths.Add(long.Max(Lengths is [.., var last] ? last : Synced.Length, offset + bytes.Length));
        }

        public void Saved(byte[] content)
        {
            Synced = content;
            Writes.Clear();
            Lengths.Clear();
        }

        public byte[] Survivors(Random random)
        {
            var result = Synced.ToArray();
            // A length may be there without the bytes that it counts, which then are zeros.
            if (Lengths.Count > 0 && random.Next(2) == 0)
                Array.Resize(ref result, (int)Lengths[random.Next(Lengths.Count)]);
            var cut = Lengths.Count > 0 && Lengths[^1] < Synced.Length;
            foreach (var (offset, bytes) in Writes)
            {
                // From one sector's border to the next, as a disk takes them.
                for (var at = 0; at < bytes.Length;)
                {
                    var count = int.Min(Sector - (int)((offset + at) % Sector), bytes.Length - at);
                    if (random.Next(2) == 0)
                    {
                        if (result.Length < offset + at + count && !cut)
                            Array.Resize(ref result, (int)offset + at + count);
                        if (result.Length >= offset + at + count)
                            bytes.AsSpan(at, count).CopyTo(result.AsSpan((int)offset + at));
                    }

                    at += count;
                }
            }

            return result;
        }
    }

    private sealed class Volume(PowerCutDisk disk, string folder) : IStoreVolume
    {
        public void Sync()
        {
            lock (disk._gate)
            {
                disk.Check("sync all", folder);
                disk.Log.Add("sync all");
                if (!disk._syncs)
                    return;
                disk._names.Clear();
                foreach (var (path, shadow) in disk._shadows)
                {
                    if (File.Exists(path))
                        shadow.Saved(Read(path));
                }
            }
        }

        public void Dispose()
        {
        }
    }

    private sealed class CachedFile(PowerCutDisk disk, IStoreFile file, Shadow shadow, string path) : IStoreFile
    {
        private readonly string _name = Path.GetFileName(path);

        public long Length => file.Length;

        public FileStamp Stamp => file.Stamp;

        public ValueTask<int> ReadAsync(Memory<byte> into, long offset, CancellationToken ct) => file.ReadAsync(into, offset, ct);

        public async ValueTask WriteAsync(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset, CancellationToken ct)
        {
            lock (disk._gate)
            {
                disk.Check("write", path);
                disk.Log.Add("write " + _name);
                shadow.Wrote(offset, parts.SelectMany(p => p.ToArray()).ToArray());
            }

            await file.WriteAsync(parts, offset, ct);
        }

        public void SetLength(long length)
        {
            lock (disk._gate)
            {
                disk.Check("length", path);
                shadow.Lengths.Add(length);
            }

            file.SetLength(length);
        }

        public void MakeExecutable() => file.MakeExecutable();

        public void Sync()
        {
            lock (disk._gate)
            {
                disk.Check("sync", path);
                disk.Log.Add("sync " + _name);
                if (disk._syncs)
                    shadow.Saved(Read(file));
            }
        }

        public void Dispose() => file.Dispose();
    }
}
