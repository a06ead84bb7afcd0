namespace Akka.P2P.Actors.Seeding;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;
using static Akka.P2P.Protocol.ChunkProtocol;

/// <summary>Requests of slices, from the question to the disk and out.</summary>
internal sealed partial class SeederActor
{
    private const string PaceKey = "pace";

    // One entry a peer that was ever served; bounded by the swarm.
    private readonly Dictionary<PeerId, long> _sent = [];

    /// <summary>What of it can be served waits for its turn; the rest is refused by name, at once.</summary>
    private void HandleGetSlices(GetSlices get)
    {
        var ranges = WireGuard.Items(get.Ranges, WireLimits.MaxRangesInRequest);
        if (!IsSpeaker(get.Peer) || !_desk.Finishes(get.Peer))
        {
            Refuse(Sender, RefusalReason.Choked, ranges);
            return;
        }

        // Served in part, nobody could say which part: not even all of it could be named in the answer.
        if (ranges.Sum(r => long.Max(0, r.Length)) > WireLimits.MaxBytesInRequest
            || get.Ranges is { IsDefault: false, Length: > WireLimits.MaxRangesInRequest })
        {
            Refuse(Sender, RefusalReason.TooMany, ranges);
            return;
        }

        var good = ImmutableArray.CreateBuilder<SliceAsk>(ranges.Length);
        var refused = new List<(SliceRange Range, RefusalReason Reason)>();
        foreach (var range in ranges)
        {
            if ((Judge(range, out var chunk) ?? Begin(get.Peer, range, chunk)) is { } reason)
                refused.Add((range, reason));
            else
                good.Add(new SliceAsk(chunk, range.Attempt, range.Offset, range.Length));
        }

        var turnBytes = _services.Limits.LimitsUp(Torrent) ? WireLimits.SliceBytes : SliceRequest.MaxBytes;
        foreach (var turn in SliceRequest.Cut(get.Peer, good, turnBytes))
        {
            if (!_reads.TryAdd(turn))
                refused.AddRange(turn.Asks.Select(a => (a.Range, RefusalReason.TooMany)));
        }

        DropAll(get.Peer, refused.Select(r => r.Range.Attempt));
        RefuseAll(Sender, refused);
        Pump();
    }

    private RefusalReason? Judge(SliceRange range, out ChunkIndex chunk)
    {
        if (!_metainfo.Grid.TryAt(range.Chunk, out chunk) || !_metainfo.Grid.Fits(chunk, range.Offset, range.Length)
            || range.Offset % WireLimits.SliceBytes != 0
            || (range.Length % WireLimits.SliceBytes != 0 && range.Offset + range.Length != _metainfo.Grid.LengthOf(chunk)))
            return RefusalReason.OutOfRange;
        return _held[chunk] ? null : RefusalReason.NotHeld;
    }

    /// <summary>Of a chunk that was begun anything may be asked for; another one may be begun only while the peer is served.</summary>
    private RefusalReason? Begin(PeerId peer, SliceRange range, ChunkIndex chunk)
    {
        if (_open.IsOpen(peer, range.Attempt))
            return null;
        if (!_desk.Serves(peer))
            return RefusalReason.Choked;
        if (!_open.TryBegin(peer, range.Attempt, chunk.Value, _metainfo.Grid.LengthOf(chunk)))
            return RefusalReason.TooMany;
        Apply(_desk.Begun(peer, chunk.Value, _services.Now));
        return null;
    }

    private void HandleCancel(CancelChunk cancel)
    {
        _reads.Cancel(cancel.Peer, cancel.Attempt);
        DropAll(cancel.Peer, [cancel.Attempt]);
    }

    private void DropAll(PeerId peer, IEnumerable<long> attempts)
    {
        var dropped = false;
        foreach (var attempt in attempts)
        {
            if (!_open.TryDrop(peer, attempt, out var chunk))
                continue;
            dropped = true;
            _desk.Dropped(peer, chunk);
        }

        if (dropped && IsIdle(peer))
            Apply(_desk.Sent(peer, 0, isIdle: true, _services.Now));
    }

    private bool IsIdle(PeerId peer) => !_open.Has(peer) && !_reads.HasOpen(peer);

    private void Refuse(ICanTell to, RefusalReason reason, ImmutableArray<SliceRange> ranges)
    {
        if (!ranges.IsEmpty)
            to.Tell(new SliceRefused(Torrent, ranges, reason), Self);
    }

    private void RefuseAll(ICanTell to, IEnumerable<(SliceRange Range, RefusalReason Reason)> refused)
    {
        foreach (var same in refused.GroupBy(r => r.Reason))
            Refuse(to, same.Key, [.. same.Select(r => r.Range)]);
    }

