namespace Akka.P2P.Protocol;

using Akka.P2P.Core.Identity;

/// <summary>
/// One page of a torrent's metainfo, from a tracker or from a peer. Whoever has all pages checks that they hash to the id.
/// </summary>
/// <param name="Page">From 0; every page but the last has <see cref="WireLimits.PageBytes"/>.</param>
/// <param name="TotalBytes">Of all pages.</param>
public sealed record MetainfoPage(Guid RequestId, TorrentId Torrent, int Page, int PageCount, int TotalBytes, byte[] Bytes)
    : IWireMessage, IWithRequest, IWithTorrent;
