namespace Akka.P2P.Core.Downloading;

using Akka.P2P.Core.Identity;

/// <summary>
/// Live claims by their attempts, which grow: so they stand in one array in the order of their age, and a claim is found by halving. One that
/// is taken out leaves its place empty until it is the oldest, or the array is full.
/// </summary>
internal sealed class ClaimList
{
    private Place[] _places = new Place[8];

    // What is before it, and from the end on, is empty.
    private int _first;
    private int _end;

    public int Count { get; private set; }

    /// <summary>All of them, oldest first; not to be walked while they change.</summary>
    public IEnumerable<ChunkClaim> ByAge
    {
        get
        {
            for (var i = _first; i < _end; i++)
            {
                if (_places[i].IsLive)
                    yield return _places[i].Claim;
            }
        }
    }

    /// <summary>The claim's attempt must be later than any before.</summary>
    public void Add(in ChunkClaim claim)
    {
        if (_end == _places.Length)
            MakeRoom();
        _places[_end++] = new Place(claim, IsLive: true);
        Count++;
    }

    public bool TryGet(AttemptId attempt, out ChunkClaim claim)
    {
        var place = PlaceOf(attempt);
        claim = place < 0 ? default : _places[place].Claim;
        return place >= 0;
    }

    public bool TryRemove(AttemptId attempt, out ChunkClaim claim)
    {
        var place = PlaceOf(attempt);
        claim = place < 0 ? default : _places[place].Claim;
        if (place < 0)
            return false;
        _places[place] = _places[place] with { IsLive = false };
        if (--Count == 0)
            _first = _end = 0;
        while (_first < _end && !_places[_first].IsLive)
            _first++;
        return true;
    }

    private int PlaceOf(AttemptId attempt)
    {
        var (low, high) = (_first, _end - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            ref readonly var place = ref _places[middle];
            if (place.Claim.Attempt == attempt)
                return place.IsLive ? middle : -1;
            if (place.Claim.Attempt < attempt)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    // Half of it is free at least from then on, so that a claim that lasts does not make the others move each time.
    private void MakeRoom()
    {
        var roomy = 2 * Count > _places.Length ? new Place[2 * _places.Length] : _places;
        var end = 0;
        for (var i = _first; i < _end; i++)
        {
            if (_places[i].IsLive)
                roomy[end++] = _places[i];
        }

        (_places, _first, _end) = (roomy, 0, end);
    }

    private readonly record struct Place(ChunkClaim Claim, bool IsLive);
}
