namespace Akka.P2P.Actors.Seeding;

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
    // One entry a peer that was ever served; bounded by the swarm.
    private readonly Dictionary<PeerId, long> _sent = [];

    private void HandleGetSlices(GetSlices get)
    {
        if (Judge(get, out var chunk) is { } reason)
        {
            RefuseSlices(Sender, get, reason);
            return;
        }

        if (!_reads.TryAdd(new SliceRequest(get.Peer, chunk, get.Attempt, get.Offset, get.Length)))
        {
            RefuseSlices(Sender, get, RefusalReason.TooMany);
            return;
        }

        Pump();
    }

    private RefusalReason? Judge(GetSlices get, out ChunkIndex chunk)
    {
        if (!_metainfo.Grid.TryAt(get.Chunk, out chunk) || !_metainfo.Grid.Fits(chunk, get.Offset, get.Length)
            || get.Offset % WireLimits.SliceBytes != 0 || get.Length > WireLimits.MaxBytesInRequest
            || (get.Length % WireLimits.SliceBytes != 0 && get.Offset + get.Length != _metainfo.Grid.LengthOf(chunk)))
            return RefusalReason.OutOfRange;
        if (!IsSpeaker(get.Peer) || !_slots.Serves(get.Peer))
            return RefusalReason.Choked;
        return _held[chunk] ? null : RefusalReason.NotHeld;
    }

    private void RefuseSlices(ICanTell to, GetSlices get, RefusalReason reason) =>
        to.Tell(new SliceRefused(Torrent, get.Chunk, get.Attempt, get.Offset, get.Length, reason), Self);

    private void Pump()
    {
        while (_reads.ReadingCount < _settings.MaxReads && _reads.TryTake(out var request))
        {
            if (!_sessions.TryGetValue(request.Peer, out var session))
            {
                _reads.Done(request);
                continue;
            }

            var (fetcher, self, taken) = (session.Fetcher, Self, request);
            _services.Pool.RunAsync(ct => ReadAndSend(taken, fetcher, self, ct))
                .PipeTo(self, self, sent => new ReadDone(taken, fetcher, sent, null), e => new ReadDone(taken, fetcher, 0, e));
        }
    }

    /// <summary>Runs outside of the actor: it touches nothing of it but what never changes.</summary>
    private async ValueTask<long> ReadAndSend(SliceRequest request, IActorRef fetcher, IActorRef self, CancellationToken ct)
    {
        var sent = 0L;
        for (var done = 0; done < request.Length && !request.IsCancelled; done += WireLimits.SliceBytes)
        {
            var offset = request.Offset + done;
            var frame = SliceData.NewFrame(
                Torrent, request.Chunk.Value, offset, request.Attempt, int.Min(WireLimits.SliceBytes, request.Length - done));
            await _store.ReadAsync(request.Chunk, offset, SliceData.RoomIn(frame), ct);
            var slice = SliceData.FromFrame(frame)!;
            fetcher.Tell(slice, self);
            sent += slice.Payload.Length;
        }

        return sent;
    }

    private void HandleReadDone(ReadDone done)
    {
        var (request, fetcher, sent, failure) = done;
        _reads.Done(request);
        if (sent > 0)
            _sent[request.Peer] = _sent.GetValueOrDefault(request.Peer) + sent;
        if (failure is not null)
            HandleReadFailed(request, fetcher, failure);
        Pump();
    }

    private void HandleReadFailed(SliceRequest request, IActorRef fetcher, Exception failure)
    {
        var reason = failure is ChunkNotHeldException ? RefusalReason.NotHeld : RefusalReason.ReadFailed;
        fetcher.Tell(
            new SliceRefused(Torrent, request.Chunk.Value, request.Attempt, request.Offset, request.Length, reason), Self);
        _log.Warning("Chunk {0} of {1} could not be read: {2}", request.Chunk, Torrent.ShortText, failure.Message);
        if (failure is not SourceChangedException)
            return;
        Context.System.EventStream.Publish(
            new PeerEvents.SeedingFailed(Torrent, ReturnCode.StorageFailed, failure.Message));
        Context.Parent.Tell(new SeedersGuardian.Abandon(Torrent), Self);
    }

    private sealed record ReadDone(SliceRequest Request, IActorRef Fetcher, long Sent, Exception? Failure) : ILocalMessage;
}
