namespace Akka.P2P.Core.Seeding;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

/// <summary>
/// How a seeder that holds everything brings it among many: each chunk is shown to one peer alone, until every chunk went out once; then
/// it is shown to all. So the seeder's link, the one that a new torrent has to wait for, carries nothing twice while others can pass it on.
/// A peer that is alone sees everything at once, until another one comes. Who has got all that it was shown, when nothing is left to be
/// shown, ends it for all: what is still on its way to slower ones is not waited for. So do peers that take none of what they are shown:
/// they have it from elsewhere. One of many that does so wants other chunks, and sees everything.
/// </summary>
/// <remarks>
/// What is shown can't be taken back: a chunk whose peer left, or passed it over (it may have it from elsewhere), is shown to another one.
/// One that was passed over twice is held to be spread. Not safe for several threads; draws from the given chance only.
/// What a change here must re-check:
/// 1. A chunk is in the pool, or shown to one peer and not sent, or out; never in two of them. One who no longer sees everything may have asked
///    for a chunk that another is shown: then it is with both, and goes back to the pool when both are rid of it.
/// 2. After the end nothing is shown chunk by chunk, and it never begins again.
/// </remarks>
/// <param name="grid">The torrent's chunks.</param>
/// <param name="aheadBytes">What one peer is shown beyond what it was sent; at least a chunk.</param>
/// <param name="random">The only source of chance.</param>
public sealed class FirstHandout
{
    private const int MaxPasses = 2;

    // Times in a row that somebody took nothing of what it was shown.
    private const int MaxFruitless = 4;
    private const int MaxAhead = 4096;
    private const int SmallestPart = 64;

    private readonly ChunkGrid _grid;
    private readonly long _aheadBytes;
    private readonly Dictionary<PeerId, Taker> _takers = [];
    private readonly Dictionary<int, int> _passes = [];

    // Not shown to anybody, in the order in which they will be, the next one last.
    private readonly List<int> _pool;
    private readonly Bitfield _inPool;
    private readonly Bitfield _out;
    private PeerId? _alone;
    private int _fruitless;
    private bool _isEnded;

