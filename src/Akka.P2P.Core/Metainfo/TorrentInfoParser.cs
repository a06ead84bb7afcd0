namespace Akka.P2P.Core.Metainfo;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;

internal static class TorrentInfoParser
{
    internal const string OnlyVersion1 =
        "This is a torrent of BitTorrent v1, which checks by SHA-1; only v2 (and the v2 half of hybrids) is supported.";

    public static TorrentInfo Parse(ReadOnlyMemory<byte> infoBytes, int basePosition)
    {
        if (infoBytes.Length > MetainfoLimits.MaxInfoBytes)
            throw new MetainfoException($"The info dictionary has more than {MetainfoLimits.MaxInfoBytes} bytes");
        var reader = new BencodeReader(infoBytes.Span, BencodeLimits.Torrent, basePosition);
        var found = new Found();
        reader.EnterDictionary();
        while (reader.NextKey(out var key))
        {
            if (key.SequenceEqual("file tree"u8))
                found.Tree = ReadTree(ref reader);
            else if (key.SequenceEqual("meta version"u8))
                found.Version = reader.ReadInteger();
            else if (key.SequenceEqual("name"u8))
                found.Name = ReadName(ref reader);
            else if (key.SequenceEqual("piece length"u8))
                found.ChunkLength = ReadChunkLength(ref reader);
            else if (key.SequenceEqual("private"u8))
                found.IsPrivate = reader.ReadInteger() == 1;
            else if (key.SequenceEqual("pieces"u8))
                found.HasVersion1 = Skip(ref reader);
            else
                reader.Skip();
        }

        reader.ExpectEnd();
        return found.Check(infoBytes);
    }

    private static bool Skip(ref BencodeReader reader)
    {
        reader.Skip();
        return true;
    }

    private static string ReadName(ref BencodeReader reader)
    {
        var name = reader.ReadText();
        return SafeName.Problem(name) is { } problem ? throw reader.Fault(problem.TrimEnd('.')) : name;
    }

    // What is no chunk length for v2 may be one for v1, so it is judged at the end, when the version is known.
    private static long ReadChunkLength(ref BencodeReader reader) => reader.ReadInteger();

    private static List<MetainfoFile> ReadTree(ref BencodeReader reader)
    {
        var files = new List<MetainfoFile>();
        ReadFolder(ref reader, [], files);
        return files;
    }

    private static void ReadFolder(ref BencodeReader reader, List<string> path, List<MetainfoFile> files)
    {
        if (path.Count > SafePath.MaxDepth)
            throw reader.Fault($"Folders are nested more than {SafePath.MaxDepth} deep");
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        reader.EnterDictionary();
        while (reader.NextKey(out var key))
        {
            if (key.IsEmpty)
            {
                ReadFile(ref reader, path, files);
                if (reader.NextKey(out _))
                    throw reader.Fault("A name in the file tree is both a file and a folder");
                return;
            }

            if (!System.Text.Unicode.Utf8.IsValid(key))
                throw reader.Fault("A name in the file tree is not UTF-8");
            var name = System.Text.Encoding.UTF8.GetString(key);
            if (SafeName.Problem(name) is { } problem)
                throw reader.Fault(problem.TrimEnd('.'));
            var nameKey = NameKey.Of(name);
            if (!names.TryAdd(nameKey, name))
                throw reader.Fault(SafePath.Collision(names[nameKey], name).TrimEnd('.'));
            path.Add(name);
            ReadFolder(ref reader, path, files);
            path.RemoveAt(path.Count - 1);
        }

        if (names.Count == 0)
            throw reader.Fault(path.Count == 0 ? "The torrent has no files" : $"The folder {SafeName.Quote(path[^1])} is empty");
    }

    private static void ReadFile(ref BencodeReader reader, List<string> path, List<MetainfoFile> files)
    {
        if (path.Count == 0)
            throw reader.Fault("A file in the file tree has no name");
        if (files.Count == MetainfoLimits.MaxFiles)
            throw reader.Fault($"The torrent has more than {MetainfoLimits.MaxFiles} files");
        long? length = null;
        Sha256Digest? root = null;
        var executable = false;
        reader.EnterDictionary();
        while (reader.NextKey(out var key))
        {
            if (key.SequenceEqual("length"u8))
            {
                length = reader.ReadInteger();
            }
            else if (key.SequenceEqual("pieces root"u8))
            {
                var bytes = reader.ReadBytes();
                if (bytes.Length != Sha256Digest.Size)
                    throw reader.Fault("A pieces root has 32 bytes");
                root = new Sha256Digest(bytes);
            }
            else if (key.SequenceEqual("attr"u8))
            {
                // BEP 47. What else may stand there, such as 'h' for hidden, says nothing about the content.
                var attr = reader.ReadBytes();
                if (attr.Contains((byte)'l'))
                    throw reader.Fault($"{SafeName.Quote(path[^1])} is a symbolic link, which is not supported");
                if (attr.Contains((byte)'p'))
                    throw reader.Fault($"{SafeName.Quote(path[^1])} is a pad file, which has no place in a torrent of v2");
                executable = attr.Contains((byte)'x');
            }
            else
            {
                reader.Skip();
            }
        }

        if (length is not (>= 0 and <= MetainfoLimits.MaxTotalLength))
            throw reader.Fault($"The file {SafeName.Quote(path[^1])} has no sensible length");
        if (root is null != (length == 0))
            throw reader.Fault($"The file {SafeName.Quote(path[^1])} has {(length == 0 ? "a root without any byte" : "no pieces root")}");
        files.Add(new MetainfoFile([.. path], length.Value, root) { IsExecutable = executable });
    }

    private sealed class Found
    {
        public List<MetainfoFile>? Tree { get; set; }

        public long? Version { get; set; }

        public string? Name { get; set; }

        public long? ChunkLength { get; set; }

        public bool IsPrivate { get; set; }

        public bool HasVersion1 { get; set; }

        public TorrentInfo Check(ReadOnlyMemory<byte> infoBytes)
        {
            if (Tree is null && HasVersion1)
                throw new MetainfoException(OnlyVersion1);
            if (Version is not 2)
                throw new MetainfoException($"The info dictionary is of the unknown version {Version?.ToString(null, null) ?? "none"}; 2 is supported.");
            if (Name is null || ChunkLength is null || Tree is null)
                throw new MetainfoException("The info dictionary lacks its name, its piece length or its file tree.");
            if (!ChunkGrid.IsChunkLength(ChunkLength.Value))
                throw new MetainfoException($"A piece length is a power of two from 16 KiB to 64 MiB, not {ChunkLength}.");
            var total = 0L;
            var chunks = 0L;
            foreach (var file in Tree)
            {
                // Each is at most 1 PiB, and they are at most 100,000: the sums can't overflow.
                total += file.Length;
                chunks += (file.Length + ChunkLength.Value - 1) / ChunkLength.Value;
            }

            if (total > MetainfoLimits.MaxTotalLength)
                throw new MetainfoException($"The torrent has {total} bytes, more than are accepted.");
            if (chunks > MetainfoLimits.MaxChunks)
                throw new MetainfoException($"The torrent has {chunks} chunks; at most {MetainfoLimits.MaxChunks} are accepted.");
            return new TorrentInfo(infoBytes, Name, (int)ChunkLength.Value, [.. Tree], IsPrivate);
        }
    }
}
