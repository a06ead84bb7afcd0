namespace Akka.P2P.Storage.Files;

/// <summary>
/// Open files of a torrent, by number. Keeps at most so many open; of those that nobody uses, the one that was used longest ago is
/// closed first. More are open only while as many are in use at once.
/// </summary>
internal sealed class FilePool(IStoreDisk disk, StoreFileMode mode, Func<int, string> pathOf, int most) : IDisposable
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
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_open.TryGetValue(file, out var entry))
            {
                _byUse.Remove(entry.Node);
            }
            else
            {
                entry = new Entry(file, disk.Open(pathOf(file), mode));
                _open.Add(file, entry);
            }

            _byUse.AddLast(entry.Node);
            entry.Users++;
            Trim();
            return new Lease(this, entry);
        }
    }

    /// <summary>Closes what nobody uses at the moment; it is opened again when somebody wants it.</summary>
    public void CloseIdle()
    {
        lock (_gate)
        {
            foreach (var entry in _open.Values.Where(e => e.Users == 0).ToList())
                Close(entry);
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

    private void Return(Entry entry)
    {
        lock (_gate)
        {
            entry.Users--;
            if (_disposed && entry.Users == 0)
                Close(entry);
            else
                Trim();
        }
    }

    private void Trim()
    {
        for (var node = _byUse.First; node is not null && _open.Count > most;)
        {
            var entry = node.Value;
            node = node.Next;
            if (entry.Users == 0)
                Close(entry);
        }
    }

    private void Close(Entry entry)
    {
        _open.Remove(entry.Number);
        _byUse.Remove(entry.Node);
        entry.File.Dispose();
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
