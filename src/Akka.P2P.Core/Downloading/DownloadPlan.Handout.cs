namespace Akka.P2P.Core.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;

public sealed partial class DownloadPlan
{
    private readonly List<PlannedSource> _takers = [];
    private readonly List<PlannedSource> _raced = [];
    private readonly ImmutableArray<DownloadAction>.Builder _actions = ImmutableArray.CreateBuilder<DownloadAction>();

    // What the picker asks about at the moment; see TakerOf.
    private readonly Func<int, bool> _hasTaker;
    private (int Claims, TimeSpan Now) _asked;
    private PlannedSource? _best;

    // No source has to pause beyond this moment.
    private TimeSpan _pausesUntil;

    private ImmutableArray<DownloadAction> Decide(TimeSpan now)
    {
        Handout(now, _actions);
        NoteWake(now, _actions);
        return TakeActions();
    }

    // Most events lead to nothing, or to a little: one builder for all of them.
    private ImmutableArray<DownloadAction> TakeActions()
    {
        if (_actions.Count == 0)
            return [];
        var actions = _actions.ToImmutable();
        _actions.Clear();
        return actions;
    }

    /// <summary>Only this source has something to give that it hadn't before.</summary>
    private ImmutableArray<DownloadAction> DecideFor(PlannedSource source, TimeSpan now)
    {
        if (_finished || now < _pausedUntil || IsExhausted(source) || !HasRoom(source, now) || IsFull)
            return [];
        _takers.Clear();
        _takers.Add(source);
        HandOutToTakers(now, _actions);
        NoteWake(now, _actions);
        return TakeActions();
    }

    // No chunk of full length fits in any more. A shorter one may: it waits for the next event.
    private bool IsFull => _ledger.ClaimCount > 0 && _claimedBytes + long.Min(Grid.ChunkLength, _limits.MaxBytesInFlight) > _limits.MaxBytesInFlight
        && _picker.Count > 0;

    private void Handout(TimeSpan now, ImmutableArray<DownloadAction>.Builder actions)
    {
        if (_finished)
            return;
        if (_ledger.IsComplete)
        {
            _finished = true;
            foreach (var source in _sources.All)
                actions.Add(new DownloadAction.DropSource(source.Id, DropReason.Finished));
            actions.Add(new DownloadAction.Finish());
            return;
        }

        if (now < _pausedUntil || IsFull)
            return;
        _takers.Clear();
        foreach (var source in _sources.Ready)
        {
            if (HasRoom(source, now) && (!IsExhausted(source) || _picker.Count == 0))
                _takers.Add(source);
        }

        HandOutToTakers(now, actions);
    }

    private bool IsExhausted(PlannedSource source) => source.ExhaustedIn == _round;

    private bool HasRoom(PlannedSource source, TimeSpan now) =>
        source.CanServeAt(now) && source.ClaimCount < _limits.MaxClaimsPerSource && source.ClaimedBytes < StockOf(source);

    private long StockOf(PlannedSource source)
    {
        var least = long.Max(2L * Grid.ChunkLength, _limits.MinStock);
        var stock = source.Rate is { } rate ? long.Max((long)(rate * _limits.Stock.TotalSeconds), least) : least;
        return long.Min(stock, _chunkBytesPerSource);
    }

    /// <summary>
    /// Those with the least to do come first, all at once: the rarest chunk that any of them holds goes to the fastest that holds it. So as
    /// many sources as can be send at a time, and the rarest chunk is not left for long.
    /// </summary>
    private void HandOutToTakers(TimeSpan now, ImmutableArray<DownloadAction>.Builder actions)
    {
        while (_takers.Count > 0 && _picker.Count > 0 && !IsFull)
        {
            var least = int.MaxValue;
            var minRank = 1;
            foreach (var taker in _takers)
                least = int.Min(least, taker.ClaimCount);
            foreach (var taker in _takers)
            {
                if (taker.ClaimCount == least && taker.HoldsAll)
                    minRank = 0;
            }

            _asked = (least, now);
            var picked = _picker.Pick(minRank, _hasTaker);
            if (picked < 0)
            {
                for (var i = _takers.Count - 1; i >= 0; i--)
                {
                    if (_takers[i].ClaimCount != least)
                        continue;
                    _takers[i].ExhaustedIn = _avoid.Count == 0 ? _round : -1;
                    _raced.Add(_takers[i]);
                    _takers.RemoveAt(i);
                }

                continue;
            }

            var best = _best!;
            if (!TryClaim(best, Grid.At(picked), now, actions))
            {
                _takers.Remove(best);
                continue;
            }

            TakeRun(best, picked, now, actions);
            if (!HasRoom(best, now))
                _takers.Remove(best);
        }

        Race(now, actions);
    }

    private void Race(TimeSpan now, ImmutableArray<DownloadAction>.Builder actions)
    {
        if (_picker.Count == 0)
        {
            _raced.AddRange(_takers);
            foreach (var taker in _raced)
            {
                while (PickRace(taker, now) is var raced and >= 0 && TryClaim(taker, Grid.At(raced), now, actions))
                    TakeRun(taker, raced, now, actions);
            }
        }

        _raced.Clear();
    }

    private bool HasTaker(int chunk)
    {
        _best = TakerOf(chunk, _asked.Claims, _asked.Now);
        return _best is not null;
    }

    private PlannedSource? TakerOf(int chunk, int claims, TimeSpan now)
    {
        PlannedSource? best = null;
        foreach (var taker in _takers)
        {
            if (taker.ClaimCount != claims || !taker.Holds(chunk) || (best is not null && !IsBetter(taker, best)) || !MayTake(taker, chunk, now))
                continue;
            best = taker;
        }

        return best;
    }

