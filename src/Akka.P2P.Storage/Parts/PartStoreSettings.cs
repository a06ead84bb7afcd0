namespace Akka.P2P.Storage.Parts;

/// <summary>How a download meets the disk.</summary>
public sealed record PartStoreSettings
{
    /// <summary>64 MiB or 5 s between syncs, at most 256 MiB unsynced, 64 open files.</summary>
    public static PartStoreSettings Default { get; } = new()
    {
        SyncBytes = 64L * 1024 * 1024,
        SyncInterval = TimeSpan.FromSeconds(5),
        MaxUnsyncedBytes = 256L * 1024 * 1024,
        MaxOpenFiles = 64,
    };

    /// <summary>Bytes kept since the last sync that start another one. Less is fetched again after a power cut, more runs faster.</summary>
    public required long SyncBytes { get; init; }

    /// <summary>How long something kept may wait for its sync when there is little of it.</summary>
    public required TimeSpan SyncInterval { get; init; }

    /// <summary>Bytes not yet synced at which keeping waits for the disk, so that a slow one slows the network.</summary>
    public required long MaxUnsyncedBytes { get; init; }

    /// <summary>Files of one torrent that stay open.</summary>
    public required int MaxOpenFiles { get; init; }

    internal PartStoreSettings Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(SyncBytes);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(SyncInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxUnsyncedBytes, SyncBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxOpenFiles);
        return this;
    }
}
