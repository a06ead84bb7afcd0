namespace Akka.P2P.Core.Tests.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Picking;
using static TestGrid;

public sealed class DownloadPlanTests
{
    [Fact]
    public void A_torrent_without_chunks_is_done_at_once() =>
        Assert.IsType<DownloadAction.Finish>(Assert.Single(Plan(Of(0)).Start()));

    [Fact]
    public void What_is_kept_already_is_not_asked_for()
    {
        var plan = Plan(Of(3), Bits(3, 0, 2));
        Assert.Equal(2L * ChunkLength, plan.HeldBytes);
        Assert.Equal(1, Fetches(Join(plan, Peer(1))).Single().Chunk.Value);
    }

    [Fact(DisplayName = "With a choice only its chunks are asked for, in order if so told; it is done when they are held, and what lies there besides counts as held")]
    public void Chosen_chunks()
    {
        var plan = new DownloadPlan(Of(6), Bits(6, 0, 5), Limits, new Random(7), a => new SequentialPicker(a), chosen: Bits(6, 1, 3, 4, 5));
        Assert.Equal((2L * ChunkLength, 4L * ChunkLength, 3L * ChunkLength), (plan.HeldBytes, plan.ChosenBytes, plan.MissingBytes));

        var fetches = Fetches(Join(plan, Peer(1)));

        Assert.Equal([1, 3, 4], fetches.Select(f => f.Chunk.Value));
        Assert.Empty(plan.ChunkKept(fetches[0].Attempt, At(1)).OfType<DownloadAction.Finish>());
        plan.ChunkKept(fetches[1].Attempt, At(1));
        Assert.Single(plan.ChunkKept(fetches[2].Attempt, At(1)).OfType<DownloadAction.Finish>());
        Assert.Equal((5L * ChunkLength, 0L), (plan.HeldBytes, plan.MissingBytes));
    }

    [Fact(DisplayName = "S2.63: chunks are asked of all sources at once")]
    public void All_sources_get_chunks()
    {
        var plan = Plan(Of(40));
        var a = Fetches(Join(plan, Peer(1)));
        var b = Fetches(Join(plan, Peer(2)));

        Assert.Equal(4, a.Length);
        Assert.Equal(4, b.Length);
        Assert.Empty(a.Select(f => f.Chunk).Intersect(b.Select(f => f.Chunk)));
    }

    [Fact(DisplayName = "When the room for chunks on their way is short, it goes to many sources and not to stocks of a few")]
    public void Short_room_goes_to_many_sources()
    {
        var plan = Plan(Of(40), limits: Limits with { MaxBytesInFlight = 8 * ChunkLength });

        for (var i = 1; i <= 8; i++)
        {
            plan.SourceJoined(Peer(i), At(0));
            plan.HaveAll(Peer(i), At(0));
        }

        // Half of it may be stocks as long as others have nothing to do.
        Assert.Equal([4, 1, 1, 1, 1, 0], Enumerable.Range(1, 6).Select(i => Fetches(plan.SourceUnchoked(Peer(i), At(0))).Length));
    }

    [Theory(DisplayName = "A source is asked for what it gives in a second: two chunks while its rate isn't known or is low, more when it is high, and never more than one source may have")]
    [InlineData(10, 2)]
    [InlineData(0.3, 3)]
    [InlineData(0.01, 8)]
    public void Stock(double secondsForAChunk, int stock)
    {
        var plan = Plan(Of(200), limits: Limits with { MinStock = 0, MaxChunksPerSource = 8, MaxBytesPerSource = 64 * ChunkLength });
        var asked = new Queue<DownloadAction.Fetch>(Fetches(Join(plan, Peer(1))));
        Assert.Equal(2, asked.Count);

        for (var i = 1; i <= 12; i++)
        {
            foreach (var more in Fetches(plan.ChunkKept(asked.Dequeue().Attempt, At(i * secondsForAChunk))))
                asked.Enqueue(more);
        }

        Assert.Equal(stock, asked.Count);
    }

