namespace Akka.P2P.Core.Metainfo;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

/// <summary>
/// Everything that is needed to verify a torrent: its info dictionary, and the piece layers, which have been checked against the
/// roots in it. Immutable.
/// </summary>
public sealed class Metainfo
{
    private readonly Dictionary<Sha256Digest, Sha256Digest[]> _layers;

    private Metainfo(TorrentInfo info, Dictionary<Sha256Digest, Sha256Digest[]> layers)
    {
        Info = info;
        _layers = layers;
    }

    public TorrentInfo Info { get; }

    public TorrentId Id => Info.Id;

    public string Name => Info.Name;

    public bool IsSingleFile => Info.IsSingleFile;

    /// <summary>Bytes of a chunk.</summary>
    public int ChunkLength => Info.ChunkLength;

    /// <summary>Bytes of all files.</summary>
    public long TotalLength => Info.TotalLength;

    public ImmutableArray<MetainfoFile> Files => Info.Files;

    public ChunkGrid Grid => Info.Grid;

    /// <summary>The info dictionary as it was found.</summary>
    public ReadOnlyMemory<byte> InfoBytes => Info.InfoBytes;

    /// <summary>Joins an info dictionary with its layers, given by the root of their file, and checks every one of them.</summary>
    /// <exception cref="MetainfoException">A layer is missing, is of the wrong length or does not lead to its root.</exception>
    public static Metainfo Verify(TorrentInfo info, IReadOnlyDictionary<Sha256Digest, ReadOnlyMemory<byte>> layers)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(layers);
        var verified = new Dictionary<Sha256Digest, Sha256Digest[]>();
        foreach (var file in info.Files)
        {
            if (file.Length <= info.ChunkLength)
                continue;
            var root = file.PiecesRoot!.Value;
            if (!layers.TryGetValue(root, out var bytes))
                throw new MetainfoException($"The piece layer of {SafeName.Quote(file.PathText)} is missing.");
            // Two files may claim one root and different lengths; only one of them can be right.
            if (bytes.Length != info.LayerLength(file))
                throw new MetainfoException($"The piece layer of {SafeName.Quote(file.PathText)} has {bytes.Length} bytes instead of {info.LayerLength(file)}.");
            if (verified.ContainsKey(root))
                continue;
            var layer = MerkleTree.ParseLayer(bytes.Span);
            if (MerkleTree.RootOfLayer(layer, info.ChunkLength) != root)
                throw new MetainfoException($"The piece layer of {SafeName.Quote(file.PathText)} does not lead to its root.");
            verified.Add(root, layer);
        }

        return new Metainfo(info, verified);
    }

    /// <summary>The piece layer of a file: a hash a chunk. Empty for a file of at most one chunk, whose root is enough.</summary>
    public ReadOnlyMemory<Sha256Digest> LayerOf(MetainfoFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Length > ChunkLength && _layers.TryGetValue(file.PiecesRoot!.Value, out var layer) ? layer : default;
    }

    public override string ToString() => Info.ToString();
}
