namespace Akka.P2P.Core.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Picking;

/// <summary>
/// Decides which chunk is asked of which source. Events come in by the methods, what is to be done goes out as
/// <see cref="DownloadAction"/>s; the plan itself does nothing, knows no clock (<c>now</c> is the span since any fixed origin) and
/// draws from the given <see cref="Random"/> only, so a run can be replayed. Not safe for several threads.
/// </summary>
/// <remarks>
/// What a change here must re-check:
/// 1. Every claim in the ledger is counted in its source's ClaimCount and ClaimedBytes and in the total, and in no other.
/// 2. A chunk is in the picker exactly while the ledger says Wanted.
/// 3. Availability counts what the sources now in the plan hold, no more.
/// 4. An event with an attempt that is not live, or from a source that is not in the plan, changes nothing.
/// 5. After Finish there is no claim, and no action follows but DropSource.
/// </remarks>
public sealed partial class DownloadPlan
{
    private readonly SourceTable _sources = new();
    private readonly SourceMemory _memory;
    private readonly Dictionary<int, HashSet<PeerId>> _avoid = [];
    private readonly ChunkLedger _ledger;
    private readonly Availability _availability;
    private readonly IChunkPicker _picker;
    private readonly DownloadLimits _limits;
    private readonly Random _random;
    private readonly long _chunkBytesPerSource;
    private long _claimedBytes;

    // Those with claims.
    private int _busySources;

    // Of all that ever joined.
    private long _joined;

    // A round ends when a chunk is wanted again: then sources that were exhausted may have it.
    private long _round;
    private TimeSpan? _wakeAt;
    private TimeSpan _pausedUntil;
    private TimeSpan _replaceAt;
    private bool _saidStalled;
    private bool _finished;

    /// <param name="grid">The torrent's chunks.</param>
    /// <param name="held">Those that are kept already.</param>
    /// <param name="limits">The numbers that bound the download.</param>
    /// <param name="random">Breaks ties and spreads retries.</param>
    /// <param name="picker">Makes the picker; without one the rarest chunk goes first.</param>
    /// <param name="memory">Of the plan before this one of the same download; without it nothing is known of anybody.</param>
    /// <param name="chosen">Chunks that are to be here at the end; null for all.</param>
    public DownloadPlan(
        ChunkGrid grid, Bitfield held, DownloadLimits limits, Random random, Func<Availability, IChunkPicker>? picker = null,
        SourceMemory? memory = null, Bitfield? chosen = null)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(held);
        _ledger = new ChunkLedger(grid, held, chosen);
        _limits = limits;
        _chunkBytesPerSource = long.Max((long)limits.MaxChunksPerSource * grid.ChunkLength, limits.SmallChunkBytesPerSource);
        _random = random;
        _memory = memory ?? new SourceMemory();
        _availability = new Availability(grid.Count);
        _hasTaker = HasTaker;
        _picker = picker?.Invoke(_availability) ?? new RarestFirstPicker(_availability, random);
        foreach (var chunk in _ledger.Wanted().EnumerateSet())
        {
            _picker.Add(chunk);
            MissingBytes += grid.LengthOf(grid.At(chunk));
        }

        HeldBytes = BytesOf(held);
        ChosenBytes = chosen is null ? grid.TotalLength : BytesOf(chosen);
    }

    public ChunkGrid Grid => _ledger.Grid;

    public bool IsComplete => _ledger.IsComplete;

    /// <summary>Bytes of the chunks that are kept.</summary>
    public long HeldBytes { get; private set; }

    /// <summary>Bytes of the chunks that are to be here at the end.</summary>
    public long ChosenBytes { get; }

    /// <summary>Bytes of those of them that are not kept yet.</summary>
    public long MissingBytes { get; private set; }

    public int HeldChunks => _ledger.HeldCount;

    public int ChunksInFlight => _ledger.InFlightCount;

    public int WantedChunks => _ledger.WantedCount;

    public int SourceCount => _sources.Count;

    /// <summary>Sources whose fetcher is connected and not choked.</summary>
    public int ReadySourceCount => _sources.Ready.Length;

    /// <summary>Those that lied, and what they did.</summary>
    public IReadOnlyDictionary<PeerId, ImmutableArray<Evidence>> Banned => _memory.Banned;

    /// <summary>The first event: a torrent without chunks, or with all of them here, is done at once.</summary>
    public ImmutableArray<DownloadAction> Start() => Decide(TimeSpan.Zero);

    /// <summary>A snapshot of the chunks that are kept.</summary>
    public Bitfield Held() => _ledger.Held();

    /// <summary>A snapshot of the chunks that are to be here at the end.</summary>
    public Bitfield Chosen() => _ledger.Chosen();

    public ChunkState StateOf(ChunkIndex chunk) => _ledger.StateOf(chunk);

    /// <summary>The live claims on a chunk, oldest first.</summary>
    public ImmutableArray<ChunkClaim> ClaimsOn(ChunkIndex chunk) => _ledger.ClaimsOn(chunk);

    public bool Has(PeerId source) => _sources.Contains(source);

    /// <summary>Whether a source that somebody named is worth a connection: not in the plan, not banned, not in its time-out.</summary>
    public bool Accepts(PeerId source, TimeSpan now) =>
        !_finished && !_sources.Contains(source) && !_memory.Banned.ContainsKey(source)
        && (_memory.Find(source) is not { } record || record.Budget.NotBefore <= now);

    /// <summary>Failures of the source since it last gave a chunk.</summary>
    public int FailuresOf(PeerId source) => _memory.Find(source)?.Budget.Failures ?? 0;

    private long BytesOf(Bitfield chunks)
    {
        var bytes = 0L;
        foreach (var chunk in chunks.EnumerateSet())
            bytes += Grid.LengthOf(Grid.At(chunk));
        return bytes;
    }
}
