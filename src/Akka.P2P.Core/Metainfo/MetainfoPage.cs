namespace Akka.P2P.Core.Metainfo;

/// <summary>
/// Part of a torrent's transfer form: the bytes of its info dictionary, followed by its piece layers, each distinct one once and in
/// the order of the files. All in bytes.
/// </summary>
/// <param name="InfoLength">The info dictionary's; the same on every page.</param>
/// <param name="TotalLength">The whole transfer form's; the same on every page.</param>
/// <param name="Offset">Where the page begins.</param>
public sealed record MetainfoPage(int InfoLength, int TotalLength, int Offset, ReadOnlyMemory<byte> Bytes);
