namespace Akka.P2P.Storage.Hashing;

/// <summary>How far hashing is; both in bytes.</summary>
public readonly record struct HashProgress(long Done, long Total);
