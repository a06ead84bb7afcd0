namespace Akka.P2P.Storage.Files;

/// <summary>
/// Open files of a torrent, by number. Keeps at most so many open; of those that nobody uses, the one that was used longest ago is
/// closed first. More are open only while as many are in use at once.
/// </summary>
/// <param name="isExecutable">Which files may be run, where they are made by being opened; null when none is.</param>
internal sealed class FilePool(
    IStoreDisk disk, StoreFileMode mode, Func<int, string> pathOf, int most, Func<int, bool>? isExecutable = null) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Entry> _open = [];
    private readonly LinkedList<Entry> _byUse = new();
    private bool _disposed;

    public int OpenCount
    {
        get
        {
            lock (_gate)
                return _open.Count;
        }
    }

    public string PathOf(int file) => pathOf(file);

    public Lease Rent(int file)
    {
        lock (_gate)
        {
            if (TryUse(file, out var lease))
                return lease;
        }

        // Opening and closing take a while, and the others have files of their own.
        var opened = disk.Open(pathOf(file), mode, isExecutable?.Invoke(file) ?? false);
        IStoreFile? superfluous = opened;
        try
        {
            lock (_gate)
            {
                if (TryUse(file, out var lease))
                    return lease;
                var entry = new Entry(file, opened);
                _open.Add(file, entry);
                _byUse.AddLast(entry.Node);
                entry.Users++;
                superfluous = TakeIdle();
                return new Lease(this, entry);
            }
        }
        finally
        {
            superfluous?.Dispose();
        }
    }

    /// <summary>Closes what nobody uses at the moment; it is opened again when somebody wants it.</summary>
    public void CloseIdle()
    {
        lock (_gate)
        {
            foreach (var entry in _open.Values.Where(e => e.Users == 0).ToList())
                Forget(entry).Dispose();
        }
    }

    /// <summary>Closes what nobody uses, and the rest when it is returned.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            CloseIdle();
        }
    }

    // Under the lock.
    private bool TryUse(int file, out Lease lease)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        lease = default;
        if (!_open.TryGetValue(file, out var entry))
            return false;
        _byUse.Remove(entry.Node);
        _byUse.AddLast(entry.Node);
        entry.Users++;
        lease = new Lease(this, entry);
        return true;
    }

    private void Return(Entry entry)
    {
        IStoreFile? idle;
        lock (_gate)
        {
            entry.Users--;
            idle = _disposed && entry.Users == 0 ? Forget(entry) : TakeIdle();
        }

        idle?.Dispose();
    }

    // Under the lock. One at a time is enough: every file that is opened or returned makes at most one too many.
    private IStoreFile? TakeIdle()
    {
        if (_open.Count <= most)
            return null;
        for (var node = _byUse.First; node is not null; node = node.Next)
        {
            if (node.Value.Users == 0)
                return Forget(node.Value);
        }

        return null;
    }

    // Under the lock.
    private IStoreFile Forget(Entry entry)
    {
        _open.Remove(entry.Number);
        _byUse.Remove(entry.Node);
        return entry.File;
    }

    internal readonly struct Lease(FilePool pool, Entry entry) : IDisposable
    {
        public IStoreFile File => entry.File;

        public void Dispose() => pool.Return(entry);
    }

    internal sealed class Entry
    {
        public Entry(int number, IStoreFile file)
        {
            Number = number;
            File = file;
            Node = new LinkedListNode<Entry>(this);
        }

        public int Number { get; }

        public IStoreFile File { get; }

        public LinkedListNode<Entry> Node { get; }

        public int Users { get; set; }
    }
}
