namespace Akka.P2P.Core.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

public sealed partial class DownloadPlan
{
    /// <summary>The attempt's chunk was verified and is in the store.</summary>
    public ImmutableArray<DownloadAction> ChunkKept(AttemptId attempt, TimeSpan now)
    {
        if (!_ledger.TryKeep(attempt, out var kept, out var losers))
            return [];
        Unclaim(kept);
        HeldBytes += Grid.LengthOf(kept.Chunk);
        _avoid.Remove(kept.Chunk.Value);
        _saidStalled = false;
        if (_sources.TryGetValue(kept.Source, out var source))
            source.Budget.Succeeded();
        var actions = ImmutableArray.CreateBuilder<DownloadAction>();
        foreach (var loser in losers)
        {
            Unclaim(loser);
            actions.Add(new DownloadAction.CancelFetch(loser.Source, loser.Chunk, loser.Attempt));
        }

        return Decide(now, actions);
    }

    /// <summary>The attempt ended without its chunk; it goes to another source first, if there is one.</summary>
    public ImmutableArray<DownloadAction> ChunkFailed(AttemptId attempt, FetchFailure kind, string detail, TimeSpan now)
    {
        if (!_ledger.TryGetClaim(attempt, out var claim))
            return [];
        Release(claim);
        if (!_sources.TryGetValue(claim.Source, out var source))
            return Decide(now);
        var actions = ImmutableArray.CreateBuilder<DownloadAction>();
        switch (kind)
        {
            case FetchFailure.Choked:
                source.IsReady = false;
                break;
            case FetchFailure.OwnDisk:
                break;
            case FetchFailure.NotHeld:
                Forget(source, claim.Chunk);
                break;
            default:
                Avoid(claim);
                Blame(source, claim, kind, detail, now, actions);
                break;
        }

        return Decide(now, actions);
    }

    /// <summary>Nothing more is handed out before this moment: our own disk needs a rest. What is on its way goes on.</summary>
    public void PauseUntil(TimeSpan moment) => _pausedUntil = moment;

    /// <summary>Time passed.</summary>
    public ImmutableArray<DownloadAction> Tick(TimeSpan now)
    {
        var actions = ImmutableArray.CreateBuilder<DownloadAction>();
        if (_wakeAt <= now)
            _wakeAt = null;
        Handout(now, actions);
        NoticeStall(actions);
        NoteWake(now, actions);
        return actions.DrainToImmutable();
    }

    private void Forget(PlannedSource source, ChunkIndex chunk)
    {
        if (source.HoldsAll)
        {
            _availability.RemoveFull();
            source.HoldsAll = false;
            source.Chunks = Bitfield.Full(Grid.Count);
            foreach (var held in source.Chunks.EnumerateSet())
                Count(held);
        }

        if (source.Chunks is { } chunks && chunks.Clear(chunk))
            UncountOne(chunk.Value);
    }

    private void Avoid(ChunkClaim claim)
    {
        if (!_avoid.TryGetValue(claim.Chunk.Value, out var avoiders))
            _avoid.Add(claim.Chunk.Value, avoiders = []);
        avoiders.Add(claim.Source);
    }

    private void ReleaseAll(PlannedSource source, bool avoid)
    {
        if (source.ClaimCount == 0)
            return;
        foreach (var claim in _ledger.ClaimsOf(source.Id))
        {
            Release(claim);
            if (avoid)
                Avoid(claim);
        }
    }

    private void Release(ChunkClaim claim)
    {
        if (!_ledger.TryRelease(claim.Attempt, out _))
            return;
        Unclaim(claim);
        if (_ledger.StateOf(claim.Chunk) == ChunkState.Wanted)
            _picker.Add(claim.Chunk.Value);
    }

    private void Unclaim(ChunkClaim claim)
    {
        var bytes = Grid.LengthOf(claim.Chunk);
        _claimedBytes -= bytes;
        if (!_sources.TryGetValue(claim.Source, out var source))
            return;
        source.ClaimCount--;
        source.ClaimedBytes -= bytes;
    }
}
