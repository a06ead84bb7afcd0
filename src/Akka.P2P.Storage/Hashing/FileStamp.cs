namespace Akka.P2P.Storage.Hashing;

/// <summary>A file as it was when it was looked at.</summary>
/// <param name="Length">Bytes.</param>
public readonly record struct FileStamp(long Length, DateTime LastWriteUtc)
{
    /// <summary>Which file of its file system it is; 0 where the system does not say.</summary>
    public ulong Number { get; init; }

    /// <summary>When anything about it was last changed, which no program can set; <see cref="LastWriteUtc"/> where the system does not say.</summary>
    public DateTime ChangedUtc { get; init; }

    /// <summary>What stays as it is when only names and permissions are changed.</summary>
    public bool IsSameContent(FileStamp other) =>
        Length == other.Length && LastWriteUtc == other.LastWriteUtc && Number == other.Number;
}