    [Fact(DisplayName = "Once the sources are as many as may be, the one that gave least makes room for another; one that came lately or has work stays")]
    public void The_worst_source_is_replaced()
    {
        var plan = Plan(Of(200), limits: Limits with { MaxChunksPerSource = 1, ReplaceFrom = 4, ReplaceInterval = TimeSpan.FromSeconds(3) });
        for (var i = 1; i <= 3; i++)
        {
            var fetch = Fetches(JoinPart(i)).Single();
            if (i > 1)
                plan.ChunkKept(fetch.Attempt, At(1));
        }

        // Three have work again, and the first gave nothing yet.
        Assert.Empty(Drops(plan.Tick(At(10))));
        JoinPart(4);
        Assert.Empty(Drops(plan.Tick(At(12))));

        var dropped = Assert.Single(Drops(plan.Tick(At(20))));
        Assert.Equal((Peer(4), DropReason.Replaced), (dropped.Source, dropped.Why));
        Assert.False(plan.Has(Peer(4)));
        Assert.True(plan.Accepts(Peer(4), At(20)));

        ImmutableArray<DownloadAction> JoinPart(int peer)
        {
            plan.SourceJoined(Peer(peer), At(peer == 4 ? 10 : 0));
            plan.HaveBitfield(Peer(peer), Bits(200, [.. Enumerable.Range(0, 199)]), At(0));
            return peer == 4 ? [] : plan.SourceUnchoked(Peer(peer), At(0));
        }

        static IEnumerable<DownloadAction.DropSource> Drops(IEnumerable<DownloadAction> actions) => actions.OfType<DownloadAction.DropSource>();
    }

    [Fact(DisplayName = "A fast source that comes while slow ones hold all the room takes over a chunk of theirs within ten seconds, under a new attempt, and another when it gave that one")]
    public void A_faster_source_takes_over()
    {
        var plan = Plan(Of(40), limits: Limits with { MaxBytesInFlight = 2 * ChunkLength, MaxChunksPerSource = 1 });
        var slow = Fetches(Join(plan, Peer(1))).Concat(Fetches(Join(plan, Peer(2)))).ToArray();
        Assert.Equal(2, slow.Length);
        Assert.Empty(Fetches(Join(plan, Peer(3))));
        Assert.Empty(Fetches(plan.Tick(At(9))));

        var actions = plan.Tick(At(10));

        var lost = Assert.Single(actions.OfType<DownloadAction.CancelFetch>());
        var taken = Assert.Single(Fetches(actions));
        Assert.Equal((Peer(3), lost.Chunk), (taken.Source, taken.Chunk));
        Assert.Contains(slow, s => s.Attempt == lost.Attempt && s.Source == lost.Source);
        Assert.Empty(plan.ChunkKept(lost.Attempt, At(10.1)));
        Assert.Equal(Peer(3), Assert.Single(Fetches(plan.ChunkKept(taken.Attempt, At(10.2)))).Source);
        Assert.Equal(2, plan.ChunksInFlight);
    }

    [Fact(DisplayName = "A source that is about as fast as the others takes nothing from them")]
    public void An_equal_source_takes_nothing()
    {
        var plan = Plan(Of(40), limits: Limits with { MaxBytesInFlight = 2 * ChunkLength, MaxChunksPerSource = 1, ReplaceFrom = 0 });
        Dictionary<PeerId, DownloadAction.Fetch> at = [];
        foreach (var peer in (PeerId[])[Peer(1), Peer(2)])
            at[peer] = Fetches(Join(plan, peer)).Single();
        Join(plan, Peer(3));
        var now = 0.0;
        for (var i = 0; i < 12; i++)
        {
            // Each needs twelve seconds for a chunk, and the one that is idle gets the next.
            now += 6;
            var oldest = at.Values.MinBy(f => f.Attempt)!;
            at.Remove(oldest.Source);
            foreach (var fetch in Fetches(plan.ChunkKept(oldest.Attempt, At(now))))
                at[fetch.Source] = fetch;
        }

        Assert.All(Enumerable.Range(1, 5), second => Assert.DoesNotContain(plan.Tick(At(now + second)), a => a is DownloadAction.CancelFetch));
    }

    [Theory(DisplayName = "Seed fault: chunk i is only ever asked of seeder i mod n. Each is asked of whoever has it, whichever of two that is")]
    [InlineData(0)]
    [InlineData(1)]
    public void Whoever_has_it_is_asked(int first)
    {
        var plan = Plan(Of(4));
        var other = 1 - first;

        Assert.Equal([first, first + 2], Asked(Peer(1), first));
        Assert.Equal([other, other + 2], Asked(Peer(2), other));

        IEnumerable<int> Asked(PeerId source, int begin)
        {
            plan.SourceJoined(source, At(0));
            plan.HaveBitfield(source, Bits(4, begin, begin + 2), At(0));
            return Fetches(plan.SourceUnchoked(source, At(0))).Select(fetch => fetch.Chunk.Value).Order();
        }
    }

