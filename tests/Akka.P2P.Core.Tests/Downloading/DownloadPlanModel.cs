namespace Akka.P2P.Core.Tests.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Picking;
using static TestGrid;

/// <summary>
/// Drives a plan with events that are drawn from numbers, and checks after each what must always hold. It keeps its own books of
/// what was handed out, from the actions alone.
/// </summary>
internal sealed class DownloadPlanModel
{
    private readonly ChunkGrid _grid;
    private readonly DownloadPlan _plan;
    private readonly Bitfield _chosen;
    private readonly Dictionary<AttemptId, DownloadAction.Fetch> _live = [];
    private readonly List<AttemptId> _past = [];
    private readonly HashSet<int> _kept = [];
    private TimeSpan _now;

    public DownloadPlanModel(int chunks, int seed)
        : this(Of(chunks), seed)
    {
    }

    public DownloadPlanModel(ChunkGrid grid, int seed, Bitfield? chosen = null, bool isSequential = false)
    {
        _grid = grid;
        _chosen = chosen ?? Bitfield.Full(grid.Count);
        _plan = new DownloadPlan(
            _grid, new Bitfield(grid.Count), Limits with { BanAfter = 2 }, new Random(seed), isSequential ? a => new SequentialPicker(a) : null, chosen: chosen);
        Take(_plan.Start());
    }

    public bool Finished { get; private set; }

    public void Step(int kind, int which, int what)
    {
        _now += TimeSpan.FromMilliseconds(what % 700);
        var peer = Peer(1 + (which % 4));
        var chunk = _grid.Count == 0 ? -1 : what % _grid.Count;
        var live = _live.Keys.Order().ToList();
        switch (kind % 13)
        {
            case 0:
                Take(_plan.SourceJoined(peer, _now));
                break;
            case 1:
                Take(_plan.HaveAll(peer, _now));
                break;
            case 2:
                var bits = new Bitfield(_grid.Count);
                for (var i = 0; i < _grid.Count; i++)
                {
                    if ((what >> (i % 20) & 1) != 0)
                        bits.Set(i);
                }

                Take(_plan.HaveBitfield(peer, bits, _now));
                break;
            case 3 when chunk >= 0:
                Take(_plan.Have(peer, [_grid.At(chunk)], _now));
                break;
            case 4:
                Take(_plan.SourceUnchoked(peer, _now));
                break;
            case 5:
                Forget(peer);
                Take(_plan.FetcherWaiting(peer, _now));
                break;
            case 6:
                Forget(peer);
                Take(_plan.SourceFailed(peer, (FetchFailure)(2 + (what % 4)), "drawn", _now));
                break;
            case 7:
                Forget(peer);
                Take(_plan.SourceLeft(peer, _now));
                break;
            case 8 or 9 when live.Count > 0:
                Keep(live[what % live.Count]);
                break;
            case 10 when live.Count > 0:
                var failed = live[what % live.Count];
                End(failed);
                Take(_plan.ChunkFailed(failed, (FetchFailure)(what / 7 % 6), "drawn", _now));
                break;
            case 11 when _past.Count > 0:
                LateChangesNothing(_past[what % _past.Count]);
                break;
            case 12:
                // Some of what it was asked for it had begun.
                AttemptId[] lost = [.. _live.Values.Where(f => f.Source == peer).Select(f => f.Attempt).Where((_, i) => (what >> (i % 20) & 1) != 0)];
                foreach (var attempt in lost)
                    End(attempt);
                Take(_plan.SourceChoked(peer, lost, _now));
                break;
            default:
                Take(_plan.Tick(_now));
                break;
        }

        Check();
    }

