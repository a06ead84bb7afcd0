namespace Akka.P2P.Core.Tests.Downloading;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Picking;
using static DownloadPlanTests;
using static TestGrid;

/// <summary>Torrents of many files that are much smaller than a chunk.</summary>
public sealed class SmallChunksPlanTests
{
    private const int FullChunk = 256 * 1024;
    private const int Files = 100_000;

    private static readonly DownloadLimits Defaults = Limits with
    {
        MaxBytesInFlight = 32 << 20,
        MaxBytesPerSource = 8 << 20,
        MaxChunksPerSource = 32,
        SmallChunkBytesPerSource = 2 << 20,
        MaxClaimsPerSource = 4096,

        // As if every source were fast.
        MinStock = 8 << 20,
    };

    [Fact(DisplayName = "A source is given thousands of small chunks at a time, in runs of neighbours that make a chunk of full length")]
    public void Runs_of_neighbours()
    {
        var plan = Plan(Grid(Files, 1024), new CountingPicker(Files));
        var fetches = Fetches(Join(plan, Peer(1)));

        Assert.Equal(Defaults.MaxClaimsPerSource, fetches.Length);
        var runs = 1 + fetches.Zip(fetches.Skip(1)).Count(pair => pair.Second.Chunk.Value != pair.First.Chunk.Value + 1);
        Assert.InRange(runs, 2, 2 * Defaults.MaxClaimsPerSource / (FullChunk / 1024));
    }

    [Theory(DisplayName = "What one source is given is bounded by bytes, whatever the size of the chunks")]
    [InlineData(1024, 4096)]
    [InlineData(10 * 1024, 819)]
    [InlineData(FullChunk, 32)]
    public void Bounded_by_bytes(int size, int claims) =>
        Assert.Equal(claims, Fetches(Join(Plan(Grid(5000, size), null), Peer(1))).Length);

    [Fact(DisplayName = "A hundred thousand small chunks from one source cost few picks, none of which looks at more than a chunk")]
    public void Cost_of_one_source()
    {
        var picker = new CountingPicker(Files);
        var plan = Plan(Grid(Files, 1024), picker);
        var events = Run(plan, Join(plan, Peer(1)), 300);

        Assert.True(plan.IsComplete);
        Assert.Equal((Files + 299) / 300, events);
        // A run is a pick; what is left between runs makes shorter ones.
        Assert.InRange(picker.Picks, Files / (FullChunk / 1024), 8 * Files / (FullChunk / 1024));
        Assert.True(picker.Looks <= picker.Picks, $"{picker.Picks} picks looked at {picker.Looks} chunks");
    }

    [Fact(DisplayName = "The end of a download of small chunks from a slow and a quick source: the quick one takes over without a round trip for each")]
    public void Endgame()
    {
        var plan = Plan(Grid(3000, 1024), null);
        Assert.Equal(3000, Fetches(Join(plan, Peer(1))).Length);
        var races = Fetches(Join(plan, Peer(2)));
        Assert.Equal(FullChunk / 1024, races.Length);
        Assert.All(races, r => Assert.Equal(Peer(2), r.Source));

        var rounds = 1;
        while (!plan.IsComplete)
        {
            var actions = plan.ChunksKept([.. races.Select(r => r.Attempt)], At(1), out var kept);
            Assert.Equal(races.Length, kept.Length);
            Assert.Equal(races.Length, actions.OfType<DownloadAction.CancelFetch>().Count());
            races = Fetches(actions);
            rounds++;
        }

        Assert.InRange(rounds, 3000 * 1024 / FullChunk, (3000 * 1024 / FullChunk) + 2);
    }

    [Fact(DisplayName = "Chunks that failed together are one failure of their source, and all of them are wanted again")]
    public void Fail_together()
    {
        var plan = Plan(Grid(100, 1024), null);
        var fetches = Fetches(Join(plan, Peer(1)));
        Assert.Equal(100, fetches.Length);

        var actions = plan.ChunksFailed([.. fetches.Take(50).Select(f => f.Attempt)], FetchFailure.Refused, "busy", At(1));

        Assert.Equal(50, plan.WantedChunks);
        Assert.True(plan.Has(Peer(1)), "it was dropped for one refusal");
        var wake = Assert.Single(actions.OfType<DownloadAction.WakeIn>()).Delay;
        Assert.Equal(50, Fetches(plan.Tick(At(1) + wake)).Length);
    }

    [Fact(DisplayName = "Of attempts that end together, those that came too late count for nothing")]
    public void Late_among_good()
    {
        var plan = Plan(Grid(10, 1024), null);
        var before = Fetches(Join(plan, Peer(1)));
        plan.FetcherWaiting(Peer(1), At(1));
        var after = Fetches(plan.SourceUnchoked(Peer(1), At(1)));
        plan.ChunksKept([before[0].Attempt, after[3].Attempt, before[1].Attempt, after[3].Attempt], At(2), out var kept);
        Assert.Equal(after[3].Chunk, Assert.Single(kept));
        Assert.Equal((1, 1024L), (plan.HeldChunks, plan.HeldBytes));
    }

    private static ChunkGrid Grid(int files, int size) => new([.. Enumerable.Repeat((long)size, files)], FullChunk);

    private static DownloadPlan Plan(ChunkGrid grid, CountingPicker? picker) =>
        new(grid, new Bitfield(grid.Count), Defaults, new Random(7), picker is null ? null : picker.Over);

    private static System.Collections.Immutable.ImmutableArray<DownloadAction> Join(DownloadPlan plan, PeerId peer)
    {
        plan.SourceJoined(peer, At(0));
        plan.HaveAll(peer, At(0));
        return plan.SourceUnchoked(peer, At(0));
    }

    /// <summary>Everything that is asked for is kept, in its order and in groups.</summary>
    /// <returns>How many groups it took.</returns>
    private static int Run(DownloadPlan plan, IEnumerable<DownloadAction> actions, int group)
    {
        var open = new Queue<AttemptId>();
        var events = 0;
        while (true)
        {
            foreach (var fetch in actions.OfType<DownloadAction.Fetch>())
                open.Enqueue(fetch.Attempt);
            if (open.Count == 0)
                return events;
            var some = new List<AttemptId>();
            while (some.Count < group && open.TryDequeue(out var attempt))
                some.Add(attempt);
            actions = plan.ChunksKept([.. some], At(1), out _);
            events++;
        }
    }

    /// <summary>The real picker, and how much it was asked to do.</summary>
    private sealed class CountingPicker(int chunks) : IChunkPicker
    {
        private IChunkPicker _inner = new RarestFirstPicker(new Availability(chunks), new Random(7));

        public int Picks { get; private set; }

        public int Looks { get; private set; }

        public int Count => _inner.Count;

        public IChunkPicker Over(Availability availability)
        {
            _inner = new RarestFirstPicker(availability, new Random(7));
            return this;
        }

        public void Add(int chunk) => _inner.Add(chunk);

        public bool Remove(int chunk) => _inner.Remove(chunk);

        public void Reranked(int chunk) => _inner.Reranked(chunk);

        public int Pick(int minRank, Func<int, bool> may)
        {
            Picks++;
            return _inner.Pick(minRank, chunk =>
            {
                Looks++;
                return may(chunk);
            });
        }
    }
}
