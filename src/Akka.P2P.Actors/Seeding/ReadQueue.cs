namespace Akka.P2P.Actors.Seeding;

using System.Diagnostics.CodeAnalysis;
using Akka.P2P.Core.Identity;

/// <summary>
/// The requests that wait, one queue a peer, taken in turns: a peer that asks for much delays nobody but itself. Bounded for each peer by
/// bytes and by the number of what is asked, those of requests being read included.
/// </summary>
/// <param name="maxBytesPerPeer">Bytes that one peer may have asked for and not got.</param>
/// <param name="maxAsksPerPeer">Ranges of slices that one peer may have asked for and not got, however small they are.</param>
internal sealed class ReadQueue(int maxBytesPerPeer, int maxAsksPerPeer)
{
    private readonly Dictionary<PeerId, Queue<SliceRequest>> _waiting = [];
    private readonly Dictionary<PeerId, (long Bytes, int Asks)> _open = [];
    private readonly List<SliceRequest> _reading = [];
    private readonly Queue<PeerId> _turns = [];

    public int ReadingCount => _reading.Count;

    /// <summary>Whether anything that the peer asked for waits, or is being read.</summary>
    public bool HasOpen(PeerId peer) => _open.ContainsKey(peer);

    /// <summary>False when it would be too much for that peer; nothing changed.</summary>
    public bool TryAdd(SliceRequest request)
    {
        var (bytes, asks) = _open.GetValueOrDefault(request.Peer);
        if (bytes > 0 && (bytes + request.Bytes > maxBytesPerPeer || asks + request.Asks.Length > maxAsksPerPeer))
            return false;
        _open[request.Peer] = (bytes + request.Bytes, asks + request.Asks.Length);
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
        foreach (var reading in _reading.Where(r => r.Peer == peer))
            reading.Cancel(attempt);
        if (!_waiting.TryGetValue(peer, out var queue))
            return;
        var keep = new Queue<SliceRequest>();
        foreach (var request in queue)
        {
            // What else is in the same request is still wanted.
            var rest = attempt is null ? null : Without(request, attempt.Value);
            if (rest != request)
                Release(request, rest);
            if (rest is not null)
                keep.Enqueue(rest);
        }

        // The turn of a peer that waits for nothing is passed over when it comes.
        if (keep.Count == 0)
            _waiting.Remove(peer);
        else
            _waiting[peer] = keep;
    }

    private static SliceRequest? Without(SliceRequest request, long attempt)
    {
        var asks = request.Asks.RemoveAll(a => a.Attempt == attempt);
        return asks.Length == request.Asks.Length ? request : asks.IsEmpty ? null : new SliceRequest(request.Peer, asks);
    }

    private void Release(SliceRequest request, SliceRequest? rest = null)
    {
        var (bytes, asks) = _open.GetValueOrDefault(request.Peer);
        bytes -= request.Bytes - (rest?.Bytes ?? 0);
        asks -= request.Asks.Length - (rest?.Asks.Length ?? 0);
        if (bytes > 0)
            _open[request.Peer] = (bytes, asks);
        else
            _open.Remove(request.Peer);
    }
}
