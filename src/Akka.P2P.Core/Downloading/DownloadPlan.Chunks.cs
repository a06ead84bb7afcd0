namespace Akka.P2P.Core.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

public sealed partial class DownloadPlan
{
    /// <summary>The attempt's chunk was verified and is in the store.</summary>
    public ImmutableArray<DownloadAction> ChunkKept(AttemptId attempt, TimeSpan now) => ChunksKept([attempt], now, out _);

    /// <summary>As above, of several at once: what is handed out next is decided once, which is what makes small chunks cheap.</summary>
    /// <param name="attempts">Some may have come too late to count.</param>
    /// <param name="now">Since the origin of the caller's clock.</param>
    /// <param name="kept">The chunks of those that counted.</param>
    public ImmutableArray<DownloadAction> ChunksKept(
        ReadOnlySpan<AttemptId> attempts, TimeSpan now, out ImmutableArray<ChunkIndex> kept)
    {
        var counted = ImmutableArray.CreateBuilder<ChunkIndex>(attempts.Length);
        foreach (var attempt in attempts)
        {
            if (Keep(attempt, now, _actions) is { } chunk)
                counted.Add(chunk);
        }

        kept = counted.DrainToImmutable();
        return kept.IsEmpty ? [] : Decide(now);
    }

    /// <summary>The attempt ended without its chunk; it goes to another source first, if there is one.</summary>
    public ImmutableArray<DownloadAction> ChunkFailed(AttemptId attempt, FetchFailure kind, string detail, TimeSpan now) =>
        ChunksFailed([attempt], kind, detail, now);

    /// <summary>
    /// As above, of several attempts that failed together, in one message or one piece of work: each source is to blame for it once.
    /// </summary>
    public ImmutableArray<DownloadAction> ChunksFailed(
        ReadOnlySpan<AttemptId> attempts, FetchFailure kind, string detail, TimeSpan now)
    {
        var blamed = new HashSet<PeerId>();
        var changed = false;
        foreach (var attempt in attempts)
        {
            if (!_ledger.TryGetClaim(attempt, out var claim))
                continue;
            changed = true;
            Fail(claim, kind, detail, now, isFirst: blamed.Add(claim.Source), _actions);
        }

        return changed ? Decide(now) : [];
    }

    private ChunkIndex? Keep(AttemptId attempt, TimeSpan now, ImmutableArray<DownloadAction>.Builder actions)
    {
        if (!_ledger.TryKeep(attempt, out var kept, out var losers))
            return null;
        if (_sources.TryGet(kept.Source, out var source))
            source.Gave(Grid.LengthOf(kept.Chunk), now);
        Unclaim(kept);
        HeldBytes += Grid.LengthOf(kept.Chunk);
        MissingBytes -= Grid.LengthOf(kept.Chunk);
        _avoid.Remove(kept.Chunk.Value);
        _saidStalled = false;
        foreach (var loser in losers)
        {
            Unclaim(loser);
            actions.Add(new DownloadAction.CancelFetch(loser.Source, loser.Chunk, loser.Attempt));
        }

        return kept.Chunk;
    }

    private void Fail(
        ChunkClaim claim, FetchFailure kind, string detail, TimeSpan now, bool isFirst, ImmutableArray<DownloadAction>.Builder actions)
    {
        Release(claim);
        if (!_sources.TryGet(claim.Source, out var source))
            return;
        switch (kind)
        {
            case FetchFailure.Choked:
                _sources.SetReady(source, false);
                if (isFirst)
                    NoteEmptyTurn(source, now);
                break;
            case FetchFailure.OwnDisk:
                break;
            case FetchFailure.NotHeld:
                // Proves nothing, but whoever says of many chunks that it has them and then that it hasn't only loses work.
                Forget(source, claim.Chunk);
                if (isFirst)
                    Blame(source, claim, kind, detail, now, actions);
                break;
            default:
                Avoid(claim);
                if (isFirst)
                    Blame(source, claim, kind, detail, now, actions);
                break;
        }
    }

    /// <summary>Nothing more is handed out before this moment: our own disk needs a rest. What is on its way goes on.</summary>
    public void PauseUntil(TimeSpan moment) => _pausedUntil = moment;

    /// <summary>Time passed.</summary>
    public ImmutableArray<DownloadAction> Tick(TimeSpan now)
    {
        if (_wakeAt <= now)
            _wakeAt = null;
        Handout(now, _actions);
        TakeFromSlow(now, _actions);
        ReplaceWorst(now, _actions);
        NoticeStall(_actions);
        NoteWake(now, _actions);
        return TakeActions();
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
        if (_ledger.StateOf(claim.Chunk) != ChunkState.Wanted)
            return;
        _picker.Add(claim.Chunk.Value);
        _round++;
    }

    private void Unclaim(ChunkClaim claim)
    {
        var bytes = Grid.LengthOf(claim.Chunk);
        _claimedBytes -= bytes;
        if (!_sources.TryGet(claim.Source, out var source))
            return;
        source.Unclaimed(bytes);
        if (source.ClaimCount == 0)
            _busySources--;
    }
}