    [Fact(DisplayName = "S2.65, S2.96: a failed chunk goes to another source first")]
    public void Failed_goes_elsewhere()
    {
        var plan = Plan(Of(1), limits: Limits with { EndgameSources = 1 });
        var first = Fetches(Join(plan, Peer(1))).Single();
        Assert.Empty(Fetches(Join(plan, Peer(2))));

        var second = Fetches(plan.ChunkFailed(first.Attempt, FetchFailure.TimedOut, "silent", At(1))).Single();

        Assert.Equal(Peer(2), second.Source);
        Assert.NotEqual(first.Attempt, second.Attempt);
    }

    [Fact(DisplayName = "S2.97: with no other source the same one is asked again, after a pause")]
    public void Same_source_after_its_backoff()
    {
        var plan = Plan(Of(1));
        var first = Fetches(Join(plan, Peer(1))).Single();

        var after = plan.ChunkFailed(first.Attempt, FetchFailure.TimedOut, "silent", At(1));
        Assert.Empty(Fetches(after));
        var wake = Assert.Single(after.OfType<DownloadAction.WakeIn>()).Delay;
        Assert.InRange(wake, At(0.5), At(1));
        Assert.Empty(Fetches(plan.Tick(At(1) + wake - TimeSpan.FromTicks(1))));

        var again = Fetches(plan.Tick(At(1) + wake)).Single();
        Assert.Equal(Peer(1), again.Source);
        Assert.NotEqual(first.Attempt, again.Attempt);
    }

    [Fact]
    public void A_liar_is_banned_with_the_evidence_and_never_accepted_again()
    {
        var plan = Plan(Of(2));
        var fetches = Fetches(Join(plan, Peer(1)));

        var actions = plan.ChunkFailed(fetches[0].Attempt, FetchFailure.Corrupt, "wrong hash", At(1));

        var ban = Assert.Single(actions.OfType<DownloadAction.Ban>());
        Assert.Equal((fetches[0].Chunk, fetches[0].Attempt), (ban.Evidence[0].Chunk, ban.Evidence[0].Attempt));
        Assert.Equal(DropReason.Banned, Assert.Single(actions.OfType<DownloadAction.DropSource>()).Why);
        Assert.False(plan.Accepts(Peer(1), At(10_000)));
        Assert.Equal(2, plan.WantedChunks);
        Assert.Equal(2, Fetches(Join(plan, Peer(2))).Length);
    }

    [Fact(DisplayName = "What is known of sources outlives a plan: a liar stays banned, and failures stay counted")]
    public void Memory_outlives_the_plan()
    {
        var memory = new SourceMemory();
        var grid = Of(4);
        var before = new DownloadPlan(grid, new Bitfield(4), Limits, new Random(7), memory: memory);
        var lie = Fetches(Join(before, Peer(1)))[0];
        Join(before, Peer(2));
        before.ChunkFailed(lie.Attempt, FetchFailure.Corrupt, "wrong hash", At(1));
        before.SourceFailed(Peer(2), FetchFailure.Unreachable, "gone", At(1));

        var after = new DownloadPlan(grid, new Bitfield(4), Limits, new Random(7), memory: memory);

        Assert.False(after.Accepts(Peer(1), At(10_000)));
        Assert.Equal(lie.Attempt, Assert.Single(after.Banned[Peer(1)]).Attempt);
        Assert.False(after.Accepts(Peer(2), At(1)));
        Assert.True(after.Accepts(Peer(2), At(3)));
        Assert.Equal(1, after.FailuresOf(Peer(2)));
    }

    [Fact(DisplayName = "A choke is nobody's fault; chokes again and again that leave requests unanswered are failures, but never a ban")]
    public void Choke_storm()
    {
        var plan = Plan(Of(4));
        Join(plan, Peer(1));
        for (var i = 0; i < 64; i++)
        {
            Assert.DoesNotContain(Choke(plan, Peer(1), At(1)), a => a is DownloadAction.WakeIn);
            Assert.NotEmpty(Fetches(plan.SourceUnchoked(Peer(1), At(1))));
        }

        Choke(plan, Peer(1), At(1));
        Assert.Equal(1, plan.FailuresOf(Peer(1)));
        Assert.Empty(Fetches(plan.SourceUnchoked(Peer(1), At(1))));
        Assert.NotEmpty(Fetches(plan.Tick(At(3))));
        Assert.Empty(plan.Banned);
    }