    private static bool IsBetter(PlannedSource one, PlannedSource other) =>
        (one.Rate ?? double.MaxValue) > (other.Rate ?? double.MaxValue);

    /// <summary>
    /// Small chunks are handed out in runs of neighbours, a run for a chunk of full length: they cost one pick, and both disks find
    /// them in one place. Those who start together still begin at different runs.
    /// </summary>
    private void TakeRun(PlannedSource source, int first, TimeSpan now, ImmutableArray<DownloadAction>.Builder actions)
    {
        if (_picker.Count == 0)
            return;
        var rank = _availability.PartialCountOf(first);
        var bytes = Grid.LengthOf(Grid.At(first));
        for (var next = first + 1; Grid.TryAt(next, out var chunk) && source.ClaimCount < _limits.MaxClaimsPerSource; next++)
        {
            bytes += Grid.LengthOf(chunk);
            if (bytes > Grid.ChunkLength || _ledger.StateOf(chunk) != ChunkState.Wanted || _availability.PartialCountOf(next) != rank
                || !source.Holds(next) || !MayTake(source, next, now) || !TryClaim(source, chunk, now, actions))
                return;
        }
    }

    private bool TryClaim(PlannedSource source, ChunkIndex chunkIndex, TimeSpan now, ImmutableArray<DownloadAction>.Builder actions)
    {
        var bytes = Grid.LengthOf(chunkIndex);
        if (_ledger.ClaimCount > 0 && _claimedBytes + bytes > _limits.MaxBytesInFlight)
            return false;
        if (source.ClaimCount >= 2 && source.ClaimedBytes + bytes > _limits.MaxBytesPerSource)
            return false;
        if (source.ClaimCount >= 1 && source.ClaimedBytes + bytes > StockOf(source))
            return false;
        if (source.ClaimedBytes > 0 && source.ClaimedBytes + bytes > Grid.ChunkLength && _claimedBytes + bytes + KeptForOthers > _limits.MaxBytesInFlight)
            return false;
        var attempt = _ledger.Claim(chunkIndex, source.Id, now);
        _picker.Remove(chunkIndex.Value);
        if (source.ClaimCount == 0)
            _busySources++;
        source.Claimed(bytes, now);
        _claimedBytes += bytes;
        _saidStalled = false;
        actions.Add(new DownloadAction.Fetch(source.Id, chunkIndex, attempt));
        return true;
    }

    // What one source has in stock beyond a chunk only spares it a round trip, and must not keep others from being asked: for those that have
    // nothing to do, up to half of the room is kept.
    private long KeptForOthers => long.Min(
        (_sources.Count - int.Max(_busySources, 1)) * (long)Grid.ChunkLength, _limits.MaxBytesInFlight / 2);

    // The source holds it.
    private bool MayTake(PlannedSource source, int chunk, TimeSpan now)
    {
        if (_avoid.Count == 0 || !_avoid.TryGetValue(chunk, out var avoiders) || !avoiders.Contains(source.Id))
            return true;
        // It failed here before: here again only while nobody else could serve it.
        foreach (var other in _sources.Ready)
        {
            if (other != source && other.CanServeAt(now) && other.Holds(chunk) && !avoiders.Contains(other.Id))
                return false;
        }

        return true;
    }

    // Endgame: nothing is left to hand out, so an idle source races for the chunk that has been on its way longest. Of small ones it
    // races for as many at a time as make a chunk of full length.
    private int PickRace(PlannedSource source, TimeSpan now)
    {
        if (_picker.Count > 0 || _limits.EndgameSources < 2 || _sources.Count < 2 || !HasRoom(source, now))
            return -1;
        foreach (var claim in _ledger.ClaimsByAge)
        {
            if (source.ClaimCount > 0 && source.ClaimedBytes + Grid.LengthOf(claim.Chunk) > Grid.ChunkLength)
                return -1;
            if (!source.Holds(claim.Chunk.Value) || _ledger.ClaimCountOn(claim.Chunk) >= _limits.EndgameSources
                || _ledger.IsClaimedBy(claim.Chunk, source.Id))
                continue;
            if (_avoid.TryGetValue(claim.Chunk.Value, out var avoiders) && avoiders.Contains(source.Id))
                continue;
            return claim.Chunk.Value;
        }

        return -1;
    }

    private void NoticeStall(ImmutableArray<DownloadAction>.Builder actions)
    {
        if (_finished || _saidStalled || _ledger.ClaimCount > 0)
            return;
        var wanted = _ledger.Wanted();
        foreach (var source in _sources.Ready)
        {
            if (wanted.EnumerateSet().Any(source.Holds))
                return;
        }

        _saidStalled = true;
        actions.Add(new DownloadAction.AskTracker());
        actions.Add(new DownloadAction.Stalled(wanted.Count, _availability.CountUnreachable(wanted), wanted.Runs(DownloadAction.Stalled.MaxRuns)));
    }

    private void NoteWake(TimeSpan now, ImmutableArray<DownloadAction>.Builder actions)
    {
        if (_finished)
            return;
        var next = TimeSpan.MaxValue;
        if (_pausesUntil > now)
        {
            foreach (var source in _sources.Ready)
            {
                if (source.Budget.NotBefore > now && source.Budget.NotBefore < next)
                    next = source.Budget.NotBefore;
            }
        }

        if (_pausedUntil > now && _pausedUntil < next)
            next = _pausedUntil;
        if (next == TimeSpan.MaxValue || next == _wakeAt)
            return;
        _wakeAt = next;
        actions.Add(new DownloadAction.WakeIn(next - now));
    }
}
