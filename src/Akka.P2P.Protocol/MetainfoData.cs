namespace Akka.P2P.Protocol;

using Akka.P2P.Core.Identity;

/// <summary>
/// One page of a torrent's metainfo in its transfer form (<see cref="Core.Metainfo.MetainfoPages"/>), from a tracker or from a peer.
/// </summary>
/// <param name="InfoLength">Bytes of the info dictionary; the same on every page.</param>
/// <param name="TotalLength">Bytes of the whole form; the same on every page.</param>
/// <param name="Offset">Where the page begins.</param>
public sealed record MetainfoData(Guid RequestId, TorrentId Torrent, int InfoLength, int TotalLength, int Offset, byte[] Bytes)
    : IWireMessage, IWithRequest, IWithTorrent;
