namespace Akka.P2P.Core.Downloading;

using System.Collections.Immutable;

public sealed partial class DownloadPlan
{
    // A source that would take longer than this for what it has may lose it ...
    private const double SlowSeconds = 10;

    // ... to one that is so many times as fast, or whose speed is to be found out.
    private const double FasterBy = 4;

    /// <summary>
    /// While chunks are left that nobody was asked for, an idle source can have nothing to do for two reasons: those on their way take all the room,
    /// or it holds none of the others. Then it takes over, as a whole and under a new attempt, the oldest chunk that a much slower one is at. So a fast source that
    /// joins is used soon, and slow ones lose work.
    /// </summary>
    private void TakeFromSlow(TimeSpan now, ImmutableArray<DownloadAction>.Builder actions)
    {
        if (_finished || now < _pausedUntil || _picker.Count == 0 || _busySources == 0)
            return;
        foreach (var idle in _sources.Ready)
        {
            if (idle.ClaimCount > 0 || !idle.CanServeAt(now) || SlowClaimFor(idle, now) is not { } claim)
                continue;
            if (_sources.TryGet(claim.Source, out var slow))
                slow.WasSlow(now);
            Release(claim);
            Avoid(claim);
            actions.Add(new DownloadAction.CancelFetch(claim.Source, claim.Chunk, claim.Attempt));
            TryClaim(idle, claim.Chunk, now, actions);
        }
    }

    private ChunkClaim? SlowClaimFor(PlannedSource idle, TimeSpan now)
    {
        foreach (var claim in _ledger.ClaimsByAge)
        {
            if (idle.Holds(claim.Chunk.Value) && MayTake(idle, claim.Chunk.Value, now) && IsSlow(claim, idle, now))
                return claim;
        }

        return null;
    }

    private bool IsSlow(ChunkClaim claim, PlannedSource than, TimeSpan now)
    {
        var bytes = Grid.LengthOf(claim.Chunk);
        var waited = (now - claim.At).TotalSeconds;
        // Who has not given anything yet is taken to need as long again as it had.
        var left = _sources.TryGet(claim.Source, out var source) && source.Rate is > 0 and { } rate ? double.Max(bytes / rate - waited, waited) : waited;
        return left >= SlowSeconds && (than.Rate is not { } fast || bytes / fast * FasterBy <= left);
    }
}
