namespace Akka.P2P.Core.Metainfo;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

/// <summary>
/// The info dictionary of a torrent (BEP 52): everything that its id stands for. Immutable; only
/// <see cref="Parse(ReadOnlyMemory{byte})"/> makes one.
/// </summary>
public sealed class TorrentInfo
{
    internal TorrentInfo(ReadOnlyMemory<byte> infoBytes, string name, int chunkLength, ImmutableArray<MetainfoFile> files, bool isPrivate)
    {
        InfoBytes = infoBytes;
        Name = name;
        Files = files;
        IsPrivate = isPrivate;
        Id = new TorrentId(Sha256Digest.Of(infoBytes.Span).ToArray());
        Grid = new ChunkGrid([.. files.Select(f => f.Length)], chunkLength);
        IsSingleFile = files is [{ Path: [var only] }] && string.Equals(only, name, StringComparison.Ordinal);
    }

    /// <summary>SHA-256 of <see cref="InfoBytes"/>.</summary>
    public TorrentId Id { get; }

    /// <summary>Name of the file or of the folder; a <see cref="SafeName"/>.</summary>
    public string Name { get; }

    /// <summary>True for one bare file. A folder X that holds only a file X can't be told from it, and is taken for the file.</summary>
    public bool IsSingleFile { get; }

    /// <summary>In the order of the file tree: by the raw bytes of their names.</summary>
    public ImmutableArray<MetainfoFile> Files { get; }

    public ChunkGrid Grid { get; }

    /// <summary>Bytes of a chunk, BEP 52's "piece length".</summary>
    public int ChunkLength => Grid.ChunkLength;

    /// <summary>Bytes of all files.</summary>
    public long TotalLength => Grid.TotalLength;

    public bool IsPrivate { get; }

    /// <summary>The dictionary's bytes as they were found: never decoded and encoded again.</summary>
    public ReadOnlyMemory<byte> InfoBytes { get; }

    /// <summary>
    /// The files that have a piece layer, each distinct root once, in the order of the files: those longer than one chunk.
    /// </summary>
    public IEnumerable<MetainfoFile> FilesWithLayers()
    {
        var seen = new HashSet<Sha256Digest>();
        return Files.Where(f => f.Length > ChunkLength && seen.Add(f.PiecesRoot!.Value));
    }

    /// <summary>Bytes of a file's piece layer.</summary>
    public int LayerLength(MetainfoFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return (int)((file.Length + ChunkLength - 1) / ChunkLength) * Sha256Digest.Size;
    }

    /// <summary>Reads an info dictionary.</summary>
    /// <exception cref="MetainfoException">The bytes are anything but a good v2 (or hybrid) info dictionary.</exception>
    public static TorrentInfo Parse(ReadOnlyMemory<byte> infoBytes) => TorrentInfoParser.Parse(infoBytes, 0);

    public override string ToString() => $"{Name} ({Id.ShortText}, {TotalLength} B)";
}
