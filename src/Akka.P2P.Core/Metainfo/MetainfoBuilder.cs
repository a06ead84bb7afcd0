namespace Akka.P2P.Core.Metainfo;

using System.Text;
using Akka.P2P.Core.Chunks;

/// <summary>
/// Makes a torrent of files that have been hashed. Writes nothing but what decides: <c>file tree</c>, <c>meta version</c>,
/// <c>name</c> and <c>piece length</c>, and <c>attr</c> = <c>x</c> for an executable file: the very bytes that libtorrent writes.
/// </summary>
public static class MetainfoBuilder
{
    /// <summary>A torrent of one bare file.</summary>
    /// <exception cref="MetainfoException">The name is not safe, or the file is larger than is accepted.</exception>
    public static Metainfo File(HashedFile file, int chunkLength)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Path is [var name]
            ? Folder(name, chunkLength, [file])
            : throw new MetainfoException("A bare file has one name and no folders.");
    }

    /// <summary>A torrent of a folder; the files may come in any order.</summary>
    /// <exception cref="MetainfoException">
    /// A name is not safe, two collide, there are no files, or more or larger ones than are accepted.
    /// </exception>
    public static Metainfo Folder(string name, int chunkLength, IReadOnlyCollection<HashedFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (!ChunkGrid.IsChunkLength(chunkLength))
            throw new MetainfoException($"A piece length is a power of two from 16 KiB to 64 MiB, not {chunkLength}.");
        if (files.Count == 0)
            throw new MetainfoException($"The folder {SafeName.Quote(name)} has no files.");
        if (SafeName.Problem(name) is { } badName)
            throw new MetainfoException(badName);
        if (SafePath.Problem(files.Select(f => (IReadOnlyList<string>)f.Path)) is { } badPath)
            throw new MetainfoException(badPath);

        var root = new TreeNode();
        var layers = new Dictionary<Sha256Digest, ReadOnlyMemory<byte>>();
        foreach (var file in files)
        {
            root.Add(file);
            if (file.Layer.Length > 0)
                layers[file.Root!.Value] = LayerBytes(file.Layer.AsSpan());
        }

        var writer = new BencodeWriter();
        writer.StartDictionary();
        writer.WriteKey("file tree"u8);
        root.Write(writer);
        writer.WriteKey("meta version"u8);
        writer.WriteInteger(2);
        writer.WriteKey("name"u8);
        writer.WriteText(name);
        writer.WriteKey("piece length"u8);
        writer.WriteInteger(chunkLength);
        writer.End();
        // Read back as if a stranger had sent it: one place alone says what a good torrent is.
        return Metainfo.Verify(TorrentInfo.Parse(writer.Written.ToArray()), layers);
    }

    internal static byte[] LayerBytes(ReadOnlySpan<Sha256Digest> layer)
    {
        var bytes = new byte[layer.Length * Sha256Digest.Size];
        for (var i = 0; i < layer.Length; i++)
            layer[i].CopyTo(bytes.AsSpan(i * Sha256Digest.Size));
        return bytes;
    }

    private sealed class TreeNode
    {
        // The order of raw bytes: .NET's ordinal order of strings differs from it above U+FFFF.
        private static readonly Comparer<byte[]> RawOrder = Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b));

        private readonly SortedDictionary<byte[], TreeNode> _children = new(RawOrder);
        private HashedFile? _file;

        public void Add(HashedFile file)
        {
            var at = this;
            foreach (var name in file.Path)
            {
                var key = Encoding.UTF8.GetBytes(name);
                if (!at._children.TryGetValue(key, out var child))
                    at._children.Add(key, child = new TreeNode());
                at = child;
            }

            at._file = file;
        }

        public void Write(BencodeWriter writer)
        {
            writer.StartDictionary();
            if (_file is not null)
            {
                writer.WriteKey(default);
                writer.StartDictionary();
                if (_file.IsExecutable)
                {
                    writer.WriteKey("attr"u8);
                    writer.WriteBytes("x"u8);
                }

                writer.WriteKey("length"u8);
                writer.WriteInteger(_file.Length);
                if (_file.Root is { } root)
                {
                    writer.WriteKey("pieces root"u8);
                    writer.WriteBytes(root.ToArray());
                }

                writer.End();
            }

            foreach (var (key, child) in _children)
            {
                writer.WriteKey(key);
                child.Write(writer);
            }

            writer.End();
        }
    }
}
