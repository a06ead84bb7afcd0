namespace Akka.P2P.Actors.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;

/// <summary>
/// The chunks that one fetcher was assigned and does not have yet, in the order of their coming, and which of their slices are asked for
/// next: as many at a time as the window has room for, of one chunk or of many. Every step costs the same however many chunks there are.
/// </summary>
/// <param name="window">Told of everything that is asked for and given up here; of what arrives, by the fetcher.</param>
internal sealed class TransferBook(SliceWindow window)
{
    // A request names up to four full slices: fewer messages, and still small steps for the seeder's turns.
    public const int RequestBytes = 4 * WireLimits.SliceBytes;

    private readonly Dictionary<long, ChunkTransfer> _byAttempt = [];

    // Those with something left to ask for, and some that were dropped meanwhile.
    private readonly Queue<ChunkTransfer> _toAsk = [];
    private long _unasked;
    private int _unaskedChunks;

    public int Count => _byAttempt.Count;

    public void Add(ChunkTransfer transfer)
    {
        _byAttempt.Add(transfer.Attempt.Value, transfer);
        _toAsk.Enqueue(transfer);
        _unasked += transfer.Unasked;
        _unaskedChunks++;
    }

    public ChunkTransfer? Find(long attempt) => _byAttempt.GetValueOrDefault(attempt);

    /// <summary>All of it arrived.</summary>
    public void Completed(ChunkTransfer transfer) => _byAttempt.Remove(transfer.Attempt.Value);

    /// <summary>It is not wanted any more, or will not come.</summary>
    public void Drop(ChunkTransfer transfer)
    {
        if (!_byAttempt.Remove(transfer.Attempt.Value))
            return;
        window.GivenUp(transfer.OnTheWay, transfer.SlicesOnTheWay);
        if (transfer.Unasked == 0)
            return;
        _unasked -= transfer.Unasked;
        _unaskedChunks--;
    }

    /// <summary>Drops those of which nothing was asked for yet.</summary>
    /// <returns>Their attempts.</returns>
    public ImmutableArray<AttemptId> DropUnbegun()
    {
        var dropped = _byAttempt.Values.Where(t => t.Unasked == t.Length).ToList();
        foreach (var transfer in dropped)
            Drop(transfer);
        return [.. dropped.Select(t => t.Attempt)];
    }

    /// <summary>What to ask for now, in one request; it counts as asked. Empty when it is not worth a message yet.</summary>
    /// <param name="most">Bytes that may be asked for, whatever the window has room for; but at least one slice.</param>
    public ImmutableArray<ChunkProtocol.SliceRange> NextRequest(TimeSpan now, int most = RequestBytes)
    {
        var (room, slices) = (window.Room(now), window.SliceRoom);
        // Half a request's room is not worth a message, unless it is all there is to ask for, or nothing is on the way.
        if (_unaskedChunks == 0 || (window.OnTheWay > 0 && (room < long.Min(RequestBytes / 2, _unasked)
            || slices < int.Min(WireLimits.MaxRangesInRequest / 2, _unaskedChunks))))
            return [];
        room = long.Min(room, most);
        var ranges = ImmutableArray.CreateBuilder<ChunkProtocol.SliceRange>();
        while (ranges.Count < WireLimits.MaxRangesInRequest && _toAsk.TryPeek(out var transfer))
        {
            if (!_byAttempt.ContainsKey(transfer.Attempt.Value))
            {
                _toAsk.Dequeue();
                continue;
            }

            if (ranges.Count > 0 && (slices <= 0 || room < int.Min(transfer.Unasked, WireLimits.SliceBytes)))
                break;
            var range = Ask(transfer, room, now, out var asked);
            room -= range.Length;
            slices -= asked;
            ranges.Add(range);
        }

        return ranges.DrainToImmutable();
    }

    private ChunkProtocol.SliceRange Ask(ChunkTransfer transfer, long room, TimeSpan now, out int slices)
    {
        var (offset, length) = transfer.Ask(room, now);
        slices = ChunkTransfer.SlicesIn(length);
        window.Asked(length, slices);
        _unasked -= length;
        if (transfer.Unasked == 0)
        {
            _unaskedChunks--;
            _toAsk.Dequeue();
        }

        return new ChunkProtocol.SliceRange(transfer.Chunk.Value, transfer.Attempt.Value, offset, length);
    }
}
