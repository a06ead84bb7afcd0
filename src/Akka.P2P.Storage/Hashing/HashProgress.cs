namespace Akka.P2P.Storage.Hashing;

/// <summary>How far hashing is; both in bytes.</summary>
public readonly record struct HashProgress(long Done, long Total);

/// <summary>A file as it was when it was hashed.</summary>
/// <param name="Length">Bytes.</param>
public readonly record struct FileStamp(long Length, DateTime LastWriteUtc);
