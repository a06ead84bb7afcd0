namespace Akka.Actor;

/// <summary>The messages of an inbox that nobody has taken, and the takers that no message has satisfied.</summary>
internal sealed class InboxQueue
{
    private readonly Lock _gate = new();
    private readonly List<object> _messages = [];
    private readonly List<(Predicate<object> Wants, TaskCompletionSource<object> Taker)> _takers = [];
    private readonly int _capacity;

    public InboxQueue(int capacity) => _capacity = capacity;

    /// <summary><c>false</c>: it is full, and the message was not kept.</summary>
    public bool Add(object message)
    {
        lock (_gate)
        {
            _takers.RemoveAll(t => t.Taker.Task.IsCompleted);
            var fitting = _takers.FindIndex(t => t.Wants(message));
            while (fitting >= 0)
            {
                var taker = _takers[fitting].Taker;
                _takers.RemoveAt(fitting);
                if (taker.TrySetResult(message))
                {
                    return true;
                }

                fitting = _takers.FindIndex(t => t.Wants(message));
            }

            if (_messages.Count >= _capacity)
            {
                return false;
            }

            _messages.Add(message);
            return true;
        }
    }

    public TaskCompletionSource<object> Take(Predicate<object> wants)
    {
        var taker = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            var fitting = _messages.FindIndex(wants);
            if (fitting < 0)
            {
                _takers.Add((wants, taker));
            }
            else
            {
                taker.SetResult(_messages[fitting]);
                _messages.RemoveAt(fitting);
            }
        }

        return taker;
    }
}
