namespace Akka.P2P.Core.Tests.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
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
            plan.FetcherReady(Peer(1), now);
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
        Assert.Single(Fetches(plan.FetcherReady(Peer(1), At(61))));
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
        plan.FetcherReady(Peer(1), At(0));
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
        Assert.Equal(new DownloadAction.Stalled(3, 3), Assert.Single(actions.OfType<DownloadAction.Stalled>()));
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
        var after = Fetches(plan.FetcherReady(Peer(1), At(1)));
        Assert.Equal(2, after.Length);
        Assert.Empty(before.Select(f => f.Attempt).Intersect(after.Select(f => f.Attempt)));
        Assert.Empty(plan.ChunkKept(before[0].Attempt, At(2)));
    }

    internal static ImmutableArray<DownloadAction.Fetch> Fetches(ImmutableArray<DownloadAction> actions) =>
        [.. actions.OfType<DownloadAction.Fetch>()];

    private static DownloadPlan Plan(ChunkGrid grid, Bitfield? held = null, DownloadLimits? limits = null) =>
        new(grid, held ?? new Bitfield(grid.Count), limits ?? Limits, new Random(7));

    private static ImmutableArray<DownloadAction> Join(DownloadPlan plan, PeerId peer)
    {
        plan.SourceJoined(peer, At(0));
        plan.HaveAll(peer, At(0));
        return plan.FetcherReady(peer, At(0));
    }
}
