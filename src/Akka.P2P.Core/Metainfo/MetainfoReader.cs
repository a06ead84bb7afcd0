namespace Akka.P2P.Core.Metainfo;

/// <summary>Reads <c>.torrent</c> files of BitTorrent v2, and the v2 half of hybrids (BEP 52).</summary>
public static class MetainfoReader
{
    private const int MaxTrackers = 64;

    /// <exception cref="MetainfoException">The bytes are anything but a good torrent; it says what and where.</exception>
    public static TorrentFile Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new BencodeReader(bytes.Span, BencodeLimits.Torrent);
        Range? info = null;
        Dictionary<Sha256Digest, ReadOnlyMemory<byte>>? layers = null;
        var trackers = new List<string>();
        string? createdBy = null;
        DateTimeOffset? createdAt = null;
        reader.EnterDictionary();
        while (reader.NextKey(out var key))
        {
            if (key.SequenceEqual("info"u8))
            {
                var start = reader.Position;
                reader.Skip();
                info = start..reader.Position;
            }
            else if (key.SequenceEqual("piece layers"u8))
            {
                layers = ReadLayers(ref reader, bytes);
            }
            else if (key.SequenceEqual("announce"u8))
            {
                AddTracker(reader.ReadText(), trackers);
            }
            else if (key.SequenceEqual("announce-list"u8))
            {
                ReadTiers(ref reader, trackers);
            }
            else if (key.SequenceEqual("created by"u8))
            {
                createdBy = reader.ReadText();
            }
            else if (key.SequenceEqual("creation date"u8))
            {
                var seconds = reader.ReadInteger();
                // Outside of what a date can say (years 1 to 9999) the hint is of no use to anyone.
                createdAt = seconds is >= -62135596800 and <= 253402300799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
            }
            else
            {
                reader.Skip();
            }
        }

        reader.ExpectEnd();
        if (info is null)
            throw new MetainfoException("This is no torrent: it has no info dictionary.");
        var (at, length) = info.Value.GetOffsetAndLength(bytes.Length);
        var parsed = TorrentInfoParser.Parse(bytes.Slice(at, length), at);
        return new TorrentFile(Metainfo.Verify(parsed, layers ?? []), [.. trackers], createdBy, createdAt);
    }

    private static Dictionary<Sha256Digest, ReadOnlyMemory<byte>> ReadLayers(ref BencodeReader reader, ReadOnlyMemory<byte> source)
    {
        var layers = new Dictionary<Sha256Digest, ReadOnlyMemory<byte>>();
        reader.EnterDictionary();
        while (reader.NextKey(out var key))
        {
            if (key.Length != Sha256Digest.Size)
                throw reader.Fault("A piece layer belongs to a root of 32 bytes");
            var layer = reader.ReadBytes();
            if (layer.Length % Sha256Digest.Size != 0)
                throw reader.Fault("A piece layer is a multiple of 32 bytes");
            layers.Add(new Sha256Digest(key), source.Slice(reader.Position - layer.Length, layer.Length));
        }

        return layers;
    }

    private static void ReadTiers(ref BencodeReader reader, List<string> trackers)
    {
        reader.EnterList();
        while (reader.NextItem())
        {
            reader.EnterList();
            while (reader.NextItem())
                AddTracker(reader.ReadText(), trackers);
        }
    }

    private static void AddTracker(string tracker, List<string> trackers)
    {
        if (trackers.Count < MaxTrackers && !trackers.Contains(tracker))
            trackers.Add(tracker);
    }
}
