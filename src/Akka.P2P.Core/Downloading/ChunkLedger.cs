namespace Akka.P2P.Core.Downloading;

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

/// <summary>
/// Which chunks a download wants, has asked for, or has. A chunk that was chosen is in exactly one of the three, and only the methods here move it:
/// <code>
/// Wanted ──Claim──▶ InFlight ──TryKeep──▶ Held
///    ▲                 │  ▲
///    └───TryRelease────┘  └─Claim (endgame: a further source)
/// </code>
/// A chunk in flight goes back to Wanted with its last claim; one that nobody chose is none of them, and Left for good. Attempts are never used twice, so whoever comes with an old one
/// changes nothing.
/// </summary>
public sealed class ChunkLedger
{
    private readonly ClaimList _claims = new();

    // Chunks in flight: the claim of each, and those of sources that race for it.
    private readonly Dictionary<int, ClaimsOnChunk> _byChunk = [];
    private readonly Bitfield _held;

    // What most questions are about: a byte for each chunk, so that they touch nothing else.
    private readonly ChunkState[] _states;
    private readonly Bitfield? _chosen;
    private AttemptId _last;

    /// <param name="grid">The torrent's chunks.</param>
    /// <param name="held">Those that are kept already; copied.</param>
    /// <param name="chosen">Those that are to be here at the end; null for all.</param>
    /// <exception cref="ArgumentException">They are of different torrents.</exception>
    public ChunkLedger(ChunkGrid grid, Bitfield held, Bitfield? chosen = null)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(held);
        if (held.Length != grid.Count)
            throw new ArgumentException($"A bitfield over {held.Length} chunks is not of a torrent of {grid.Count}.", nameof(held));
        Grid = grid;
        _held = held.Clone();
        _chosen = chosen?.Clone();
        _states = new ChunkState[grid.Count];
        for (var chunk = 0; chunk < _states.Length; chunk++)
            _states[chunk] = held[chunk] ? ChunkState.Held : _chosen is null || _chosen[chunk] ? ChunkState.Wanted : ChunkState.Left;
        WantedCount = _states.Count(s => s == ChunkState.Wanted);
    }

    public ChunkGrid Grid { get; }

    public int HeldCount => _held.Count;

    public int WantedCount { get; private set; }

    public int InFlightCount => _byChunk.Count;

    /// <summary>Attempts that are under way; more than <see cref="InFlightCount"/> only while sources race.</summary>
    public int ClaimCount => _claims.Count;

    /// <summary>All that was chosen is held.</summary>
    public bool IsComplete => WantedCount == 0 && _byChunk.Count == 0;

    /// <summary>A snapshot.</summary>
    public Bitfield Held() => _held.Clone();

    /// <summary>A snapshot.</summary>
    public Bitfield Wanted()
    {
        var wanted = new Bitfield(Grid.Count);
        for (var chunk = 0; chunk < _states.Length; chunk++)
        {
            if (_states[chunk] == ChunkState.Wanted)
                wanted.Set(chunk);
        }

        return wanted;
    }

    /// <summary>What is to be here at the end; a copy.</summary>
    public Bitfield Chosen() => _chosen?.Clone() ?? Bitfield.Full(Grid.Count);

    public ChunkState StateOf(ChunkIndex chunk) => _states[chunk.Value];

    /// <summary>The live claims on a chunk, oldest first.</summary>
    public ImmutableArray<ChunkClaim> ClaimsOn(ChunkIndex chunk) =>
        _byChunk.TryGetValue(chunk.Value, out var on) ? [.. Of(on)] : [];

    /// <summary>How many they are; costs nothing.</summary>
    public int ClaimCountOn(ChunkIndex chunk) => _byChunk.TryGetValue(chunk.Value, out var on) ? on.Count : 0;

    /// <summary>The live claims of a source, oldest first. Looks at those of all sources.</summary>
    public ImmutableArray<ChunkClaim> ClaimsOf(PeerId source) => [.. _claims.ByAge.Where(c => c.Source == source)];

    /// <summary>All live claims, oldest first; not to be walked while they change.</summary>
    public IEnumerable<ChunkClaim> ClaimsByAge => _claims.ByAge;

    public bool TryGetClaim(AttemptId attempt, out ChunkClaim claim) => _claims.TryGet(attempt, out claim);

    /// <summary>Whether the source has a claim on the chunk.</summary>
    public bool IsClaimedBy(ChunkIndex chunk, PeerId source) =>
        _byChunk.TryGetValue(chunk.Value, out var on) && IsAmong(on, source);

    /// <summary>Gives the chunk to a source. One source never has two claims on one chunk.</summary>
    /// <exception cref="InvalidOperationException">The chunk is held or was not chosen, or the source has a claim on it.</exception>
    public AttemptId Claim(ChunkIndex chunk, PeerId source, TimeSpan at = default)
    {
        var state = StateOf(chunk);
        if (state == ChunkState.Held)
            throw new InvalidOperationException($"Chunk {chunk} is held: it must not be asked for again.");
        if (state == ChunkState.Left)
            throw new InvalidOperationException($"Chunk {chunk} was not chosen.");
        ref var on = ref CollectionsMarshal.GetValueRefOrAddDefault(_byChunk, chunk.Value, out var isInFlight);
        if (isInFlight && IsAmong(on, source))
            throw new InvalidOperationException($"Chunk {chunk} is being fetched from {source.ShortText} already.");
        _last = _last.Next();
        on = isInFlight ? on.With(_last) : new ClaimsOnChunk(_last);
        _claims.Add(new ChunkClaim(_last, chunk, source, at));
        if (state == ChunkState.Wanted)
            WantedCount--;
        _states[chunk.Value] = ChunkState.InFlight;
        return _last;
    }

    /// <summary>The attempt's chunk arrived, was verified and is kept. The claims that lost the race are gone, and returned.</summary>
    /// <returns>False when the attempt is not a live claim: it came too late to count.</returns>
    public bool TryKeep(AttemptId attempt, out ChunkClaim kept, out ImmutableArray<ChunkClaim> losers)
    {
        losers = [];
        if (!_claims.TryRemove(attempt, out kept))
            return false;
        _byChunk.Remove(kept.Chunk.Value, out var on);
        if (on.Count > 1)
        {
            losers = [.. Of(on.Without(attempt))];
            foreach (var loser in losers)
                _claims.TryRemove(loser.Attempt, out _);
        }

        _held.Set(kept.Chunk);
        _states[kept.Chunk.Value] = ChunkState.Held;
        return true;
    }

    /// <summary>The attempt ended without its chunk.</summary>
    /// <returns>False when the attempt is not a live claim.</returns>
    public bool TryRelease(AttemptId attempt, out ChunkClaim released)
    {
        if (!_claims.TryRemove(attempt, out released))
            return false;
        var on = _byChunk[released.Chunk.Value];
        if (on.Count > 1)
        {
            _byChunk[released.Chunk.Value] = on.Without(attempt);
            return true;
        }

        _byChunk.Remove(released.Chunk.Value);
        _states[released.Chunk.Value] = ChunkState.Wanted;
        WantedCount++;
        return true;
    }

    /// <summary>The source is gone: all that it had been asked for is released.</summary>
    public ImmutableArray<ChunkClaim> ReleaseAllOf(PeerId source)
    {
        var claims = ClaimsOf(source);
        foreach (var claim in claims)
            TryRelease(claim.Attempt, out _);
        return claims;
    }

    private IEnumerable<ChunkClaim> Of(ClaimsOnChunk on)
    {
        foreach (var attempt in on.All)
        {
            if (_claims.TryGet(attempt, out var claim))
                yield return claim;
        }
    }

    private bool IsAmong(ClaimsOnChunk on, PeerId source) => on.Count == 1
        ? _claims.TryGet(on.First, out var only) && only.Source == source
        : Of(on).Any(claim => claim.Source == source);

    /// <summary>Oldest first. Nearly always there is one, and it takes nothing but this.</summary>
    private readonly record struct ClaimsOnChunk(AttemptId First, ImmutableArray<AttemptId> Rivals)
    {
        public ClaimsOnChunk(AttemptId first)
            : this(first, [])
        {
        }

        public int Count => 1 + Rivals.Length;

        public IEnumerable<AttemptId> All => Rivals.Prepend(First);

        public ClaimsOnChunk With(AttemptId attempt) => this with { Rivals = Rivals.Add(attempt) };

        /// <summary>Not the last one.</summary>
        public ClaimsOnChunk Without(AttemptId attempt) =>
            attempt == First ? new ClaimsOnChunk(Rivals[0], Rivals.RemoveAt(0)) : this with { Rivals = Rivals.Remove(attempt) };
    }
}