    private void Pump()
    {
        // While a turn waits for the rate limit, the others wait behind it.
        while (!Timers.IsTimerActive(PaceKey) && _reads.ReadingCount < _settings.MaxReads && _reads.TryTake(out var request))
        {
            var wait = _services.Limits.ReserveUp(Torrent, request.Bytes, _services.Now);
            if (wait > TimeSpan.Zero)
                Timers.StartSingleTimer(PaceKey, new Paced(request), wait);
            else
                Read(request);
        }
    }

    private void HandlePaced(Paced paced)
    {
        Read(paced.Request);
        Pump();
    }

    private void Read(SliceRequest request)
    {
        if (!_sessions.TryGetValue(request.Peer, out var session))
        {
            _reads.Done(request);
            return;
        }

        var (fetcher, self) = (session.Fetcher, Self);
        _services.Pool.RunAsync(ct => ReadAndSend(request, fetcher, self, ct))
            .PipeTo(self, self, sent => new ReadDone(request, fetcher, sent, null), e => new ReadDone(request, fetcher, default, e));
    }

    /// <summary>
    /// Runs outside of the actor: it touches nothing of it but what never changes. What can't be read of one chunk does not keep the
    /// others from being sent.
    /// </summary>
    private async ValueTask<Sent> ReadAndSend(SliceRequest request, IActorRef fetcher, IActorRef self, CancellationToken ct)
    {
        var (bytes, failures) = (0L, ImmutableArray<ReadFailure>.Empty);
        foreach (var ask in request.Asks)
        {
            try
            {
                for (var done = 0; done < ask.Length && !request.IsCancelled(ask); done += WireLimits.SliceBytes)
                {
                    var offset = ask.Offset + done;
                    var frame = SliceData.NewFrame(
                        Torrent, ask.Chunk.Value, offset, ask.Attempt, int.Min(WireLimits.SliceBytes, ask.Length - done));
                    await _store.ReadAsync(ask.Chunk, offset, SliceData.RoomIn(frame), ct);
                    var slice = SliceData.FromFrame(frame)!;
                    fetcher.Tell(slice, self);
                    bytes += slice.Payload.Length;
                }
            }
            catch (ChunkStoreException e)
            {
                failures = failures.Add(new ReadFailure(ask, e));
            }
        }

        return new Sent(bytes, failures);
    }

    private void HandleReadDone(ReadDone done)
    {
        var (request, fetcher, sent, failure) = done;
        _reads.Done(request);
        if (sent.Bytes > 0)
        {
            _sent[request.Peer] = _sent.GetValueOrDefault(request.Peer) + sent.Bytes;
            _rate.Add(sent.Bytes, _services.Now);
            _services.Meters.BytesSent.Add(sent.Bytes);
        }

        var failures = failure is null ? sent.Failures : [.. request.Asks.Select(a => new ReadFailure(a, failure))];
        foreach (var ask in request.Asks)
        {
            if (!request.IsCancelled(ask) && (failures.IsEmpty || !failures.Any(f => f.Ask == ask))
                && _open.Sent(request.Peer, ask.Attempt, ask.Length, out var whole))
                _desk.WentOut(request.Peer, whole);
        }

        if (!failures.IsEmpty)
        {
            DropAll(request.Peer, failures.Select(f => f.Ask.Attempt));
            HandleReadFailed(failures, fetcher);
        }

        Apply(_desk.Sent(request.Peer, sent.Bytes, IsIdle(request.Peer), _services.Now));
        Pump();
    }

    private void HandleReadFailed(ImmutableArray<ReadFailure> failures, IActorRef fetcher)
    {
        RefuseAll(fetcher, failures.Select(f => (
            f.Ask.Range, f.Cause is ChunkNotHeldException ? RefusalReason.NotHeld : RefusalReason.ReadFailed)));
        foreach (var (ask, cause) in failures.DistinctBy(f => f.Cause.Message))
            _log.Warning("Chunk {0} of {1} could not be read: {2}", ask.Chunk, Torrent.ShortText, cause.Message);
        if (failures.Select(f => f.Cause).OfType<SourceChangedException>().FirstOrDefault() is not { } changed)
            return;
        Context.System.EventStream.Publish(
            new PeerEvents.SeedingFailed(Torrent, ReturnCode.StorageFailed, changed.Message));
        Context.Parent.Tell(new SeedersGuardian.Abandon(Torrent), Self);
    }

    /// <summary>A turn that the rate limit has held up may be read now.</summary>
    private sealed record Paced(SliceRequest Request) : ILocalMessage;

    private sealed record ReadFailure(SliceAsk Ask, Exception Cause);

    /// <summary>What became of one turn.</summary>
    private readonly record struct Sent(long Bytes, ImmutableArray<ReadFailure> Failures);

    /// <param name="Failure">The pool has ended, or a bug of ours: nothing is known of any part of the request.</param>
    private sealed record ReadDone(SliceRequest Request, IActorRef Fetcher, Sent Sent, Exception? Failure) : ILocalMessage;
}