    [Fact(DisplayName = "Chokes without requests of ours on the way count nothing, and a chunk forgives those before it")]
    public void Honest_chokes()
    {
        var plan = Plan(Of(400));
        var fetch = Fetches(Join(plan, Peer(1)))[0];
        for (var i = 0; i < 100; i++)
        {
            Choke(plan, Peer(1), At(i));
            Choke(plan, Peer(1), At(i));
            fetch = Fetches(plan.SourceUnchoked(Peer(1), At(i)))[0];
            plan.ChunkKept(fetch.Attempt, At(i));
        }

        Assert.Equal(0, plan.FailuresOf(Peer(1)));
    }

    [Fact(DisplayName = "A choke takes what was not begun, and no more: what was begun comes, and counts")]
    public void What_was_begun_comes()
    {
        var plan = Plan(Of(4));
        var fetches = Fetches(Join(plan, Peer(1)));
        Assert.True(fetches.Length > 1);

        plan.SourceChoked(Peer(1), [.. fetches.Skip(1).Select(f => f.Attempt)], At(1));

        Assert.Equal(1, plan.ChunksInFlight);
        Assert.Empty(Fetches(plan.ChunkKept(fetches[0].Attempt, At(2))));
        Assert.Equal(1, plan.HeldChunks);
        Assert.NotEmpty(Fetches(plan.SourceUnchoked(Peer(1), At(3))));
    }

    [Fact(DisplayName = "Who says that it has everything and then of each chunk that it hasn't, only loses work: dropped for a while, not banned")]
    public void Have_all_has_nothing()
    {
        var plan = Plan(Of(40));
        Join(plan, Peer(1));
        var (now, dropped) = (At(0), false);
        for (var i = 0; i < 10 && !dropped; i++)
        {
            var claim = plan.Grid.All.SelectMany(c => plan.ClaimsOn(c)).First();
            dropped = plan.ChunkFailed(claim.Attempt, FetchFailure.NotHeld, "refused", now).OfType<DownloadAction.DropSource>().Any();
            plan.Tick(now += At(20));
        }

        Assert.True(dropped);
        Assert.Empty(plan.Banned);
    }

    [Fact]
    public void A_source_that_fails_too_often_is_dropped_and_may_come_back_later()
    {
        var plan = Plan(Of(1));
        Join(plan, Peer(1));
        var now = At(0);
        var dropped = false;
        for (var i = 0; i < 4 && !dropped; i++)
        {
            now += At(20);
            dropped = plan.SourceFailed(Peer(1), FetchFailure.TimedOut, "silent", now).OfType<DownloadAction.DropSource>().Any();
            plan.SourceUnchoked(Peer(1), now);
        }

        Assert.True(dropped);
        Assert.False(plan.Accepts(Peer(1), now));
        Assert.True(plan.Accepts(Peer(1), now + Limits.Backoff.Max));
    }

    [Fact]
    public void A_choked_source_is_asked_again_once_it_is_ready()
    {
        var plan = Plan(Of(1));
        var first = Fetches(Join(plan, Peer(1))).Single();
        Assert.Empty(Fetches(plan.ChunkFailed(first.Attempt, FetchFailure.Choked, "", At(1))));
        Assert.Empty(Fetches(plan.Tick(At(60))));
        Assert.Single(Fetches(plan.SourceUnchoked(Peer(1), At(61))));
    }

    [Fact]
    public void A_chunk_that_a_source_does_not_hold_is_not_asked_of_it_again()
    {
        var plan = Plan(Of(1));
        var first = Fetches(Join(plan, Peer(1))).Single();
        Assert.Empty(Fetches(plan.ChunkFailed(first.Attempt, FetchFailure.NotHeld, "", At(1))));
        Assert.Empty(Fetches(plan.Tick(At(100))));
        Assert.Single(Fetches(plan.Have(Peer(1), [plan.Grid.At(0)], At(101))));
    }

    [Fact]
    public void The_rarest_chunk_is_asked_for_first()
    {
        var plan = Plan(Of(5), limits: Limits with { MaxChunksPerSource = 1 });
        plan.SourceJoined(Peer(2), At(0));
        plan.HaveBitfield(Peer(2), Bits(5, 0, 1, 2, 4), At(0));
        Assert.Equal(3, Fetches(Join(plan, Peer(1))).Single().Chunk.Value);
    }

