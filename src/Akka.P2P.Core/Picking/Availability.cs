namespace Akka.P2P.Core.Picking;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

/// <summary>
/// How many of the known sources hold each chunk. Sources that hold everything are counted once for all chunks, because they
/// change no chunk's rank among the others; so a seeder joins a torrent of a million chunks in one step.
/// </summary>
public sealed class Availability(int chunkCount)
{
    private readonly int[] _partial = new int[chunkCount];

    public int ChunkCount => _partial.Length;

    /// <summary>Sources that hold every chunk.</summary>
    public int FullSources { get; private set; }

    /// <summary>Sources that hold the chunk, full ones included.</summary>
    public int CountOf(ChunkIndex chunk) => _partial[chunk.Value] + FullSources;

    /// <summary>Sources that hold the chunk and not every chunk: the number that ranks chunks among each other.</summary>
    public int PartialCountOf(int chunk) => _partial[chunk];

    public void AddFull() => FullSources++;

    /// <exception cref="InvalidOperationException">No full source was counted.</exception>
    public void RemoveFull()
    {
        if (FullSources == 0)
            throw new InvalidOperationException("No source that holds everything was counted.");
        FullSources--;
    }

    public void Add(int chunk) => _partial[chunk]++;

    /// <exception cref="InvalidOperationException">No source of the chunk was counted.</exception>
    public void Remove(int chunk)
    {
        if (_partial[chunk] == 0)
            throw new InvalidOperationException($"No source of chunk {chunk} was counted.");
        _partial[chunk]--;
    }

    /// <summary>Chunks among <paramref name="wanted"/> that no known source holds.</summary>
    public int CountUnreachable(Bitfield wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        return FullSources > 0 ? 0 : wanted.EnumerateSet().Count(chunk => _partial[chunk] == 0);
    }
}
