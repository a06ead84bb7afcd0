namespace Akka.P2P.Actors.Downloading;

using System.Collections.Immutable;
using System.Globalization;
using Akka.Actor;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Downloading.FetchProtocol;

/// <summary>Slices: asked for through the window, put together, verified and kept.</summary>
internal sealed partial class ChunkFetcher
{
    private const string PaceKey = "pace";

    private void HandleAssign(Assign assign)
    {
        if (!_isReady)
        {
            Context.Parent.Tell(
                new ChunksFailed(_source.Id, [.. assign.Chunks.Select(c => c.Attempt)], FetchFailure.Choked, "not connected"));
            return;
        }

        foreach (var (chunk, attempt) in assign.Chunks)
            _transfers.Add(new ChunkTransfer(_context.Verifier, chunk, attempt, _context.Metainfo.Grid.LengthOf(chunk)));
        AskForMore();
    }

    private void AskForMore()
    {
        var limits = _context.Services.Limits;
        var most = limits.LimitsDown(Torrent) ? WireLimits.SliceBytes : TransferBook.RequestBytes;
        while (!Timers.IsTimerActive(PaceKey) && _transfers.NextRequest(Now, most) is { IsEmpty: false } ranges)
        {
            // What is asked for comes: so the rate of asking is the rate of receiving.
            var wait = limits.ReserveDown(Torrent, ranges.Sum(static r => (long)r.Length), Now);
            if (wait > TimeSpan.Zero)
                Timers.StartSingleTimer(PaceKey, new Paced(ranges), wait);
            else
                Ask(ranges);
        }
    }

    private void HandlePaced(Paced paced)
    {
        // What was dropped while it waited is not asked for any more.
        var ranges = paced.Ranges.RemoveAll(r => _transfers.Find(r.Attempt) is null);
        if (!ranges.IsEmpty)
            Ask(ranges);
        AskForMore();
    }

    private void Ask(ImmutableArray<ChunkProtocol.SliceRange> ranges)
    {
        ArmSilenceCheck();
        _seeder!.Tell(new ChunkProtocol.GetSlices(Torrent, _context.Services.Self.Id, ranges), Self);
    }

    private void HandleSlice(SliceData slice)
    {
        var transfer = _transfers.Find(slice.Attempt);
        if (transfer is null || transfer.Chunk.Value != slice.Chunk)
            return;
        var outcome = transfer.Accept(slice, out var askedAt);
        switch (outcome)
        {
            case SliceOutcome.Accepted:
            case SliceOutcome.Completed:
                break;
            case SliceOutcome.Duplicate:
                return;
            default:
                _transfers.Drop(transfer);
                Context.Parent.Tell(new ChunksFailed(_source.Id, [transfer.Attempt], FetchFailure.Malformed, string.Create(
                    CultureInfo.InvariantCulture, $"{outcome}: {slice.Payload.Length} bytes at {slice.Offset}")));
                return;
        }

        _progressed = true;
        _context.Services.Meters.BytesReceived.Add(slice.Payload.Length);
        _window.Arrived(slice.Payload.Length, askedAt, Now);
        if (!transfer.IsSmall)
            transfer.Hash(slice, _context.Services.Pool);
        if (outcome == SliceOutcome.Completed)
            HandleComplete(transfer);
        AskForMore();
    }

    private void HandleComplete(ChunkTransfer transfer)
    {
        _transfers.Completed(transfer);
        if (transfer.IsSmall)
        {
            _complete.Add(transfer);
            KeepNextGroups();
        }
        else
        {
            transfer.VerifyAndKeep(_context.Store, _context.Services.Pool).PipeTo(
                Self, Self,
                verdict => new Verdict(transfer.Attempt, verdict, null),
                e => new Verdict(transfer.Attempt, null, e));
        }
    }

    private void KeepNextGroups()
    {
        while (_complete.TryTake(out var group))
        {
            var (context, queue) = (_context, _complete);
            context.Services.Pool.RunAsync(ct => ChunkGroup.VerifyAndKeepAsync(group, context.Verifier, context.Store, ct)).PipeTo(
                Self, Self,
                done => new GroupDone(queue, done),
                e => new GroupDone(queue, new ChunkGroup([.. group.Select(t => t.Attempt)], [], e)));
        }
    }

