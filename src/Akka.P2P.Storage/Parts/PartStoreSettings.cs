namespace Akka.P2P.Storage.Parts;

/// <summary>How a download meets the disk.</summary>
public sealed record PartStoreSettings
{
    /// <summary>64 MiB or 5 s between syncs, at most 256 MiB unsynced, 64 open files, and at most 32 files and folders synced one by one.</summary>
    public static PartStoreSettings Default { get; } = new()
    {
        SyncBytes = 64L * 1024 * 1024,
        SyncInterval = TimeSpan.FromSeconds(5),
        MaxUnsyncedBytes = 256L * 1024 * 1024,
        MaxOpenFiles = 64,
        MaxSingleSyncs = 32,
    };

    /// <summary>Bytes kept since the last sync that start another one. Less is fetched again after a power cut, more runs faster.</summary>
    public required long SyncBytes { get; init; }

    /// <summary>How long something kept may wait for its sync when there is little of it.</summary>
    public required TimeSpan SyncInterval { get; init; }

    /// <summary>Bytes not yet synced at which keeping waits for the disk, so that a slow one slows the network.</summary>
    public required long MaxUnsyncedBytes { get; init; }

    /// <summary>Files of one torrent that stay open.</summary>
    public required int MaxOpenFiles { get; init; }

    /// <summary>
    /// Files and folders that are synced one by one; for more the whole file system is synced at once where that is possible (on Linux),
    /// which takes milliseconds where each of 100,000 would take one, and writes what other programs have unsynced there as well.
    /// </summary>
    public required int MaxSingleSyncs { get; init; }

    internal PartStoreSettings Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(SyncBytes);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(SyncInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUnsyncedBytes, SyncBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxOpenFiles);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxSingleSyncs);
        return this;
    }
}
