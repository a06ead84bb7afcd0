namespace Akka.P2P.Core.Tests.Downloading;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using FsCheck;
using FsCheck.Fluent;
using static TestGrid;

public sealed class ChunkLedgerProperties
{
    [Fact(DisplayName = "Whatever is claimed, kept and released: a chunk is in one state, none is lost, no attempt counts twice, and all can be had in the end")]
    public void Any_sequence_of_events()
    {
        var number = Gen.Choose(0, 1_000_000);
        var cases = from chunks in Gen.Choose(1, 10)
                    from held in number
                    from count in Gen.Choose(1, 150)
                    from numbers in number.ArrayOf(3 * count)
                    select (chunks, held, numbers);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var model = new LedgerModel(c.chunks, c.held);
            for (var i = 0; i + 2 < c.numbers.Length; i += 3)
                model.Step(c.numbers[i], c.numbers[i + 1], c.numbers[i + 2]);
            model.RunToTheEnd();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    /// <summary>Keeps its own books, by attempts alone.</summary>
    private sealed class LedgerModel
    {
        private readonly ChunkGrid _grid;
        private readonly ChunkLedger _ledger;
        private readonly HashSet<int> _held = [];
        private readonly Dictionary<AttemptId, (int Chunk, PeerId Source)> _live = [];
        private readonly List<AttemptId> _past = [];

        public LedgerModel(int chunks, int held)
        {
            _grid = Of(chunks);
            _held.UnionWith(Enumerable.Range(0, chunks).Where(i => (held >> i & 1) != 0));
            _ledger = new ChunkLedger(_grid, Bits(chunks, [.. _held]));
            Check();
        }

        public void Step(int kind, int which, int what)
        {
            var peer = Peer(1 + (which % 3));
            var chunk = what % _grid.Count;
            var live = _live.Keys.Order().ToArray();
            switch (kind % 5)
            {
                case 0 or 1:
                    Claim(chunk, peer);
                    break;
                case 2 when live.Length > 0:
                    Keep(live[what % live.Length]);
                    break;
                case 3 when live.Length > 0:
                    var released = live[what % live.Length];
                    Assert.True(_ledger.TryRelease(released, out _));
                    End(released);
                    break;
                case 4:
                    var gone = _ledger.ReleaseAllOf(peer).Select(c => c.Attempt).ToArray();
                    Assert.Equal(_live.Where(l => l.Value.Source == peer).Select(l => l.Key).Order(), gone.Order());
                    foreach (var attempt in gone)
                        End(attempt);
                    break;
                default:
                    foreach (var late in _past)
                        Assert.False(_ledger.TryKeep(late, out _, out _) || _ledger.TryRelease(late, out _), $"{late} counts again");
                    break;
            }

            Check();
        }

        public void RunToTheEnd()
        {
            for (var chunk = 0; chunk < _grid.Count; chunk++)
            {
                Claim(chunk, Peer(9));
                foreach (var attempt in _live.Where(l => l.Value.Chunk == chunk).Select(l => l.Key).Take(1).ToArray())
                    Keep(attempt);
                Check();
            }

            Assert.True(_ledger.IsComplete);
            Assert.Equal(0, _ledger.ClaimCount);
        }

        private void Claim(int chunk, PeerId source)
        {
            if (_held.Contains(chunk) || _live.ContainsValue((chunk, source)))
            {
                Assert.Throws<InvalidOperationException>(() => _ledger.Claim(_grid.At(chunk), source));
                return;
            }

            var attempt = _ledger.Claim(_grid.At(chunk), source);
            Assert.DoesNotContain(attempt, _past);
            _live.Add(attempt, (chunk, source));
        }

        private void Keep(AttemptId attempt)
        {
            var chunk = _live[attempt].Chunk;
            Assert.True(_ledger.TryKeep(attempt, out var kept, out var losers));
            Assert.Equal(chunk, kept.Chunk.Value);
            Assert.Equal(_live.Where(l => l.Key != attempt && l.Value.Chunk == chunk).Select(l => l.Key).Order(), losers.Select(l => l.Attempt).Order());
            _held.Add(chunk);
            End(attempt);
            foreach (var loser in losers)
                End(loser.Attempt);
        }

        private void End(AttemptId attempt)
        {
            _live.Remove(attempt);
            _past.Add(attempt);
        }

        private void Check()
        {
            var inFlight = _live.Values.Select(l => l.Chunk).ToHashSet();
            Assert.Equal((_held.Count, inFlight.Count, _grid.Count - _held.Count - inFlight.Count, _live.Count),
                (_ledger.HeldCount, _ledger.InFlightCount, _ledger.WantedCount, _ledger.ClaimCount));
            foreach (var chunk in _grid.All)
            {
                var expected = _held.Contains(chunk.Value) ? ChunkState.Held : inFlight.Contains(chunk.Value) ? ChunkState.InFlight : ChunkState.Wanted;
                Assert.Equal(expected, _ledger.StateOf(chunk));
                Assert.Equal(_live.Where(l => l.Value.Chunk == chunk.Value).Select(l => l.Key).Order(), _ledger.ClaimsOn(chunk).Select(c => c.Attempt).Order());
            }
        }
    }
}
