namespace Akka.TestKit.Internal;

/// <summary>
/// What a test actor received and the test has not looked at yet. Unbounded: the test itself decides how much it lets come.
/// Waits are for the message, not for time, and either block the calling thread or await.
/// </summary>
internal sealed class TestQueue
{
    private readonly LinkedList<MessageEnvelope> _messages = new();
    private readonly SemaphoreSlim _available = new(0);

    public int Count
    {
        get
        {
            lock (_messages)
            {
                return _messages.Count;
            }
        }
    }

    public void Add(MessageEnvelope envelope)
    {
        lock (_messages)
        {
            _messages.AddLast(envelope);
        }

        _available.Release();
    }

    /// <summary>Takes the first message; null when none came in time. A negative limit other than infinite is none.</summary>
    public async ValueTask<MessageEnvelope?> Take(bool async, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!await Arrived(async, limit, cancellationToken))
        {
            return null;
        }

        lock (_messages)
        {
            var first = _messages.First!.Value;
            _messages.RemoveFirst();
            return first;
        }
    }

    /// <summary>Looks at the first message and leaves it; null when none came in time.</summary>
    public async ValueTask<MessageEnvelope?> Peek(bool async, TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!await Arrived(async, limit, cancellationToken))
        {
            return null;
        }

        MessageEnvelope first;
        lock (_messages)
        {
            first = _messages.First!.Value;
        }

        _available.Release();
        return first;
    }

    private async ValueTask<bool> Arrived(bool async, TimeSpan limit, CancellationToken cancellationToken)
    {
        var wait = Durations.ForWait(limit);
        return async ? await _available.WaitAsync(wait, cancellationToken) : _available.Wait(wait, cancellationToken);
    }
}
