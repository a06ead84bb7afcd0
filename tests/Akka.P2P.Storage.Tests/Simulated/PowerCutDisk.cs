namespace Akka.P2P.Storage.Tests.Simulated;

using Akka.P2P.Storage.Files;

/// <summary>
/// A disk with a cache that is lost when the power is cut: of what was written and not synced, each sector survives or not as
/// chance wills, and so do files whose folder was not synced. The files themselves are real.
/// </summary>
internal sealed class PowerCutDisk(Random random, bool syncs = true) : IStoreDisk
{
    private const int Sector = 512;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Shadow> _shadows = [];
    private readonly bool _syncs = syncs;
    private bool _dead;

    public long? Free { get; set; } = long.MaxValue;

    /// <summary>What happened, in order: "write", "sync" and the name of the file.</summary>
    public List<string> Log { get; } = [];

    /// <summary>When set, the next sync of a file fails with it.</summary>
    public Exception? NextSyncFails { get; set; }

    /// <summary>When set, every write fails with it.</summary>
    public Exception? WritesFail { get; set; }

    public IStoreFile Open(string path, StoreFileMode mode)
    {
        lock (_gate)
        {
            ThrowIfDead();
            var isNew = !File.Exists(path);
            var file = RealDisk.Instance.Open(path, mode);
            if (!_shadows.TryGetValue(path, out var shadow))
                _shadows.Add(path, shadow = new Shadow { Synced = isNew ? [] : Read(file), NameIsSynced = !isNew });
            return new CachedFile(this, file, shadow, Path.GetFileName(path));
        }
    }

    public void SyncFolder(string folder)
    {
        lock (_gate)
        {
            ThrowIfDead();
            foreach (var (path, shadow) in _shadows)
            {
                if (Path.GetDirectoryName(path) == folder)
                    shadow.NameIsSynced |= _syncs;
            }
        }
    }

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
        foreach (var (path, shadow) in _shadows)
        {
            if (!File.Exists(path))
                continue;
            if (!shadow.NameIsSynced && random.Next(2) == 0)
                File.Delete(path);
            else
                File.WriteAllBytes(path, shadow.Survivors(random));
        }

        _shadows.Clear();
        _dead = false;
    }

    private static byte[] Read(IStoreFile file)
    {
        var bytes = new byte[file.Length];
        Assert.Equal(bytes.Length, file.ReadAsync(bytes, 0, default).AsTask().GetAwaiter().GetResult());
        return bytes;
    }

    private void ThrowIfDead()
    {
        if (_dead)
            throw new IOException("The power is cut.");
    }

    private sealed class Shadow
    {
        public byte[] Synced { get; set; } = [];

        public bool NameIsSynced { get; set; }

        public List<(long Offset, byte[] Bytes)> Writes { get; } = [];

        public long? Length { get; set; }

        public byte[] Survivors(Random random)
        {
            var result = Synced.ToArray();
            if (Length is { } length && random.Next(2) == 0)
                Array.Resize(ref result, (int)length);
            foreach (var (offset, bytes) in Writes)
            {
                for (var at = 0; at < bytes.Length; at += Sector)
                {
                    if (random.Next(2) == 0)
                        continue;
                    var count = int.Min(Sector, bytes.Length - at);
                    if (result.Length < offset + at + count)
                        Array.Resize(ref result, (int)offset + at + count);
                    bytes.AsSpan(at, count).CopyTo(result.AsSpan((int)offset + at));
                }
            }

            return result;
        }
    }

    private sealed class CachedFile(PowerCutDisk disk, IStoreFile file, Shadow shadow, string name) : IStoreFile
    {
        public long Length => file.Length;

        public DateTime LastWriteUtc => file.LastWriteUtc;

        public ValueTask<int> ReadAsync(Memory<byte> into, long offset, CancellationToken ct) => file.ReadAsync(into, offset, ct);

        public async ValueTask WriteAsync(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset, CancellationToken ct)
        {
            lock (disk._gate)
            {
                disk.ThrowIfDead();
                if (disk.WritesFail is { } failure)
                    throw failure;
                disk.Log.Add("write " + name);
                shadow.Writes.Add((offset, parts.SelectMany(p => p.ToArray()).ToArray()));
            }

            await file.WriteAsync(parts, offset, ct);
        }

        public void SetLength(long length)
        {
            lock (disk._gate)
            {
                disk.ThrowIfDead();
                shadow.Length = length;
            }

            file.SetLength(length);
        }

        public void Sync()
        {
            lock (disk._gate)
            {
                disk.ThrowIfDead();
                if (disk.NextSyncFails is { } failure)
                {
                    disk.NextSyncFails = null;
                    throw failure;
                }

                disk.Log.Add("sync " + name);
                if (!disk._syncs)
                    return;
                shadow.Synced = Read(file);
                shadow.Writes.Clear();
                shadow.Length = null;
            }
        }

        public void Dispose() => file.Dispose();
    }
}