    /// <summary>A fresh, honest seeder comes, and everybody who was asked delivers: the download must end.</summary>
    public void RunToTheEnd()
    {
        var saviour = Peer(999);
        Take(_plan.SourceJoined(saviour, _now));
        Take(_plan.HaveAll(saviour, _now));
        Take(_plan.SourceUnchoked(saviour, _now));
        for (var i = 0; i < 20 * (_grid.Count + 1) && !Finished; i++)
        {
            if (_live.Count > 0)
                Keep(_live.Keys.Min());
            else
                Take(_plan.Tick(_now += TimeSpan.FromSeconds(5)));
            Check();
        }
    }

    private void Keep(AttemptId attempt)
    {
        var fetch = _live[attempt];
        End(attempt);
        Assert.True(_kept.Add(fetch.Chunk.Value), $"chunk {fetch.Chunk} was kept twice");
        Take(_plan.ChunkKept(attempt, _now));
        Assert.Equal(ChunkState.Held, _plan.StateOf(fetch.Chunk));
    }

    private void LateChangesNothing(AttemptId late)
    {
        var before = (_plan.HeldChunks, _plan.ChunksInFlight, _plan.WantedChunks);
        Assert.Empty(_plan.ChunkKept(late, _now));
        Assert.Empty(_plan.ChunkFailed(late, FetchFailure.Corrupt, "late", _now));
        Assert.Equal(before, (_plan.HeldChunks, _plan.ChunksInFlight, _plan.WantedChunks));
    }

    private void Forget(PeerId peer)
    {
        if (!_plan.Has(peer))
            return;
        foreach (var fetch in _live.Values.Where(f => f.Source == peer).ToList())
            End(fetch.Attempt);
    }

    private void End(AttemptId attempt)
    {
        _live.Remove(attempt);
        _past.Add(attempt);
    }

    private void Take(ImmutableArray<DownloadAction> actions)
    {
        foreach (var action in actions)
        {
            switch (action)
            {
                case DownloadAction.Fetch fetch:
                    Assert.False(Finished, "a chunk was handed out after the end");
                    Assert.DoesNotContain(fetch.Chunk.Value, _kept);
                    Assert.True(_chosen[fetch.Chunk], "nobody chose it");
                    Assert.DoesNotContain(fetch.Attempt, _past);
                    var racing = _live.Values.Where(f => f.Chunk == fetch.Chunk).ToList();
                    Assert.DoesNotContain(racing, f => f.Source == fetch.Source);
                    // Handed out to two only in endgame: then nothing is left that nobody was asked for.
                    Assert.True(racing.Count == 0 || (racing.Count < 2 && _plan.WantedChunks == 0));
                    _live.Add(fetch.Attempt, fetch);
                    break;
                case DownloadAction.CancelFetch cancel:
                    End(cancel.Attempt);
                    break;
                case DownloadAction.DropSource drop:
                    foreach (var fetch in _live.Values.Where(f => f.Source == drop.Source).ToList())
                        End(fetch.Attempt);
                    break;
                case DownloadAction.Finish:
                    Assert.False(Finished, "it finished twice");
                    Finished = true;
                    break;
            }
        }
    }

    private void Check()
    {
        Assert.Equal(_chosen.Count, _plan.HeldChunks + _plan.ChunksInFlight + _plan.WantedChunks);
        Assert.Equal(_kept.Count, _plan.HeldChunks);
        Assert.Equal(_live.Values.Select(f => f.Chunk).Distinct().Count(), _plan.ChunksInFlight);
        foreach (var chunk in _grid.All)
        {
            var claims = _plan.ClaimsOn(chunk).Select(c => c.Attempt).Order();
            Assert.Equal(_live.Values.Where(f => f.Chunk == chunk).Select(f => f.Attempt).Order(), claims);
            var expected = _kept.Contains(chunk.Value) ? ChunkState.Held
                : _live.Values.Any(f => f.Chunk == chunk) ? ChunkState.InFlight
                : _chosen[chunk] ? ChunkState.Wanted : ChunkState.Left;
            Assert.Equal(expected, _plan.StateOf(chunk));
        }

        Assert.Equal(_plan.IsComplete, Finished);
    }
}
