namespace Akka.P2P.Core.Downloading;

/// <summary>The numbers that bound a download.</summary>
/// <param name="MaxBytesInFlight">
/// Bytes of all chunks that are asked for at one time; they are assembled in memory. One chunk is always allowed.
/// </param>
/// <param name="MaxBytesPerSource">The same for one source; two chunks are always allowed, so that the pipe never drains between them.</param>
/// <param name="MaxChunksPerSource">Chunks that one source is asked for at one time.</param>
/// <param name="MaxSourceFailures">Failures in a row after which a source is dropped.</param>
/// <param name="BanAfter">Corrupt or malformed answers after which a source is banned; at least 1.</param>
/// <param name="EndgameSources">Sources that may race for one of the last chunks; 1 turns the endgame off.</param>
/// <param name="Backoff">Delays after the failures of a source.</param>
public sealed record DownloadLimits(
    long MaxBytesInFlight,
    long MaxBytesPerSource,
    int MaxChunksPerSource,
    int MaxSourceFailures,
    int BanAfter,
    int EndgameSources,
    Backoff Backoff);
