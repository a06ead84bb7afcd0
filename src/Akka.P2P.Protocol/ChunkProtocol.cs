namespace Akka.P2P.Protocol;

using Akka.P2P.Core.Identity;

/// <summary>
/// One fetcher asks one seeder for the bytes of one chunk. Every slice that is named ends in one <see cref="SliceData"/>, in a
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
    /// Asks for the slices of one chunk from <paramref name="Offset"/> on: as many as cover <paramref name="Length"/> bytes, each of
    /// <see cref="WireLimits.SliceBytes"/> but for the last of the chunk. They come in any order.
    /// </summary>
    /// <param name="Attempt">Echoed by the answers, so that a late one can be told apart.</param>
    public sealed record GetSlices(TorrentId Torrent, PeerId Peer, int Chunk, long Attempt, int Offset, int Length)
        : IWireMessage, IWithTorrent;

    /// <summary>The slices of that range that did not come yet will not come.</summary>
    public sealed record SliceRefused(TorrentId Torrent, int Chunk, long Attempt, int Offset, int Length, RefusalReason Reason)
        : IWireMessage, IWithTorrent;

    /// <summary>What was asked under this attempt is not wanted any more; slices may still come, and are ignored.</summary>
    public sealed record CancelChunk(TorrentId Torrent, PeerId Peer, int Chunk, long Attempt) : IWireMessage, IWithTorrent;
}