    /// <summary>
    /// Passed on whatever became of this fetcher meanwhile: only the ledger knows whether the attempt still counts.
    /// </summary>
    private void HandleVerdict(Verdict verdict) => Context.Parent.Tell(verdict switch
    {
        { Outcome: ChunkVerdict.Kept } => new ChunksKept(_source.Id, [verdict.Attempt]),
        { Outcome: ChunkVerdict.Corrupt } => Corrupt(verdict.Attempt),
        _ => (Report)new StoreFailed(_source.Id, [verdict.Attempt], verdict.Failure!),
    });

    /// <summary>Passed on as above. A restarted fetcher has a queue of its own, which knows nothing of the group.</summary>
    private void HandleGroupDone(GroupDone done)
    {
        var (good, corrupt, failure) = done.Group;
        foreach (var attempt in corrupt)
            Context.Parent.Tell(Corrupt(attempt));
        if (!good.IsEmpty)
            Context.Parent.Tell(failure is null ? new ChunksKept(_source.Id, good) : (Report)new StoreFailed(_source.Id, good, failure));
        done.Queue.Done();
        KeepNextGroups();
    }

    private ChunksFailed Corrupt(AttemptId attempt) =>
        new(_source.Id, [attempt], FetchFailure.Corrupt, "its bytes do not have the chunk's hash");

    private void HandleSliceRefused(ChunkProtocol.SliceRefused refused)
    {
        var transfers = WireGuard.Items(refused.Ranges, WireLimits.MaxRangesInRequest)
            .Select(r => _transfers.Find(r.Attempt)).OfType<ChunkTransfer>().Distinct().ToImmutableArray();
        if (transfers.IsEmpty)
            return;
        switch (refused.Reason)
        {
            case ChunkProtocol.RefusalReason.Choked:
                foreach (var transfer in transfers)
                    _transfers.Drop(transfer);
                Context.Parent.Tell(
                    new ChunksFailed(_source.Id, [.. transfers.Select(t => t.Attempt)], FetchFailure.Choked, "it takes our requests and says then that its turn for us was over"));
                // It would have said so before, unless it lost us (its end of a link broke after we had made a new one). A little
                // later, so that one who contradicts itself does not keep us in a circle.
                if (_isReady)
                {
                    HandleChoked();
                    Timers.StartSingleTimer(Knock.Instance, Knock.Instance, _context.Settings.InterestRetry);
                }

                break;
            case ChunkProtocol.RefusalReason.Stopping:
                Fail(FetchFailure.Refused, "it stops to serve");
                break;
            default:
                foreach (var transfer in transfers)
                    _transfers.Drop(transfer);
                var kind = refused.Reason == ChunkProtocol.RefusalReason.NotHeld ? FetchFailure.NotHeld : FetchFailure.Refused;
                Context.Parent.Tell(
                    new ChunksFailed(_source.Id, [.. transfers.Select(t => t.Attempt)], kind, $"refused: {refused.Reason}"));
                AskForMore();
                break;
        }
    }

    private void HandleWithdraw(AttemptId attempt)
    {
        if (_transfers.Find(attempt.Value) is not { } transfer)
            return;
        _transfers.Drop(transfer);
        _seeder?.Tell(
            new ChunkProtocol.CancelChunk(Torrent, _context.Services.Self.Id, transfer.Chunk.Value, attempt.Value), Self);
        AskForMore();
    }

    private void HandleSilenceCheck()
    {
        if (_window.OnTheWay <= 0)
            return;
        if (!_progressed)
        {
            Fail(FetchFailure.TimedOut, string.Create(
                CultureInfo.InvariantCulture, $"no slice for {_context.Settings.SilenceTimeout.TotalSeconds} s"));
        }

        _progressed = false;
        ArmSilenceCheck();
    }

    private void ArmSilenceCheck()
    {
        if (Timers.IsTimerActive(SilenceCheck.Instance))
            return;
        _progressed = false;
        Timers.StartSingleTimer(SilenceCheck.Instance, SilenceCheck.Instance, _context.Settings.SilenceTimeout);
    }

    /// <summary>A request that the rate limit has held up may be made now.</summary>
    private sealed record Paced(ImmutableArray<ChunkProtocol.SliceRange> Ranges) : ILocalMessage;

    private sealed record Verdict(AttemptId Attempt, ChunkVerdict? Outcome, Exception? Failure) : ILocalMessage;

    /// <param name="Queue">Where the group was taken from.</param>
    private sealed record GroupDone(KeepQueue Queue, ChunkGroup Group) : ILocalMessage;
}
