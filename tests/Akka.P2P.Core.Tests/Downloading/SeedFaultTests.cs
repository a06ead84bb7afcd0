namespace Akka.P2P.Core.Tests.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using static TestGrid;

/// <summary>What the Python seed did wrong when it planned a download, and the plan does right.</summary>
public sealed class SeedFaultTests
{
    [Fact(DisplayName = "Seed fault: chunk i is only ever asked of seeder i mod n; S2.63, S2.96: any source is asked for any chunk, so one that is gone is no loss")]
    public void Any_source_any_chunk()
    {
        const int Chunks = 30;
        var plan = Plan(Chunks);
        var asked = new HashSet<(int Chunk, PeerId Source)>();
        Seeders(plan, 3, asked);
        // The second of three is gone, and then the third: what would have been theirs alone is asked of who is left.
        plan.SourceLeft(Peer(2), At(1));
        Deliver(plan, asked, until: Chunks / 2);
        Note(asked, plan.SourceLeft(Peer(3), At(2)));
        Deliver(plan, asked, until: Chunks);

        Assert.True(plan.IsComplete);
        for (var seeder = 0; seeder < 3; seeder++)
            Assert.Contains(asked, a => a.Source == Peer(1) && a.Chunk % 3 == seeder);
    }

    [Fact(DisplayName = "Seed fault: no gain from a second seeder; S2.1: two that give a chunk a second are done in half the time of one, each with half")]
    public void Two_are_twice_as_fast()
    {
        var (alone, _) = Throttled(seeders: 1);
        var (together, given) = Throttled(seeders: 2);

        Assert.Equal(40, alone);
        Assert.Equal(20, together);
        Assert.Equal([20, 20], given);
    }

    [Fact(DisplayName = "Seed fault: the whole file in memory; a GiB from ten seeders never has more than max-bytes-in-flight asked for")]
    public void Bytes_in_flight()
    {
        const int Mebi = 1 << 20;
        var limits = Limits with { MaxBytesInFlight = 32 * Mebi, MaxBytesPerSource = 8 * Mebi, MaxChunksPerSource = 32 };
        var grid = new ChunkGrid([1024L * Mebi], Mebi);
        var plan = new DownloadPlan(grid, new Bitfield(grid.Count), limits, new Random(7));
        var live = new Queue<DownloadAction.Fetch>();
        for (var seeder = 1; seeder <= 10; seeder++)
        {
            plan.SourceJoined(Peer(seeder), At(0));
            plan.HaveAll(Peer(seeder), At(0));
            Add(plan.SourceUnchoked(Peer(seeder), At(0)));
        }

        var most = 0;
        while (live.TryDequeue(out var next))
        {
            Add(plan.ChunkKept(next.Attempt, At(1)));
            most = int.Max(most, plan.ChunksInFlight);
            Assert.InRange(plan.ChunksInFlight, 0, 32);
            Assert.All(live.GroupBy(f => f.Source), g => Assert.InRange(g.Count(), 1, 8));
        }

        Assert.True(plan.IsComplete);
        // And the bound is used: it is memory that bounds it, not shyness.
        Assert.Equal(32, most);

        void Add(ImmutableArray<DownloadAction> actions)
        {
            foreach (var cancel in actions.OfType<DownloadAction.CancelFetch>())
                live = new Queue<DownloadAction.Fetch>(live.Where(f => f.Attempt != cancel.Attempt));
            foreach (var fetch in DownloadPlanTests.Fetches(actions))
                live.Enqueue(fetch);
        }
    }

    /// <summary>Every seeder gives one chunk a second, the one that it was asked for first.</summary>
    private static (int Seconds, int[] Given) Throttled(int seeders)
    {
        const int Chunks = 40;
        var plan = Plan(Chunks);
        var queues = Enumerable.Range(0, seeders).Select(_ => new List<DownloadAction.Fetch>()).ToArray();
        var given = new int[seeders];
        for (var i = 0; i < seeders; i++)
        {
            plan.SourceJoined(Peer(i + 1), At(0));
            plan.HaveAll(Peer(i + 1), At(0));
            Add(plan.SourceUnchoked(Peer(i + 1), At(0)));
        }

        for (var second = 1; second <= Chunks; second++)
        {
            for (var i = 0; i < seeders; i++)
            {
                if (queues[i].Count == 0)
                    continue;
                var next = queues[i][0];
                queues[i].RemoveAt(0);
                given[i]++;
                Add(plan.ChunkKept(next.Attempt, At(second)));
            }

            if (plan.IsComplete)
                return (second, given);
        }

        return (int.MaxValue, given);

        void Add(ImmutableArray<DownloadAction> actions)
        {
            foreach (var cancel in actions.OfType<DownloadAction.CancelFetch>())
                queues[cancel.Source == Peer(1) ? 0 : 1].RemoveAll(f => f.Attempt == cancel.Attempt);
            foreach (var fetch in DownloadPlanTests.Fetches(actions))
                queues[fetch.Source == Peer(1) ? 0 : 1].Add(fetch);
        }
    }

    private static DownloadPlan Plan(int chunks)
    {
        var grid = Of(chunks);
        return new DownloadPlan(grid, new Bitfield(grid.Count), Limits, new Random(7));
    }

    private static void Seeders(DownloadPlan plan, int count, HashSet<(int, PeerId)> asked)
    {
        for (var i = 1; i <= count; i++)
        {
            plan.SourceJoined(Peer(i), At(0));
            plan.HaveAll(Peer(i), At(0));
            Note(asked, plan.SourceUnchoked(Peer(i), At(0)));
        }
    }

    // Whoever has the oldest claim delivers.
    private static void Deliver(DownloadPlan plan, HashSet<(int, PeerId)> asked, int until)
    {
        while (plan.HeldChunks < until)
        {
            var claims = plan.Grid.All.SelectMany(c => plan.ClaimsOn(c)).ToList();
            if (claims.Count == 0)
                Note(asked, plan.Tick(At(3)));
            else
                Note(asked, plan.ChunkKept(claims.MinBy(c => c.Attempt).Attempt, At(1)));
        }
    }

    private static void Note(HashSet<(int, PeerId)> asked, ImmutableArray<DownloadAction> actions)
    {
        foreach (var fetch in DownloadPlanTests.Fetches(actions))
            asked.Add((fetch.Chunk.Value, fetch.Source));
    }
}
