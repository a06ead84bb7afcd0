namespace Akka.P2P.Protocol;

/// <summary>
/// Sizes that both sides of a link must agree on; part of the protocol, so they are no settings. All stay well under Akka.Remote's
/// default frame of 128,000 bytes with its envelope, since Akka drops an oversized message without telling anyone.
/// </summary>
public static class WireLimits
{
    /// <summary>Of the protocol; a tracker refuses a peer with another one.</summary>
    public const int Version = 3;

    /// <summary>
    /// Bytes of a slice, but for the last of a chunk: 64 KiB. With its header it stays below 85,000 bytes, above which every buffer
    /// would land on the large-object heap.
    /// </summary>
    public const int SliceBytes = 64 * 1024;

    /// <summary>Bytes of one page of metainfo or of a bitfield.</summary>
    public const int PageBytes = 48 * 1024;

    /// <summary>
    /// Pages of one metainfo that are on their way at one time, so that a long route costs a round trip for so many and not for each. A
    /// tracker keeps as many that came early.
    /// </summary>
    public const int MaxPagesOnTheWay = 8;

    /// <summary>Torrents in one page of a list.</summary>
    public const int MaxTorrentsInPage = 32;

    /// <summary>Members that are named with each torrent of a list.</summary>
    public const int MaxMembersInSummary = 8;

    /// <summary>Peers in one answer.</summary>
    public const int MaxPeersInPage = 200;

    /// <summary>Chunks in one <see cref="PeerProtocol.Have"/>.</summary>
    public const int MaxChunksInHave = 1024;

    /// <summary>Characters of a torrent's name in a list; longer ones are cut.</summary>
    public const int MaxNameInSummary = 256;

    /// <summary>Characters of one broadcast text; longer ones are refused.</summary>
    public const int MaxBroadcastText = 1000;

    /// <summary>Characters of a node's name that are shown.</summary>
    public const int MaxNodeName = 100;

    /// <summary>Characters of a reason that are shown.</summary>
    public const int MaxReason = 300;

    /// <summary>Bytes that one <see cref="ChunkProtocol.GetSlices"/> may name.</summary>
    public const int MaxBytesInRequest = 16 * 1024 * 1024;

    /// <summary>
    /// Ranges that one <see cref="ChunkProtocol.GetSlices"/> may name: enough that small chunks don't cost a round trip each, and no more
    /// than some 16 KiB of message.
    /// </summary>
    public const int MaxRangesInRequest = 512;

    /// <summary>How many pages carry so many bytes; at least one.</summary>
    public static int PageCount(int totalBytes) => int.Max(1, (int)(((long)totalBytes + PageBytes - 1) / PageBytes));
}