    [Fact]
    public void A_leecher_is_asked_only_for_what_it_holds_and_for_more_as_it_gets_more()
    {
        var plan = Plan(Of(4));
        plan.SourceJoined(Peer(1), At(0));
        plan.SourceUnchoked(Peer(1), At(0));
        Assert.Equal(2, Fetches(plan.HaveBitfield(Peer(1), Bits(4, 2), At(0))).Single().Chunk.Value);
        Assert.Equal(0, Fetches(plan.Have(Peer(1), [plan.Grid.At(0)], At(1))).Single().Chunk.Value);
    }

    [Fact]
    public void The_last_chunk_may_be_raced_for_and_the_loser_is_cancelled()
    {
        var plan = Plan(Of(1));
        var slow = Fetches(Join(plan, Peer(1))).Single();
        var fast = Fetches(Join(plan, Peer(2))).Single();
        Assert.Equal(slow.Chunk, fast.Chunk);

        var actions = plan.ChunkKept(fast.Attempt, At(1));

        Assert.Equal(slow.Attempt, Assert.Single(actions.OfType<DownloadAction.CancelFetch>()).Attempt);
        Assert.Single(actions.OfType<DownloadAction.Finish>());
        Assert.Empty(plan.ChunkKept(slow.Attempt, At(2)));
    }

    [Fact]
    public void Bytes_in_flight_are_bounded_and_one_chunk_always_goes()
    {
        var tight = Plan(Of(8), limits: Limits with { MaxBytesInFlight = 1 });
        Assert.Single(Fetches(Join(tight, Peer(1))));
        Assert.Empty(Fetches(Join(tight, Peer(2))));
        Assert.Equal(1, tight.ChunksInFlight);
    }

    [Fact]
    public void Without_a_source_it_says_once_that_it_waits_and_goes_on_when_one_comes()
    {
        var plan = Plan(Of(3));
        var actions = plan.Tick(At(1));
        var stalled = Assert.Single(actions.OfType<DownloadAction.Stalled>());
        Assert.Equal((3, 3, "0-2"), (stalled.MissingChunks, stalled.WithoutSource, stalled.Names));
        Assert.Single(actions.OfType<DownloadAction.AskTracker>());
        Assert.Empty(plan.Tick(At(2)));
        Assert.NotEmpty(Fetches(Join(plan, Peer(1))));
    }

    [Fact]
    public void A_source_that_leaves_gives_its_chunks_back()
    {
        var plan = Plan(Of(4));
        Join(plan, Peer(1));
        plan.SourceLeft(Peer(1), At(1));
        Assert.Equal((0, 4), (plan.ChunksInFlight, plan.WantedChunks));
        Assert.Equal(4, Fetches(Join(plan, Peer(2))).Length);
    }

    [Fact]
    public void A_restarted_fetcher_is_handed_its_chunks_again_under_new_attempts()
    {
        var plan = Plan(Of(2));
        var before = Fetches(Join(plan, Peer(1)));
        plan.FetcherWaiting(Peer(1), At(1));
        var after = Fetches(plan.SourceUnchoked(Peer(1), At(1)));
        Assert.Equal(2, after.Length);
        Assert.Empty(before.Select(f => f.Attempt).Intersect(after.Select(f => f.Attempt)));
        Assert.Empty(plan.ChunkKept(before[0].Attempt, At(2)));
    }

    internal static ImmutableArray<DownloadAction.Fetch> Fetches(ImmutableArray<DownloadAction> actions) =>
        [.. actions.OfType<DownloadAction.Fetch>()];

    private static DownloadPlan Plan(ChunkGrid grid, Bitfield? held = null, DownloadLimits? limits = null) =>
        new(grid, held ?? new Bitfield(grid.Count), limits ?? Limits, new Random(7));

    private static ImmutableArray<DownloadAction> Choke(DownloadPlan plan, PeerId peer, TimeSpan now) =>
        plan.SourceChoked(peer, [.. plan.Grid.All.SelectMany(c => plan.ClaimsOn(c)).Where(c => c.Source == peer).Select(c => c.Attempt)], now);

    private static ImmutableArray<DownloadAction> Join(DownloadPlan plan, PeerId peer)
    {
        plan.SourceJoined(peer, At(0));
        plan.HaveAll(peer, At(0));
        return plan.SourceUnchoked(peer, At(0));
    }
}
