namespace Akka.P2P.Core.Metainfo;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;

/// <summary>
/// Which files of a torrent are wanted. Chunks never span files, so the chunks that are wanted are theirs and nobody else's. Immutable.
/// </summary>
public sealed class FileChoice
{
    // Files that are named when a pattern fits none.
    private const int MaxNamed = 5;

    private readonly Bitfield _files;
    private readonly Bitfield _chunks;

    private FileChoice(Metainfo metainfo, Bitfield files)
    {
        _files = files;
        _chunks = ChunksOf(metainfo.Grid, files);
        Bytes = files.EnumerateSet().Sum(metainfo.Grid.FileLength);
    }

    /// <summary>Every file: that is no choice at all.</summary>
    public bool IsAll => _files.IsFull;

    public int Count => _files.Count;

    /// <summary>Of the files that are wanted.</summary>
    public long Bytes { get; }

    /// <param name="metainfo">Whose files.</param>
    /// <param name="only">A file is wanted when any of them fits; all are, when there is none.</param>
    /// <exception cref="NothingChosenException">One of them fits no file.</exception>
    public static FileChoice Of(Metainfo metainfo, ImmutableArray<PathGlob> only)
    {
        ArgumentNullException.ThrowIfNull(metainfo);
        if (only.IsDefaultOrEmpty)
            return new FileChoice(metainfo, Bitfield.Full(metainfo.Files.Length));
        var files = new Bitfield(metainfo.Files.Length);
        foreach (var glob in only)
        {
            var found = false;
            for (var file = 0; file < metainfo.Files.Length; file++)
            {
                if (!glob.Matches(metainfo.Files[file].Path))
                    continue;
                files.Set(file);
                found = true;
            }

            if (!found)
                throw new NothingChosenException($"Nothing in {metainfo.Name} matches '{glob}'; its {Named(metainfo)}.");
        }

        return new FileChoice(metainfo, files);
    }

    /// <summary>The chunks of some files.</summary>
    public static Bitfield ChunksOf(ChunkGrid grid, Bitfield files)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(files);
        var chunks = new Bitfield(grid.Count);
        foreach (var file in files.EnumerateSet())
        {
            var range = grid.ChunksOf(file);
            for (var chunk = range.First; chunk < range.End; chunk++)
                chunks.Set(chunk);
        }

        return chunks;
    }

    public bool Has(int file) => _files[file];

    /// <summary>A copy.</summary>
    public Bitfield Files() => _files.Clone();

    /// <summary>A copy.</summary>
    public Bitfield Chunks() => _chunks.Clone();

    private static string Named(Metainfo metainfo)
    {
        var some = string.Join(", ", metainfo.Files.Take(MaxNamed).Select(f => f.PathText));
        var more = metainfo.Files.Length - MaxNamed;
        return metainfo.Files.Length == 1 ? $"only file is {some}" : more > 0 ? $"files are {some} and {more} more" : $"files are {some}";
    }
}
