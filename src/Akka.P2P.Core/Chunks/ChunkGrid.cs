namespace Akka.P2P.Core.Chunks;

using Akka.P2P.Core.Identity;

/// <summary>
/// How the files of a torrent are cut into chunks: every file by itself, its last chunk as short as it must be, files of 0 bytes
/// not at all. Chunks are numbered through all files in their order. Immutable; all positions and lengths are in bytes.
/// </summary>
public sealed class ChunkGrid
{
    /// <summary>16 KiB: the block of BEP 52, under which there are no pieces.</summary>
    public const int MinChunkLength = 16 * 1024;

    /// <summary>64 MiB: the largest piece that is accepted from others.</summary>
    public const int MaxChunkLength = 64 * 1024 * 1024;

    private readonly long[] _fileLengths;
    private readonly int[] _firstChunks;
    private readonly int _shift;

    /// <exception cref="ArgumentException">
    /// The chunk length is not a power of two from 16 KiB to 64 MiB, a length is negative, or there would be more than 2³¹−1 chunks.
    /// </exception>
    public ChunkGrid(IReadOnlyList<long> fileLengths, int chunkLength)
    {
        ArgumentNullException.ThrowIfNull(fileLengths);
        if (!IsChunkLength(chunkLength))
            throw new ArgumentException($"A chunk length is a power of two from 16 KiB to 64 MiB, not {chunkLength}.", nameof(chunkLength));
        ChunkLength = chunkLength;
        _shift = int.Log2(chunkLength);
        _fileLengths = [.. fileLengths];
        _firstChunks = new int[_fileLengths.Length + 1];
        var chunks = 0L;
        var total = 0L;
        for (var file = 0; file < _fileLengths.Length; file++)
        {
            var length = _fileLengths[file];
            if (length < 0)
                throw new ArgumentException($"The length of file {file} is negative.", nameof(fileLengths));
            _firstChunks[file] = (int)chunks;
            chunks += (length >> _shift) + ((length & (chunkLength - 1)) == 0 ? 0 : 1);
            if (chunks > int.MaxValue)
                throw new ArgumentException($"Chunks of {chunkLength} bytes would be more than {int.MaxValue}.", nameof(fileLengths));
            total += length;
        }

        _firstChunks[^1] = (int)chunks;
        TotalLength = total;
    }

    /// <summary>Bytes of every chunk but the last one of each file.</summary>
    public int ChunkLength { get; }

    /// <summary>Chunks in the whole torrent; 0 when all files are empty.</summary>
    public int Count => _firstChunks[^1];

    public int FileCount => _fileLengths.Length;

    /// <summary>Bytes of all files.</summary>
    public long TotalLength { get; }

    public IEnumerable<ChunkIndex> All
    {
        get
        {
            for (var i = 0; i < Count; i++)
                yield return new ChunkIndex(i);
        }
    }

    /// <summary>True for a power of two from 16 KiB to 64 MiB.</summary>
    public static bool IsChunkLength(long bytes) => bytes is >= MinChunkLength and <= MaxChunkLength && long.IsPow2(bytes);

    /// <exception cref="ArgumentOutOfRangeException">There is no such file.</exception>
    public long FileLength(int file)
    {
        CheckFile(file);
        return _fileLengths[file];
    }

    /// <summary>The checked form of a number that came from elsewhere.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such chunk.</exception>
    public ChunkIndex At(int value) => TryAt(value, out var chunk)
        ? chunk
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"There is no such chunk: the torrent has {Count}.");

    /// <summary>False when there is no such chunk.</summary>
    public bool TryAt(int value, out ChunkIndex chunk)
    {
        var exists = (uint)value < (uint)Count;
        chunk = exists ? new ChunkIndex(value) : default;
        return exists;
    }

    /// <exception cref="ArgumentOutOfRangeException">The chunk belongs to another grid.</exception>
    public int LengthOf(ChunkIndex chunk) => Locate(chunk).Length;

    /// <exception cref="ArgumentOutOfRangeException">The chunk belongs to another grid.</exception>
    public ChunkPlace Locate(ChunkIndex chunk)
    {
        var value = At(chunk.Value).Value;
        var file = FileOf(value);
        var offset = (long)(value - _firstChunks[file]) << _shift;
        return new ChunkPlace(file, offset, (int)long.Min(ChunkLength, _fileLengths[file] - offset));
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no such file.</exception>
    public ChunkRange ChunksOf(int file)
    {
        CheckFile(file);
        return new ChunkRange(_firstChunks[file], _firstChunks[file + 1] - _firstChunks[file]);
    }

    /// <summary>How many slices of at most <paramref name="sliceLength"/> bytes carry the chunk.</summary>
    public int SliceCount(ChunkIndex chunk, int sliceLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sliceLength);
        return (int)(((long)LengthOf(chunk) + sliceLength - 1) / sliceLength);
    }

    /// <summary>The slice of that number, from 0; the last one is as short as it must be.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slice.</exception>
    public SlicePlace Slice(ChunkIndex chunk, int slice, int sliceLength)
    {
        if ((uint)slice >= (uint)SliceCount(chunk, sliceLength))
            throw new ArgumentOutOfRangeException(nameof(slice), slice, "The chunk has no such slice.");
        var offset = slice * sliceLength;
        return new SlicePlace(offset, int.Min(sliceLength, LengthOf(chunk) - offset));
    }

    /// <summary>Whether a slice that came from elsewhere lies within the chunk and holds at least one byte.</summary>
    public bool Fits(ChunkIndex chunk, int offset, int length) =>
        offset >= 0 && length > 0 && (long)offset + length <= LengthOf(chunk);

    private int FileOf(int chunk)
    {
        var found = Array.BinarySearch(_firstChunks, chunk);
        var file = found >= 0 ? found : ~found - 1;
        // Empty files share their first chunk with the file that follows them: the last of the equals is the one that has it.
        while (_firstChunks[file + 1] <= chunk)
            file++;
        return file;
    }

    private void CheckFile(int file)
    {
        if ((uint)file >= (uint)_fileLengths.Length)
            throw new ArgumentOutOfRangeException(nameof(file), file, $"There is no such file: the torrent has {_fileLengths.Length}.");
    }
}
