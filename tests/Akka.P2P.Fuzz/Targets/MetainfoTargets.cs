namespace Akka.P2P.Fuzz.Targets;

using System.Text;
using System.Text.Json;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;

/// <summary>Bencode: either refused, or exactly the bytes that the writer makes of what was read.</summary>
internal sealed class BencodeTarget : FuzzTarget
{
    public override string Name => "bencode";

    public override IReadOnlyList<byte[]> Words { get; } = [.. new[] { "d", "l", "e", "i0e", "1:a", "0:", "i-1e", "li", "d1:a", "99999999999999999999:" }.Select(Encoding.ASCII.GetBytes)];

    public override string Run(byte[] input)
    {
        try
        {
            var reader = new BencodeReader(input, BencodeLimits.Torrent);
            var writer = new BencodeWriter();
            Copy(ref reader, writer);
            reader.ExpectEnd();
            Require(writer.Written.Span.SequenceEqual(input), "what was read is not written the same");
            return "read";
        }
        catch (MetainfoException e)
        {
            return Kind(e.Message);
        }
    }

    private static void Copy(ref BencodeReader reader, BencodeWriter writer)
    {
        switch (reader.Peek())
        {
            case BencodeKind.Number:
                writer.WriteInteger(reader.ReadInteger());
                break;
            case BencodeKind.Bytes:
                writer.WriteBytes(reader.ReadBytes());
                break;
            case BencodeKind.List:
                reader.EnterList();
                writer.StartList();
                while (reader.NextItem())
                    Copy(ref reader, writer);
                writer.End();
                break;
            case BencodeKind.Dictionary:
                reader.EnterDictionary();
                writer.StartDictionary();
                while (reader.NextKey(out var key))
                {
                    writer.WriteKey(key);
                    Copy(ref reader, writer);
                }

                writer.End();
                break;
            default:
                throw reader.Fault("a value is missing");
        }
    }
}

/// <summary>Torrents: either refused, or the same torrent after writing and reading again, with safe names only.</summary>
internal sealed class MetainfoTarget : FuzzTarget
{
    public override string Name => "metainfo";

    public override IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[] { "9:file tree", "12:meta versioni2e", "12:piece lengthi16384e", "12:piece layers", "11:pieces root32:", "6:length", "0:d", "4:name", "2:..", "1:/", "4:info", "de" }
            .Select(Encoding.ASCII.GetBytes),
    ];

    public override IEnumerable<byte[]> Seeds()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Corpus", "bep52.json")));
        return [.. Strings(vectors.RootElement).Where(b => b.Length is > 0 and < 20_000 && b[0] == 'd')];
    }

    public override string Run(byte[] input)
    {
        try
        {
            var torrent = MetainfoReader.Read(input);
            foreach (var file in torrent.Metainfo.Files)
                Require(SafePath.Problem(file.Path) is null, $"an unsafe path: {string.Join('/', file.Path)}");
            var again = MetainfoReader.Read(MetainfoWriter.Write(torrent));
            Require(again.Metainfo.Id == torrent.Metainfo.Id && again.Metainfo.TotalLength == torrent.Metainfo.TotalLength, "it is another torrent after writing");
            return $"a torrent of {torrent.Metainfo.Files.Length} files";
        }
        catch (MetainfoException e)
        {
            return Kind(e.Message);
        }
    }

    private static IEnumerable<byte[]> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Strings(p.Value)),
        JsonValueKind.String => Decoded(element.GetString()!),
        _ => [],
    };

    private static IEnumerable<byte[]> Decoded(string text)
    {
        if (text.Length % 2 == 0 && text.Length > 0 && text.All(char.IsAsciiHexDigit))
            return [Convert.FromHexString(text)];
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? [bytes[..length]] : [];
    }
}

/// <summary>Magnet links: never an exception; what is taken says the same again.</summary>
internal sealed class MagnetTarget : FuzzTarget
{
    public override string Name => "magnet";

    public override IReadOnlyList<byte[]> Words { get; } =
        [.. new[] { "&dn=", "&xl=", "&tr=akka.tcp://p2p@", "&x.pe=", "xt=urn:btmh:1220", "xt=urn:btih:", "%00", "%2F", "%", "[::1]:1", "&" }.Select(Encoding.ASCII.GetBytes)];

    public override IEnumerable<byte[]> Seeds()
    {
        yield return Encoding.UTF8.GetBytes(new Magnet(
            TorrentId.Parse(new string('a', 64)), "näme.bin", 12, [new PeerAddress("h", 1)], [new PeerAddress("::1", 65535)]).ToString());
    }

    public override string Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (!Magnet.TryParse(text, out var magnet, out var problem))
        {
            Require(!string.IsNullOrEmpty(problem), "refused without a reason");
            return Kind(problem![..Math.Min(25, problem!.Length)]);
        }

        Require(Magnet.Parse(magnet.ToString()) == magnet, $"another link after writing: {magnet}");
        return "a link";
    }
}

/// <summary>Paths out of a torrent: what is called safe stays below its root, on any system.</summary>
internal sealed class PathTarget : FuzzTarget
{
    public override string Name => "paths";

    public override IReadOnlyList<byte[]> Words { get; } = [.. new[] { "\n", "..\n", "/", "\\", "C:", "CON", "nul.txt", "a", "\0", " ", ".", "\u202E", "aux\n" }.Select(Encoding.UTF8.GetBytes)];

    public override string Run(byte[] input)
    {
        string[] parts = Encoding.UTF8.GetString(input).Split('\n');
        if (SafePath.Problem(parts) is { } problem)
            return Kind(problem[^Math.Min(25, problem.Length)..]);
        var root = Path.Combine(Path.GetTempPath(), "root");
        var full = Path.GetFullPath(Path.Combine([root, .. parts]));
        Require(full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal), $"{full} is not below {root}");
        Require(!full.Any(char.IsControl) && parts.All(p => p.Length > 0 && p is not ("." or "..") && p.IndexOfAny(['/', '\\', ':']) < 0), $"{full} is no safe path");
        return $"safe, {parts.Length} parts";
    }
}
