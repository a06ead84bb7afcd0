namespace Akka.P2P.Actors.Downloading;

using System.Globalization;
using Akka.Actor;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Downloading.FetchProtocol;

/// <summary>Slices: asked for through the window, put together, verified and kept.</summary>
internal sealed partial class ChunkFetcher
{
    // A request names up to four slices: fewer messages, and still small steps for the seeder's turns.
    private const int RequestBytes = 4 * WireLimits.SliceBytes;

    private void HandleAssign(Assign assign)
    {
        if (!_isReady)
        {
            Context.Parent.Tell(new ChunkFailed(_source.Id, assign.Attempt, FetchFailure.Choked, "not connected"));
            return;
        }

        _transfers.Add(new ChunkTransfer(
            _context.Verifier, assign.Chunk, assign.Attempt, _context.Metainfo.Grid.LengthOf(assign.Chunk)));
        AskForMore();
    }

    private void AskForMore()
    {
        var now = Now;
        foreach (var transfer in _transfers)
        {
            while (transfer.Unasked > 0)
            {
                var room = _window.Room(now);
                // Half a request's room is not worth a message, unless it is all there is to ask for, or nothing is on the way.
                if (room < long.Min(RequestBytes / 2, transfer.Unasked) && _window.OnTheWay > 0)
                    return;
                var (offset, length) = transfer.Ask(long.Min(room, RequestBytes), now);
                _window.Asked(length);
                ArmSilenceCheck();
                _seeder!.Tell(
                    new ChunkProtocol.GetSlices(
                        Torrent, _context.Services.Self.Id, transfer.Chunk.Value, transfer.Attempt.Value, offset, length),
                    Self);
            }
        }
    }

    private void HandleSlice(SliceData slice)
    {
        var transfer = Find(slice.Attempt);
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
                Drop(transfer);
                Context.Parent.Tell(new ChunkFailed(_source.Id, transfer.Attempt, FetchFailure.Malformed, string.Create(
                    CultureInfo.InvariantCulture, $"{outcome}: {slice.Payload.Length} bytes at {slice.Offset}")));
                return;
        }

        _progressed = true;
        _window.Arrived(slice.Payload.Length, askedAt, Now);
        transfer.Hash(slice, _context.Services.Pool);
        if (outcome == SliceOutcome.Completed)
        {
            _transfers.Remove(transfer);
            transfer.VerifyAndKeep(_context.Store, _context.Services.Pool).PipeTo(
                Self, Self,
                verdict => new Verdict(transfer.Chunk, transfer.Attempt, transfer.Length, verdict, null),
                e => new Verdict(transfer.Chunk, transfer.Attempt, transfer.Length, null, e));
        }

        AskForMore();
    }

    /// <summary>
    /// Passed on whatever became of this fetcher meanwhile: only the ledger knows whether the attempt still counts.
    /// </summary>
    private void HandleVerdict(Verdict verdict) => Context.Parent.Tell(verdict switch
    {
        { Outcome: ChunkVerdict.Kept } => new ChunkKept(_source.Id, verdict.Chunk, verdict.Attempt, verdict.Bytes),
        { Outcome: ChunkVerdict.Corrupt } => new ChunkFailed(
            _source.Id, verdict.Attempt, FetchFailure.Corrupt, "its bytes do not have the chunk's hash"),
        _ => (Report)new StoreFailed(_source.Id, verdict.Attempt, verdict.Failure!),
    });

    private void HandleSliceRefused(ChunkProtocol.SliceRefused refused)
    {
        if (Find(refused.Attempt) is not { } transfer)
            return;
        switch (refused.Reason)
        {
            case ChunkProtocol.RefusalReason.Choked:
                // It would have said so before, unless it lost us (its end of a link broke after we had made a new one). A little
                // later, so that one who contradicts itself does not keep us in a circle.
                DropToChoked();
                Timers.StartSingleTimer(Knock.Instance, Knock.Instance, _context.Settings.InterestRetry);
                break;
            case ChunkProtocol.RefusalReason.Stopping:
                Fail(FetchFailure.Refused, "it stops to serve");
                break;
            default:
                Drop(transfer);
                var kind = refused.Reason == ChunkProtocol.RefusalReason.NotHeld ? FetchFailure.NotHeld : FetchFailure.Refused;
                Context.Parent.Tell(new ChunkFailed(_source.Id, transfer.Attempt, kind, $"refused: {refused.Reason}"));
                AskForMore();
                break;
        }
    }

    private void HandleWithdraw(AttemptId attempt)
    {
        if (Find(attempt.Value) is not { } transfer)
            return;
        Drop(transfer);
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

    private ChunkTransfer? Find(long attempt) => _transfers.Find(t => t.Attempt.Value == attempt);

    private void Drop(ChunkTransfer transfer)
    {
        _window.GivenUp(transfer.OnTheWay);
        _transfers.Remove(transfer);
    }

    private sealed record Verdict(ChunkIndex Chunk, AttemptId Attempt, int Bytes, ChunkVerdict? Outcome, Exception? Failure) : ILocalMessage;
}