    public FirstHandout(ChunkGrid grid, long aheadBytes, Random random)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(random);
        _grid = grid;
        _aheadBytes = aheadBytes;
        _out = new Bitfield(grid.Count);
        _inPool = Bitfield.Full(grid.Count);
        var order = Enumerable.Range(0, grid.Count).ToArray();
        random.Shuffle(order);
        _pool = [.. order];
    }

    /// <summary>Every chunk is out, or as good as out: everybody may see everything.</summary>
    public bool IsOver => _isEnded || _out.IsFull;

    /// <summary>What one peer is to be shown ahead: less of a small torrent, so that it is spread over many.</summary>
    /// <param name="grid">The torrent's chunks.</param>
    /// <param name="most">Bytes.</param>
    public static long AheadOf(ChunkGrid grid, long most)
    {
        ArgumentNullException.ThrowIfNull(grid);
        return long.Min(most, grid.TotalLength / SmallestPart);
    }

    /// <summary>Chunks that were sent whole, or are held to be spread.</summary>
    public int OutCount => _out.Count;

    /// <summary>Those who are interested.</summary>
    public IReadOnlyCollection<PeerId> Peers => _takers.Keys;

    /// <summary>A peer is interested; one that is known begins anew.</summary>
    /// <param name="peer">Who.</param>
    /// <param name="noLongerAlone">One that saw everything because it was alone, and sees only what <see cref="SeenBy"/> says from now on.</param>
    /// <returns>Whether it sees everything at once: it is alone, or all is out.</returns>
    public bool Join(PeerId peer, out PeerId? noLongerAlone)
    {
        Remove(peer);
        noLongerAlone = null;
        var isAlone = _takers.Count == 0;
        if (_alone is { } before && !IsOver)
        {
            _takers[before].SeesAll = false;
            noLongerAlone = before;
            _alone = null;
        }

        _takers.Add(peer, new Taker { SeesAll = isAlone || IsOver });
        if (isAlone)
            _alone = peer;
        return isAlone || IsOver;
    }

    /// <summary>The peer is gone; what it was shown and did not get is shown to another one.</summary>
    /// <returns>Who is alone now, and sees everything from now on; null for nobody.</returns>
    public PeerId? Leave(PeerId peer)
    {
        if (!Remove(peer) || IsOver || _takers.Count != 1)
            return null;
        var (last, taker) = _takers.First();
        if (taker.SeesAll)
            return null;
        taker.SeesAll = true;
        _alone = last;
        return last;
    }

    /// <summary>Chunks that were shown to the peer, or that it asked for, and that it has not got.</summary>
    public ImmutableArray<int> SeenBy(PeerId peer) => _takers.TryGetValue(peer, out var taker) ? [.. taker.Shown.Union(taker.Begun)] : [];

    /// <summary>The peer is served, or was sent something: what it is to be shown now.</summary>
    public ImmutableArray<int> Show(PeerId peer)
    {
        if (IsOver || !_takers.TryGetValue(peer, out var taker) || taker.SeesAll)
            return [];
        var shown = ImmutableArray.CreateBuilder<int>();
        var ahead = taker.ShownBytes;
        while ((ahead == 0 || ahead < _aheadBytes) && taker.Shown.Count < MaxAhead && TryTake(out var chunk))
        {
            taker.Shown.Add(chunk);
            ahead += _grid.LengthOf(_grid.At(chunk));
            shown.Add(chunk);
        }

        _isEnded |= taker.Shown.Count == 0;
        taker.ShownBytes = ahead;
        return shown.DrainToImmutable();
    }

    /// <summary>The peer asked for the chunk: nobody else is shown it unless this comes to nothing.</summary>
    public void Asked(PeerId peer, int chunk)
    {
        _fruitless = 0;
        if (!_takers.TryGetValue(peer, out var taker))
            return;
        taker.Fruitless = 0;
        if (_out[chunk])
            return;
        if (_inPool.Clear(chunk) && taker.Shown.Add(chunk))
            taker.ShownBytes += _grid.LengthOf(_grid.At(chunk));
        taker.Begun.Add(chunk);
    }

    /// <summary>The chunk went to the peer whole.</summary>
    public void Sent(PeerId peer, int chunk)
    {
        if (_takers.TryGetValue(peer, out var taker))
        {
            taker.Begun.Remove(chunk);
            if (taker.Shown.Remove(chunk))
                taker.ShownBytes -= _grid.LengthOf(_grid.At(chunk));
        }

        _inPool.Clear(chunk);
        _out.Set(chunk);
    }

    /// <summary>What the peer asked for is not sent to it after all.</summary>
    public void Refused(PeerId peer, int chunk)
    {
        if (_takers.TryGetValue(peer, out var taker) && taker.Begun.Remove(chunk) && !taker.Shown.Contains(chunk))
            GiveBack(chunk);
    }

    /// <summary>The peer is not served any more: what it was shown and did not ask for is shown to others.</summary>
    /// <param name="peer">Who.</param>
    /// <param name="hadTime">Whether it was served long enough to ask: then it passed them over.</param>
    /// <returns>Whether it sees everything from now on: it wants other chunks than those that it is shown.</returns>
    public bool TakeBack(PeerId peer, bool hadTime)
    {
        if (!_takers.TryGetValue(peer, out var taker))
            return false;
        if (hadTime && taker.Shown.Count > 0 && taker.Begun.Count == 0)
        {
            _isEnded |= ++_fruitless >= MaxFruitless;
            taker.SeesAll |= ++taker.Fruitless >= MaxFruitless;
        }

        foreach (var chunk in taker.Shown.Where(c => !taker.Begun.Contains(c)).ToList())
        {
            taker.Shown.Remove(chunk);
            taker.ShownBytes -= _grid.LengthOf(_grid.At(chunk));
            if (hadTime && (_passes[chunk] = _passes.GetValueOrDefault(chunk) + 1) >= MaxPasses)
                _out.Set(chunk);
            else
                GiveBack(chunk);
        }

        return taker.SeesAll;
    }

    private bool Remove(PeerId peer)
    {
        if (!_takers.Remove(peer, out var taker))
            return false;
        if (_alone == peer)
            _alone = null;
        foreach (var chunk in taker.Shown.Union(taker.Begun))
            GiveBack(chunk);
        return true;
    }

    private bool TryTake(out int chunk)
    {
        while (_pool.Count > 0)
        {
            chunk = _pool[^1];
            _pool.RemoveAt(_pool.Count - 1);
            // One who sees all may have asked for it meanwhile.
            if (_inPool.Clear(chunk))
                return true;
        }

        chunk = -1;
        return false;
    }

    private void GiveBack(int chunk)
    {
        if (_out[chunk] || _takers.Values.Any(t => t.Shown.Contains(chunk) || t.Begun.Contains(chunk)) || !_inPool.Set(chunk))
            return;
        _pool.Insert(0, chunk);
    }

    private sealed class Taker
    {
        public bool SeesAll { get; set; }

        /// <summary>Times in a row that it took nothing of what it was shown.</summary>
        public int Fruitless { get; set; }

        /// <summary>Shown and not sent.</summary>
        public HashSet<int> Shown { get; } = [];

        /// <summary>Those of the shown that it asked for.</summary>
        public HashSet<int> Begun { get; } = [];

        public long ShownBytes { get; set; }
    }
}
