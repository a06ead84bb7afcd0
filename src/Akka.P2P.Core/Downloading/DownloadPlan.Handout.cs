namespace Akka.P2P.Core.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;

public sealed partial class DownloadPlan
{
    private ImmutableArray<DownloadAction> Decide(TimeSpan now, ImmutableArray<DownloadAction>.Builder? actions = null)
    {
        actions ??= ImmutableArray.CreateBuilder<DownloadAction>();
        Handout(now, actions);
        NoteWake(now, actions);
        return actions.DrainToImmutable();
    }

    private void Handout(TimeSpan now, ImmutableArray<DownloadAction>.Builder actions)
    {
        if (_finished)
            return;
        if (_ledger.IsComplete)
        {
            _finished = true;
            foreach (var source in _sources.Keys)
                actions.Add(new DownloadAction.DropSource(source, DropReason.Finished));
            actions.Add(new DownloadAction.Finish());
            return;
        }

        if (now < _pausedUntil)
            return;

        // One chunk a source and round, so that a tight budget of bytes is shared by all.
        var takers = _sources.Values.Where(s => s.CanServeAt(now)).ToList();
        while (takers.Count > 0)
        {
            for (var i = takers.Count - 1; i >= 0; i--)
            {
                if (!TryHandOut(takers[i], now, actions))
                    takers.RemoveAt(i);
            }
        }
    }

    private bool TryHandOut(PlannedSource source, TimeSpan now, ImmutableArray<DownloadAction>.Builder actions)
    {
        if (source.ClaimCount >= _limits.MaxChunksPerSource)
            return false;
        var picked = _picker.Pick(source.HoldsAll ? 0 : 1, chunk => MayTake(source, chunk, now));
        if (picked < 0)
            picked = PickRace(source);
        if (picked < 0)
            return false;
        var chunkIndex = Grid.At(picked);
        var bytes = Grid.LengthOf(chunkIndex);
        if (_ledger.ClaimCount > 0 && _claimedBytes + bytes > _limits.MaxBytesInFlight)
            return false;
        if (source.ClaimCount >= 2 && source.ClaimedBytes + bytes > _limits.MaxBytesPerSource)
            return false;
        var attempt = _ledger.Claim(chunkIndex, source.Id);
        _picker.Remove(picked);
        source.ClaimCount++;
        source.ClaimedBytes += bytes;
        _claimedBytes += bytes;
        _saidStalled = false;
        actions.Add(new DownloadAction.Fetch(source.Id, chunkIndex, attempt));
        return true;
    }

    private bool MayTake(PlannedSource source, int chunk, TimeSpan now)
    {
        if (!source.Holds(chunk))
            return false;
        if (!_avoid.TryGetValue(chunk, out var avoiders) || !avoiders.Contains(source.Id))
            return true;
        // It failed here before: here again only while nobody else could serve it.
        return !_sources.Values.Any(other =>
            other != source && other.CanServeAt(now) && other.Holds(chunk) && !avoiders.Contains(other.Id));
    }

    // Endgame: nothing is left to hand out, so an idle source races for the chunk that has been on its way longest.
    private int PickRace(PlannedSource source)
    {
        if (_picker.Count > 0 || source.ClaimCount > 0 || _limits.EndgameSources < 2)
            return -1;
        var oldest = new AttemptId(long.MaxValue);
        var best = -1;
        foreach (var other in _sources.Values)
        {
            if (other == source || other.ClaimCount == 0)
                continue;
            foreach (var claim in _ledger.ClaimsOf(other.Id))
            {
                if (claim.Attempt >= oldest || !source.Holds(claim.Chunk.Value)
                    || _ledger.ClaimsOn(claim.Chunk).Length >= _limits.EndgameSources)
                    continue;
                if (_avoid.TryGetValue(claim.Chunk.Value, out var avoiders) && avoiders.Contains(source.Id))
                    continue;
                oldest = claim.Attempt;
                best = claim.Chunk.Value;
            }
        }

        return best;
    }

    private void NoticeStall(ImmutableArray<DownloadAction>.Builder actions)
    {
        if (_finished || _saidStalled || _ledger.ClaimCount > 0)
            return;
        var wanted = _ledger.Wanted();
        if (_sources.Values.Any(s => s.IsReady && wanted.EnumerateSet().Any(s.Holds)))
            return;
        _saidStalled = true;
        actions.Add(new DownloadAction.AskTracker());
        actions.Add(new DownloadAction.Stalled(wanted.Count, _availability.CountUnreachable(wanted)));
    }

    private void NoteWake(TimeSpan now, ImmutableArray<DownloadAction>.Builder actions)
    {
        if (_finished)
            return;
        var next = _sources.Values.Where(s => s.IsReady && s.Budget.NotBefore > now).Select(s => s.Budget.NotBefore)
            .DefaultIfEmpty(TimeSpan.MaxValue).Min();
        if (_pausedUntil > now && _pausedUntil < next)
            next = _pausedUntil;
        if (next == TimeSpan.MaxValue || next == _wakeAt)
            return;
        _wakeAt = next;
        actions.Add(new DownloadAction.WakeIn(next - now));
    }
}
