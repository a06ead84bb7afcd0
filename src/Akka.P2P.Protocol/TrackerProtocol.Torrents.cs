namespace Akka.P2P.Protocol;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;

/// <summary>The catalogue: what is published, and its metainfo.</summary>
public static partial class TrackerProtocol
{
    /// <summary>Which torrents are there, in the order of their ids?</summary>
    /// <param name="Prefix">Only those whose id begins with these hex digits; empty for all.</param>
    /// <param name="After">The last id of the page before; the default value for the first page.</param>
    public sealed record ListTorrents(Guid RequestId, string Prefix, TorrentId After, int Max) : IWireMessage, IWithRequest;

    /// <param name="Length">Bytes of all files.</param>
    /// <param name="Chunks">Of all files; none spans two.</param>
    /// <param name="Members">Some of the swarm, seeders first; the counts are of all.</param>
    public sealed record TorrentSummary(
        TorrentId Torrent, string Name, long Length, int Chunks, int Seeders, int Leechers, ImmutableArray<SwarmMember> Members);

    /// <param name="Code">SUCCESS, or NO_AVAILABLE_TORRENTS when there is nothing to list.</param>
    /// <param name="Next">What to ask the next page after; the default value when this is the last.</param>
    public sealed record TorrentPage(Guid RequestId, ReturnCode Code, ImmutableArray<TorrentSummary> Torrents, TorrentId Next)
        : IWireMessage, IWithRequest;

    /// <summary>The page of a torrent's metainfo that begins at the offset; answered with a <see cref="MetainfoData"/>.</summary>
    public sealed record GetTorrent(Guid RequestId, TorrentId Torrent, int Offset) : IWireMessage, IWithRequest, IWithTorrent;

    /// <summary>
    /// One page of the metainfo of a torrent that is to be listed. All pages of one publication carry one request id, a retry of
    /// it too; so nothing is ever published twice.
    /// </summary>
    /// <param name="InfoLength">Bytes of the info dictionary; the same on every page.</param>
    /// <param name="TotalLength">Bytes of the whole transfer form; the same on every page.</param>
    /// <param name="Offset">Where the page begins.</param>
    public sealed record Publish(
        Guid RequestId, PeerId Publisher, Guid Session, TorrentId Torrent, int InfoLength, int TotalLength, int Offset, byte[] Bytes)
        : IWireMessage, IWithRequest, IWithTorrent;

    /// <summary>The page is here: send the one that begins there.</summary>
    public sealed record PageTaken(Guid RequestId, int NextOffset) : IWireMessage, IWithRequest;

    /// <param name="IsNew">False when the very same torrent was listed before.</param>
    public sealed record Published(Guid RequestId, TorrentId Torrent, bool IsNew) : IWireMessage, IWithRequest, IWithTorrent;
}
