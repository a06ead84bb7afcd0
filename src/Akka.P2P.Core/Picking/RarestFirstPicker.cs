namespace Akka.P2P.Core.Picking;

/// <summary>
/// Rarest chunk first; among equals by chance, so that leechers who start together end up with different chunks to give each other.
/// </summary>
/// <remarks>
/// Wanted chunks stand in one bucket a count of partial sources. Adding, removing and re-ranking cost O(1) (swap with the last of
/// the bucket); a pick walks the buckets upwards, each from a random place, and stops at the first chunk that may be taken.
/// </remarks>
public sealed class RarestFirstPicker(Availability availability, Random random) : IChunkPicker
{
    private const int NotWanted = -1;

    private readonly List<List<int>> _buckets = [];
    private readonly int[] _bucketOf = Filled(availability.ChunkCount);
    private readonly int[] _placeOf = new int[availability.ChunkCount];

    public int Count { get; private set; }

    /// <exception cref="InvalidOperationException">The chunk is wanted already.</exception>
    public void Add(int chunk)
    {
        if (_bucketOf[chunk] != NotWanted)
            throw new InvalidOperationException($"Chunk {chunk} is wanted already.");
        Insert(chunk);
        Count++;
    }

    public bool Remove(int chunk)
    {
        if (_bucketOf[chunk] == NotWanted)
            return false;
        TakeOut(chunk);
        Count--;
        return true;
    }

    public void Reranked(int chunk)
    {
        if (_bucketOf[chunk] == NotWanted || _bucketOf[chunk] == availability.PartialCountOf(chunk))
            return;
        TakeOut(chunk);
        Insert(chunk);
    }

    public int Pick(int minRank, Func<int, bool> may)
    {
        ArgumentNullException.ThrowIfNull(may);
        for (var rank = minRank; rank < _buckets.Count; rank++)
        {
            var bucket = _buckets[rank];
            if (bucket.Count == 0)
                continue;
            var start = random.Next(bucket.Count);
            for (var i = 0; i < bucket.Count; i++)
            {
                var chunk = bucket[start + i < bucket.Count ? start + i : start + i - bucket.Count];
                if (may(chunk))
                    return chunk;
            }
        }

        return NotWanted;
    }

    private static int[] Filled(int count)
    {
        var array = new int[count];
        Array.Fill(array, NotWanted);
        return array;
    }

    private void Insert(int chunk)
    {
        var rank = availability.PartialCountOf(chunk);
        while (_buckets.Count <= rank)
            _buckets.Add([]);
        _bucketOf[chunk] = rank;
        _placeOf[chunk] = _buckets[rank].Count;
        _buckets[rank].Add(chunk);
    }

    private void TakeOut(int chunk)
    {
        var bucket = _buckets[_bucketOf[chunk]];
        var last = bucket[^1];
        bucket[_placeOf[chunk]] = last;
        _placeOf[last] = _placeOf[chunk];
        bucket.RemoveAt(bucket.Count - 1);
        _bucketOf[chunk] = NotWanted;
    }
}
