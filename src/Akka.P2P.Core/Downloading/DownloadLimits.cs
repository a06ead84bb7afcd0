namespace Akka.P2P.Core.Downloading;

/// <summary>The numbers that bound a download.</summary>
/// <param name="MaxBytesInFlight">
/// Bytes of all chunks that are asked for at one time; they are assembled in memory. One chunk is always allowed.
/// </param>
/// <param name="MaxBytesPerSource">The same for one source; two chunks are always allowed, so that the pipe never drains between them.</param>
/// <param name="MaxChunksPerSource">Chunks of full length that one source is asked for at one time, or as many bytes in smaller ones.</param>
/// <param name="SmallChunkBytesPerSource">So many bytes always go, for torrents whose full chunks are small.</param>
/// <param name="MaxClaimsPerSource">Chunks that one source is asked for at one time, however small they are.</param>
/// <param name="MaxSourceFailures">Failures in a row after which a source is dropped.</param>
/// <param name="BanAfter">Corrupt or malformed answers after which a source is banned; at least 1.</param>
/// <param name="EndgameSources">Sources that may race for one of the last chunks; 1 turns the endgame off.</param>
/// <param name="Backoff">Delays after the failures of a source.</param>
public sealed record DownloadLimits(
    long MaxBytesInFlight,
    long MaxBytesPerSource,
    int MaxChunksPerSource,
    long SmallChunkBytesPerSource,
    int MaxClaimsPerSource,
    int MaxSourceFailures,
    int BanAfter,
    int EndgameSources,
    Backoff Backoff)
{
    /// <summary>
    /// A source is asked for what it gives in so long, at its rate so far, and for two chunks at least. What waits at a source was chosen when it
    /// was asked for: the longer, the likelier that others have spread it meanwhile, and the seeder sends twice what it need not.
    /// </summary>
    public TimeSpan Stock { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>So many bytes always go, and more only once the source's rate is known.</summary>
    public long MinStock { get; init; } = 256 * 1024;

    /// <summary>
    /// Once so many sources are connected, the one that gave least of late makes room for another from time to time; 0 turns that off.
    /// </summary>
    public int ReplaceFrom { get; init; }

    /// <summary>How often that happens; a source stays for three times as long at least.</summary>
    public TimeSpan ReplaceInterval { get; init; } = TimeSpan.FromSeconds(3);
}
