namespace Akka.Remote.Transport.Tcp;

using Akka.Remote.Wire;

/// <summary>
/// What waits for one connection's socket. Callers write their frames straight into the chunk that is being filled; while one
/// chunk is sent the next fills, so batches grow with the load and an idle connection sends at once. Urgent frames
/// (heartbeats, acknowledgements) overtake every chunk that isn't being sent yet.
/// </summary>
/// <param name="wire">Where to.</param>
/// <param name="onFailed">Told when it can't be sent.</param>
/// <param name="memory">
/// What all queues of a node hold together, each of which may have no more than is left of it: one alone gets half, many get little,
/// and who has little waiting is never refused because of those who have much.
/// </param>
/// <param name="loses">Asked of each frame: true, and it is lost as a network may lose it. Null: none is.</param>
internal sealed class OutboundQueue(IWire wire, Action<Exception> onFailed, SharedBytes? memory = null, Func<bool>? loses = null) : IThreadPoolWorkItem
{
    /// <summary>
    /// Bytes that may wait. A peer that stalls must not take the process's memory with it, so there is a bound; it is far above what
    /// flow-controlled senders have under way, since reaching it loses messages.
    /// </summary>
    public const long MostBytes = 128L * 1024 * 1024;

    /// <summary>What heartbeats and acknowledgements may add to a full queue.</summary>
    private const long UrgentBytes = 1024 * 1024;

    private const int MostSpare = 3;

    private readonly Lock _sync = new();
    private readonly Queue<SendChunk> _waiting = new();
    private readonly Stack<SendChunk> _spare = new();
    private SendChunk? _filling;
    private SendChunk? _urgent;
    private long _bytes;
    private int _count;
    private bool _sending;
    private bool _closed;
    private TaskCompletionSource? _drained;

    /// <summary>Bytes that wait, the ones being sent included.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Messages that wait, the ones being sent included; frames without a message don't count.</summary>
    public int Count => Volatile.Read(ref _count);

    private long Allowance => memory is null ? MostBytes : Math.Min(MostBytes, memory.Left);

    /// <param name="layout">The frame.</param>
    /// <param name="message">Its message's bytes; must not change afterwards.</param>
    /// <param name="what">The message itself, to become a dead letter if the connection ends first.</param>
    /// <param name="urgent">Ahead of everything that isn't urgent.</param>
    public EnqueueResult Enqueue(in EnvelopeLayout layout, byte[] message, in QueuedMessage? what, bool urgent)
    {
        lock (_sync)
        {
            if (_closed)
            {
                return EnqueueResult.Closed;
            }

            if (_bytes > Allowance && !urgent)
            {
                return EnqueueResult.Full;
            }

            if (loses?.Invoke() == true)
            {
                return EnqueueResult.Taken;
            }

            var chunk = ChunkFor(SendChunk.ScratchFor(layout, message.Length), urgent);
            chunk.Add(layout, message);
            if (what is { } queued)
            {
                chunk.Remember(queued);
                _count++;
            }

            Grew(layout.HeadLength + layout.TailLength + message.Length);
            return EnqueueResult.Taken;
        }
    }

    /// <summary>A whole frame, copied. False when the connection is closed.</summary>
    /// <remarks>When even these fill the memory they are left out: the next heartbeat or acknowledgement says the same.</remarks>
    public bool Enqueue(ReadOnlySpan<byte> frame, bool urgent)
    {
        lock (_sync)
        {
            if (_closed)
            {
                return false;
            }

            if (_bytes > Allowance + UrgentBytes || loses?.Invoke() == true)
            {
                return true;
            }

            ChunkFor(frame.Length, urgent).Add(frame);
            Grew(frame.Length);
            return true;
        }
    }

    /// <summary>Completes when everything that waits now has been given to the socket, or the connection has failed.</summary>
    public Task Drained()
    {
        lock (_sync)
        {
            if (_closed || !_sending)
            {
                return Task.CompletedTask;
            }

            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task;
        }
    }

    /// <summary>Takes nothing more; gives back the messages that no byte was sent of.</summary>
    public List<QueuedMessage> Close()
    {
        lock (_sync)
        {
            var unsent = new List<QueuedMessage>();
            if (_closed)
            {
                return unsent;
            }

            _closed = true;
            memory?.Add(-_bytes);
            foreach (var chunk in _waiting)
            {
                Abandon(chunk, unsent);
            }

            _waiting.Clear();
            Abandon(_filling, unsent);
            Abandon(_urgent, unsent);
            _filling = _urgent = null;
            while (_spare.TryPop(out var spare))
            {
                spare.Release();
            }

            _drained?.TrySetResult();
            return unsent;
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = SendAllAsync();

    private static void Abandon(SendChunk? chunk, List<QueuedMessage> unsent)
    {
        if (chunk is not null)
        {
            unsent.AddRange(chunk.Messages);
            chunk.Release();
        }
    }

    private async Task SendAllAsync()
    {
        SendChunk? chunk = null;
        try
        {
            while (true)
            {
                chunk = Next(chunk);
                if (chunk is null)
                {
                    return;
                }

                await wire.SendAsync(chunk.Segments).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            // The chunk under way isn't pooled again: the system may still hold its segments.
            onFailed(e);
        }
    }

    private SendChunk? Next(SendChunk? done)
    {
        lock (_sync)
        {
            if (done is not null)
            {
                _bytes -= done.Bytes;
                if (!_closed)
                {
                    memory?.Add(-done.Bytes);
                }

                _count -= done.Messages.Count;
                if (_spare.Count < MostSpare && !_closed && _bytes > 0 && done.IsUsual)
                {
                    done.Reset();
                    _spare.Push(done);
                }
                else
                {
                    done.Release();
                }
            }

            SendChunk? next;
            if (_urgent is not null)
            {
                (next, _urgent) = (_urgent, null);
            }
            else if (!_waiting.TryDequeue(out next))
            {
                (next, _filling) = (_filling, null);
            }

            if (next is null)
            {
                _sending = false;
                _drained?.TrySetResult();
                _drained = null;
                // An idle connection holds no buffers.
                while (_spare.TryPop(out var spare))
                {
                    spare.Release();
                }

                return null;
            }

            next.Seal();
            return next;
        }
    }

    private SendChunk ChunkFor(int scratch, bool urgent)
    {
        ref var chunk = ref urgent ? ref _urgent : ref _filling;
        if (chunk is not null && chunk.MakeRoom(scratch))
        {
            return chunk;
        }

        if (chunk is not null)
        {
            // A full chunk of urgent frames is a rarity; it queues like any other and keeps its order.
            _waiting.Enqueue(chunk);
        }

        chunk = _spare.TryPop(out var spare) ? spare : new SendChunk(scratch, forLittle: urgent);
        if (!chunk.MakeRoom(scratch))
        {
            chunk.Release();
            chunk = new SendChunk(scratch, forLittle: false);
        }

        return chunk;
    }

    private void Grew(int bytes)
    {
        _bytes += bytes;
        memory?.Add(bytes);
        if (!_sending)
        {
            _sending = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
