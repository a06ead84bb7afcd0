namespace Akka.P2P.Storage.Files;

/// <summary>The few things that a store wants of a disk: a seam so that tests can cut the power.</summary>
internal interface IStoreDisk
{
    IStoreFile Open(string path, StoreFileMode mode);

    /// <summary>Makes the names in a folder survive a power cut.</summary>
    void SyncFolder(string folder);

    /// <summary>Bytes that this user may still write there; null when the system can't tell.</summary>
    long? FreeBytes(string folder);
}

internal enum StoreFileMode
{
    /// <summary>Must exist.</summary>
    Read = 0,

    /// <summary>Made when it isn't there.</summary>
    Write = 1,

    /// <summary>Made when it isn't there, and refused to everybody else while it is open.</summary>
    Locked = 2,
}

/// <summary>A file that is read and written by position, from several threads at once.</summary>
internal interface IStoreFile : IDisposable
{
    long Length { get; }

    DateTime LastWriteUtc { get; }

    /// <summary>Reads until the buffer is full or the file ends.</summary>
    ValueTask<int> ReadAsync(Memory<byte> into, long offset, CancellationToken ct);

    ValueTask WriteAsync(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset, CancellationToken ct);

    void SetLength(long length);

    /// <summary>Returns when what was written survives a power cut.</summary>
    void Sync();
}
