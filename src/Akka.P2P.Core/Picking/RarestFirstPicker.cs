namespace Akka.P2P.Core.Picking;

/// <summary>
/// Rarest chunk first; among equals by chance, so that leechers who start together end up with different chunks to give each other.
/// </summary>
/// <remarks>
/// Wanted chunks stand in one array, ordered by their count of partial sources, the rarest last: so a rank is a stretch of it, and a chunk goes
/// to the rank beside its own by changing places with the one at the edge. Re-ranking costs O(1) a source that came or left; adding and
/// removing O(1) a rank that is rarer. A pick walks the ranks from the rarest on, each from a random place, and stops at the first chunk that may be taken.
/// </remarks>
public sealed class RarestFirstPicker(Availability availability, Random random) : IChunkPicker
{
    private const int NotWanted = -1;

    private readonly Standing[] _standings = Filled(availability.ChunkCount);
    private readonly int[] _order = new int[availability.ChunkCount];

    // Where each rank begins. It ends where the next rarer one begins; those that nobody has reached are empty, and begin at 0.
    private int[] _begins = new int[4];

    public int Count { get; private set; }

    /// <exception cref="InvalidOperationException">The chunk is wanted already.</exception>
    public void Add(int chunk)
    {
        if (_standings[chunk].Rank != NotWanted)
            throw new InvalidOperationException($"Chunk {chunk} is wanted already.");
        _order[Count] = chunk;
        _standings[chunk] = new Standing { Rank = 0, Place = Count++ };
        MoveTo(availability.PartialCountOf(chunk), chunk);
    }

    public bool Remove(int chunk)
    {
        if (_standings[chunk].Rank == NotWanted)
            return false;
        MoveTo(0, chunk);
        Count--;
        Swap(chunk, Count);
        _standings[chunk].Rank = NotWanted;
        return true;
    }

    public void Reranked(int chunk)
    {
        if (_standings[chunk].Rank != NotWanted)
            MoveTo(availability.PartialCountOf(chunk), chunk);
    }

    public int Pick(int minRank, Func<int, bool> may)
    {
        ArgumentNullException.ThrowIfNull(may);
        var end = minRank == 0 ? Count : minRank <= _begins.Length ? _begins[minRank - 1] : 0;
        for (var rank = minRank; end > 0; rank++)
        {
            var stretch = _order.AsSpan(_begins[rank], end - _begins[rank]);
            end = _begins[rank];
            if (stretch.IsEmpty)
                continue;
            var start = random.Next(stretch.Length);
            for (var i = 0; i < stretch.Length; i++)
            {
                var chunk = stretch[start + i < stretch.Length ? start + i : start + i - stretch.Length];
                if (may(chunk))
                    return chunk;
            }
        }

        return NotWanted;
    }

    private static Standing[] Filled(int count)
    {
        var array = new Standing[count];
        Array.Fill(array, new Standing { Rank = NotWanted });
        return array;
    }

    private void MoveTo(int rank, int chunk)
    {
        // One more than is needed, so that the last one is empty.
        if (rank + 1 >= _begins.Length)
            Array.Resize(ref _begins, 2 * (rank + 1));
        ref var standing = ref _standings[chunk];
        while (standing.Rank < rank)
            Swap(chunk, _begins[standing.Rank++]++);
        while (standing.Rank > rank)
            Swap(chunk, --_begins[--standing.Rank]);
    }

    private void Swap(int chunk, int place)
    {
        ref var own = ref _standings[chunk].Place;
        if (own == place)
            return;
        var other = _order[place];
        _order[own] = other;
        _standings[other].Place = own;
        _order[place] = chunk;
        own = place;
    }

    // Beside each other, since whoever needs one needs both.
    private struct Standing
    {
        public int Rank;
        public int Place;
    }
}
