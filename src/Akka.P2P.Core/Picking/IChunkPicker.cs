namespace Akka.P2P.Core.Picking;

/// <summary>
/// Chooses the next chunk among those that are wanted. The owner says when a chunk becomes wanted or stops being so, and when its
/// count of sources changed; the picker keeps its order up to date so that a pick costs little even with a million chunks.
/// </summary>
public interface IChunkPicker
{
    /// <summary>Chunks that are wanted.</summary>
    int Count { get; }

    /// <summary>The chunk is wanted (again). It must not be in the set.</summary>
    void Add(int chunk);

    /// <summary>The chunk is no longer wanted. False when it wasn't.</summary>
    bool Remove(int chunk);

    /// <summary>The number of partial sources of the chunk changed; chunks that are not wanted are ignored.</summary>
    void Reranked(int chunk);

    /// <summary>The best wanted chunk for which <paramref name="may"/> says yes, or −1. It stays wanted until it is removed.</summary>
    /// <param name="minRank">
    /// Only chunks with at least so many partial sources: 1 spares a look at all those that a partial source can't have.
    /// </param>
    /// <param name="may">Whether the chunk may be taken.</param>
    int Pick(int minRank, Func<int, bool> may);
}
