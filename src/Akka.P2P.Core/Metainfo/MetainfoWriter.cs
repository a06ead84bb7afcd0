namespace Akka.P2P.Core.Metainfo;

/// <summary>Writes <c>.torrent</c> files that any BitTorrent v2 client reads.</summary>
public static class MetainfoWriter
{
    /// <summary>Just what verifies the torrent.</summary>
    public static byte[] Write(Metainfo metainfo) => Write(new TorrentFile(metainfo, []));

    public static byte[] Write(TorrentFile torrent)
    {
        ArgumentNullException.ThrowIfNull(torrent);
        var metainfo = torrent.Metainfo;
        var writer = new BencodeWriter();
        writer.StartDictionary();
        if (torrent.Trackers is [var first, ..])
        {
            writer.WriteKey("announce"u8);
            writer.WriteText(first);
        }

        if (torrent.Trackers.Length > 1)
        {
            writer.WriteKey("announce-list"u8);
            writer.StartList();
            foreach (var tracker in torrent.Trackers)
            {
                writer.StartList();
                writer.WriteText(tracker);
                writer.End();
            }

            writer.End();
        }

        if (torrent.CreatedBy is { } createdBy)
        {
            writer.WriteKey("created by"u8);
            writer.WriteText(createdBy);
        }

        if (torrent.CreatedAt is { } createdAt)
        {
            writer.WriteKey("creation date"u8);
            writer.WriteInteger(createdAt.ToUnixTimeSeconds());
        }

        writer.WriteKey("info"u8);
        writer.WriteRaw(metainfo.InfoBytes.Span);
        writer.WriteKey("piece layers"u8);
        writer.StartDictionary();
        var layers = metainfo.Info.FilesWithLayers().Select(f => (Root: f.PiecesRoot!.Value.ToArray(), File: f)).ToList();
        layers.Sort((a, b) => a.Root.AsSpan().SequenceCompareTo(b.Root));
        foreach (var (root, file) in layers)
        {
            writer.WriteKey(root);
            writer.WriteBytes(MetainfoBuilder.LayerBytes(metainfo.LayerOf(file).Span));
        }

        writer.End();
        writer.End();
        return writer.Written.ToArray();
    }
}
