namespace Akka.P2P.Actors.Seeding;

using System.Diagnostics.CodeAnalysis;
using Akka.P2P.Core.Identity;

/// <summary>One request of slices that waits for its turn at the disk, or is read now.</summary>
/// <param name="peer">Who asked.</param>
/// <param name="chunk">Checked: it exists.</param>
/// <param name="attempt">As it came.</param>
/// <param name="offset">Checked: where a slice begins.</param>
/// <param name="length">Checked: within the chunk.</param>
internal sealed class SliceRequest(PeerId peer, ChunkIndex chunk, long attempt, int offset, int length)
{
    private volatile bool _cancelled;

    public PeerId Peer { get; } = peer;

    public ChunkIndex Chunk { get; } = chunk;

    public long Attempt { get; } = attempt;

    public int Offset { get; } = offset;

    public int Length { get; } = length;

    /// <summary>Set by the actor, seen by the reader between two slices.</summary>
    public bool IsCancelled => _cancelled;

    public void Cancel() => _cancelled = true;
}

/// <summary>
/// The requests that wait, one queue a peer, taken in turns: a peer that asks for much delays nobody but itself. Bounded by bytes
/// for each peer, those of requests being read included.
/// </summary>
/// <param name="maxBytesPerPeer">Bytes that one peer may have asked for and not got.</param>
internal sealed class ReadQueue(int maxBytesPerPeer)
{
    private readonly Dictionary<PeerId, Queue<SliceRequest>> _waiting = [];
    private readonly Dictionary<PeerId, long> _bytes = [];
    private readonly List<SliceRequest> _reading = [];
    private readonly Queue<PeerId> _turns = [];

    public int ReadingCount => _reading.Count;

    /// <summary>False when it would be too much for that peer; nothing changed.</summary>
    public bool TryAdd(SliceRequest request)
    {
        var bytes = _bytes.GetValueOrDefault(request.Peer);
        if (bytes > 0 && bytes + request.Length > maxBytesPerPeer)
            return false;
        _bytes[request.Peer] = bytes + request.Length;
        if (!_waiting.TryGetValue(request.Peer, out var queue))
        {
            _waiting.Add(request.Peer, queue = []);
            _turns.Enqueue(request.Peer);
        }

        queue.Enqueue(request);
        return true;
    }

    /// <summary>The next request to read; it counts as being read until <see cref="Done"/>.</summary>
    public bool TryTake([NotNullWhen(true)] out SliceRequest? request)
    {
        while (_turns.TryDequeue(out var peer))
        {
            if (!_waiting.TryGetValue(peer, out var queue))
                continue;
            request = queue.Dequeue();
            if (queue.Count == 0)
                _waiting.Remove(peer);
            else
                _turns.Enqueue(peer);
            _reading.Add(request);
            return true;
        }

        request = null;
        return false;
    }

    public void Done(SliceRequest request)
    {
        _reading.Remove(request);
        Release(request);
    }

    /// <summary>Forgets what the peer waits for, and stops what is read for it; of one attempt, or of all.</summary>
    public void Cancel(PeerId peer, long? attempt = null)
    {
        foreach (var reading in _reading.Where(r => r.Peer == peer && (attempt is null || r.Attempt == attempt)))
            reading.Cancel();
        if (!_waiting.TryGetValue(peer, out var queue))
            return;
        var keep = new Queue<SliceRequest>();
        foreach (var request in queue)
        {
            if (attempt is null || request.Attempt == attempt)
                Release(request);
            else
                keep.Enqueue(request);
        }

        // The turn of a peer that waits for nothing is passed over when it comes.
        if (keep.Count == 0)
            _waiting.Remove(peer);
        else
            _waiting[peer] = keep;
    }

    private void Release(SliceRequest request)
    {
        var left = _bytes.GetValueOrDefault(request.Peer) - request.Length;
        if (left > 0)
            _bytes[request.Peer] = left;
        else
            _bytes.Remove(request.Peer);
    }
}
