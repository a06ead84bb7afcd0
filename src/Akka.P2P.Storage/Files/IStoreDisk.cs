namespace Akka.P2P.Storage.Files;

using Akka.P2P.Storage.Hashing;

/// <summary>The few things that a store wants of a disk: a seam so that tests can cut the power, fill it and break it.</summary>
internal interface IStoreDisk
{
    /// <param name="executable">Whether a file that is made here may be run by those whom the umask allows.</param>
    IStoreFile Open(string path, StoreFileMode mode, bool executable = false);

    /// <summary>What stands there; null when nothing does, or a link that leads nowhere is followed.</summary>
    FileFacts? Look(string path, bool follow);

    /// <summary>Makes one folder in another, and does nothing when it is there.</summary>
    void MakeFolder(string path);

    /// <summary>Gives a file or folder another name on the same disk, never in the place of something else.</summary>
    /// <returns>False when the name is taken.</returns>
    bool TryMove(string from, string to);

    /// <summary>Removes a file; does nothing when it isn't there.</summary>
    void Delete(string path);

    /// <summary>Makes the names in a folder survive a power cut.</summary>
    void SyncFolder(string folder);

    /// <summary>The file system that holds the folder, to sync it as a whole; null where the system can't, or can't say whether it went well.</summary>
    IStoreVolume? OpenVolume(string folder);

    /// <summary>Bytes that this user may still write there; null when the system can't tell.</summary>
    long? FreeBytes(string folder);
}

/// <summary>
/// A whole file system. It is opened before the first write that it is to vouch for, since it tells of the faults that came after.
/// </summary>
internal interface IStoreVolume : IDisposable
{
    /// <summary>Returns when everything that was written, named and made on it survives a power cut.</summary>
    void Sync();
}

internal enum StoreFileMode
{
    /// <summary>Must exist; links are followed.</summary>
    Read = 0,

    /// <summary>Made when it isn't there. A symbolic link is refused: it could lead out of the folder.</summary>
    Write = 1,

    /// <summary>As <see cref="Write"/>, and refused to everybody else while it is open.</summary>
    Locked = 2,
}

/// <summary>A file that is read and written by position, from several threads at once.</summary>
internal interface IStoreFile : IDisposable
{
    long Length { get; }

    /// <summary>Of the open file, whatever its name is by now.</summary>
    FileStamp Stamp { get; }

    /// <summary>Reads until the buffer is full or the file ends.</summary>
    ValueTask<int> ReadAsync(Memory<byte> into, long offset, CancellationToken ct);

    ValueTask WriteAsync(IReadOnlyList<ReadOnlyMemory<byte>> parts, long offset, CancellationToken ct);

    void SetLength(long length);

    /// <summary>Lets all run it who may read it.</summary>
    void MakeExecutable();

    /// <summary>Returns when what was written survives a power cut.</summary>
    void Sync();
}
