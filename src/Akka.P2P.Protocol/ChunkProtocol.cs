namespace Akka.P2P.Protocol;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;

/// <summary>
/// One fetcher asks one seeder for the bytes of chunks, of one or of many small ones at a time. Every slice that is named ends in one <see cref="SliceData"/>, in a
/// <see cref="SliceRefused"/> that names it, or in silence (a lost message, a dead peer), which is the fetcher's time-out to notice.
/// </summary>
public static class ChunkProtocol
{
    /// <remarks>Numbered by hand: the numbers travel.</remarks>
    public enum RefusalReason
    {
        Unspecified = 0,

        /// <summary>Others are served now.</summary>
        Choked = 1,

        /// <summary>The chunk is not here.</summary>
        NotHeld = 2,

        /// <summary>The torrent is no longer shared.</summary>
        Stopping = 3,

        /// <summary>More was asked for than one peer may have on the way.</summary>
        TooMany = 4,

        /// <summary>The range is not within the chunk, or no multiple of a slice.</summary>
        OutOfRange = 5,

        /// <summary>The seeder can't read it: its disk failed, or the file changed.</summary>
        ReadFailed = 6,
    }

    /// <summary>
    /// The slices of one chunk from <paramref name="Offset"/> on: as many as cover <paramref name="Length"/> bytes, each of
    /// <see cref="WireLimits.SliceBytes"/> but for the last of the chunk.
    /// </summary>
    /// <param name="Attempt">Echoed by the answers, so that a late one can be told apart.</param>
    public readonly record struct SliceRange(int Chunk, long Attempt, int Offset, int Length);

    /// <summary>
    /// Asks for slices, of one chunk or of several: at most <see cref="WireLimits.MaxRangesInRequest"/> ranges with at most
    /// <see cref="WireLimits.MaxBytesInRequest"/> bytes in all. They come in any order.
    /// </summary>
    public sealed record GetSlices(TorrentId Torrent, PeerId Peer, ImmutableArray<SliceRange> Ranges) : IWireMessage, IWithTorrent;

    /// <summary>The slices of those ranges that did not come yet will not come; the rest of the request is not touched by it.</summary>
    public sealed record SliceRefused(TorrentId Torrent, ImmutableArray<SliceRange> Ranges, RefusalReason Reason)
        : IWireMessage, IWithTorrent;

    /// <summary>What was asked under this attempt is not wanted any more; slices may still come, and are ignored.</summary>
    public sealed record CancelChunk(TorrentId Torrent, PeerId Peer, int Chunk, long Attempt) : IWireMessage, IWithTorrent;
}
