namespace Akka.P2P.Core.Picking;

using Akka.P2P.Core.Chunks;

/// <summary>
/// The first wanted chunk first, for whoever reads a file while it comes. A swarm in which many do so is slower: all of them want the same
/// chunks at the same time, and have little to give each other.
/// </summary>
/// <remarks>Adding and removing cost O(1); a pick looks from the first wanted chunk on, 64 at a time where none is wanted.</remarks>
public sealed class SequentialPicker : IChunkPicker
{
    private readonly Availability _availability;
    private readonly Bitfield _wanted;

    // No wanted chunk is before it.
    private int _first;

    public SequentialPicker(Availability availability)
    {
        ArgumentNullException.ThrowIfNull(availability);
        _availability = availability;
        _wanted = new Bitfield(availability.ChunkCount);
    }

    public int Count => _wanted.Count;

    /// <exception cref="InvalidOperationException">The chunk is wanted already.</exception>
    public void Add(int chunk)
    {
        if (!_wanted.Set(chunk))
            throw new InvalidOperationException($"Chunk {chunk} is wanted already.");
        _first = int.Min(_first, chunk);
    }

    public bool Remove(int chunk) => _wanted.Clear(chunk);

    public void Reranked(int chunk)
    {
        // The order is the chunks' own.
    }

    public int Pick(int minRank, Func<int, bool> may)
    {
        ArgumentNullException.ThrowIfNull(may);
        if (_wanted.IsEmpty)
            return -1;
        _first = _wanted.NextSet(_first);
        for (var chunk = _first; chunk >= 0; chunk = _wanted.NextSet(chunk + 1))
        {
            if (_availability.PartialCountOf(chunk) >= minRank && may(chunk))
                return chunk;
        }

        return -1;
    }
}
