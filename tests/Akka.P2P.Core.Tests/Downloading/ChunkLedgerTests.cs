namespace Akka.P2P.Core.Tests.Downloading;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using static TestGrid;

public sealed class ChunkLedgerTests
{
    private readonly ChunkGrid _grid = Of(3);
    private readonly ChunkLedger _ledger;

    public ChunkLedgerTests() => _ledger = new ChunkLedger(_grid, new Bitfield(3));

    [Fact]
    public void A_claimed_chunk_is_in_flight_and_a_kept_one_is_held()
    {
        var attempt = _ledger.Claim(_grid.At(1), Peer(1));
        Assert.Equal(ChunkState.InFlight, _ledger.StateOf(_grid.At(1)));

        Assert.True(_ledger.TryKeep(attempt, out var kept, out var losers));

        Assert.Equal(_grid.At(1), kept.Chunk);
        Assert.Empty(losers);
        Assert.Equal(ChunkState.Held, _ledger.StateOf(_grid.At(1)));
        Assert.Equal((1, 0, 2), (_ledger.HeldCount, _ledger.InFlightCount, _ledger.WantedCount));
    }

    [Fact]
    public void A_released_attempt_that_arrives_late_changes_nothing()
    {
        var late = _ledger.Claim(_grid.At(0), Peer(1));
        Assert.True(_ledger.TryRelease(late, out _));
        var live = _ledger.Claim(_grid.At(0), Peer(2));
        Assert.NotEqual(late, live);

        Assert.False(_ledger.TryKeep(late, out _, out _));
        Assert.False(_ledger.TryRelease(late, out _));

        Assert.Equal(live, Assert.Single(_ledger.ClaimsOn(_grid.At(0))).Attempt);
        Assert.Equal(0, _ledger.HeldCount);
    }

    [Fact]
    public void Whoever_loses_the_race_for_a_chunk_is_named()
    {
        var first = _ledger.Claim(_grid.At(2), Peer(1));
        var second = _ledger.Claim(_grid.At(2), Peer(2));

        Assert.True(_ledger.TryKeep(second, out _, out var losers));

        Assert.Equal(first, Assert.Single(losers).Attempt);
        Assert.False(_ledger.TryKeep(first, out _, out _));
        Assert.Equal(0, _ledger.ClaimCount);
    }

    [Fact]
    public void A_claim_that_lasts_is_the_oldest_while_thousands_of_others_come_and_go()
    {
        var grid = Of(10_000);
        var ledger = new ChunkLedger(grid, new Bitfield(10_000));
        var lasting = ledger.Claim(grid.At(0), Peer(1));
        for (var chunk = 1; chunk < 10_000; chunk++)
        {
            var attempt = ledger.Claim(grid.At(chunk), Peer(2));
            if (chunk > 5)
                Assert.True(ledger.TryKeep(new AttemptId(attempt.Value - 3), out _, out _));
        }

        Assert.Equal([0, 1, 2, 9_997, 9_998, 9_999], ledger.ClaimsByAge.Select(c => c.Chunk.Value));
        Assert.True(ledger.TryKeep(lasting, out var kept, out _));
        Assert.Equal(0, kept.Chunk.Value);
    }

    [Fact]
    public void A_chunk_stays_in_flight_while_one_of_two_racers_is_left()
    {
        var first = _ledger.Claim(_grid.At(2), Peer(1));
        _ledger.Claim(_grid.At(2), Peer(2));

        _ledger.TryRelease(first, out _);

        Assert.Equal(ChunkState.InFlight, _ledger.StateOf(_grid.At(2)));
        _ledger.ReleaseAllOf(Peer(2));
        Assert.Equal(ChunkState.Wanted, _ledger.StateOf(_grid.At(2)));
    }

    [Fact]
    public void One_source_never_has_two_claims_on_one_chunk()
    {
        _ledger.Claim(_grid.At(0), Peer(1));
        Assert.Throws<InvalidOperationException>(() => _ledger.Claim(_grid.At(0), Peer(1)));
    }

    [Fact]
    public void A_held_chunk_is_never_asked_for_again()
    {
        var ledger = new ChunkLedger(_grid, Bits(3, 0));
        Assert.Throws<InvalidOperationException>(() => ledger.Claim(_grid.At(0), Peer(1)));
    }

    [Fact]
    public void With_a_choice_only_what_was_chosen_is_wanted_and_that_is_all()
    {
        var ledger = new ChunkLedger(_grid, Bits(3, 0), chosen: Bits(3, 0, 2));
        Assert.Equal((ChunkState.Held, ChunkState.Left, ChunkState.Wanted), (ledger.StateOf(_grid.At(0)), ledger.StateOf(_grid.At(1)), ledger.StateOf(_grid.At(2))));
        Assert.Throws<InvalidOperationException>(() => ledger.Claim(_grid.At(1), Peer(1)));

        var attempt = ledger.Claim(_grid.At(2), Peer(1));
        Assert.False(ledger.IsComplete);
        Assert.True(ledger.TryKeep(attempt, out _, out _));

        Assert.True(ledger.IsComplete);
        Assert.Equal(ChunkState.Left, ledger.StateOf(_grid.At(1)));
    }

    [Fact]
    public void A_bitfield_of_another_torrent_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ChunkLedger(_grid, new Bitfield(4)));
}
