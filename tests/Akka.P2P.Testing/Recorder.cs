namespace Akka.P2P.Testing;

/// <summary>
/// A list that other threads fill and a test waits on: a wait ends with the very event that fulfils it, never by polling.
/// Unbounded, since the test that owns it decides how much is recorded.
/// </summary>
public sealed class Recorder<T>
{
    private readonly object _gate = new();
    private readonly List<T> _seen = [];
    private readonly List<Waiter> _waiters = [];

    /// <summary>All that came so far, in order.</summary>
    public IReadOnlyList<T> Seen
    {
        get
        {
            lock (_gate)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>Records one event and ends the waits that it fulfils.</summary>
    public void Add(T item)
    {
        List<Waiter> done;
        lock (_gate)
        {
            _seen.Add(item);
            done = _waiters.FindAll(w => w.Fulfilled(_seen));
            _waiters.RemoveAll(done.Contains);
        }

        done.ForEach(w => w.Done.TrySetResult());
    }

    /// <summary>Waits until the events seen so far fulfil <paramref name="condition"/>, and returns them.</summary>
    /// <param name="condition">Looks at all events, in order. It is called once at once and once an event, under a lock.</param>
    /// <param name="what">What is waited for, for the message of a failure.</param>
    /// <param name="limit">How long at most; 10 s when not said. It only matters when the test fails.</param>
    /// <exception cref="TimeoutException">It did not come; the message lists what did.</exception>
    public async Task<IReadOnlyList<T>> WaitUntil(Predicate<IReadOnlyList<T>> condition, string what, TimeSpan? limit = null)
    {
        var waiter = new Waiter(condition);
        lock (_gate)
        {
            if (condition(_seen))
            {
                return [.. _seen];
            }

            _waiters.Add(waiter);
        }

        var patience = limit ?? Patience.Default;
        try
        {
            await waiter.Done.Task.WaitAsync(patience);
            return Seen;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Waited {patience.TotalSeconds:0.###} s for {what}. Seen: [{string.Join(", ", Seen)}]");
        }
        finally
        {
            lock (_gate)
            {
                _waiters.Remove(waiter);
            }
        }
    }

    /// <summary>Waits for the first event that <paramref name="match"/> accepts, past ones included.</summary>
    /// <exception cref="TimeoutException">None came; the message lists what did.</exception>
    public async Task<T> WaitFor(Predicate<T> match, string what, TimeSpan? limit = null)
    {
        var seen = await WaitUntil(all => all.Any(item => match(item)), what, limit);
        return seen.First(item => match(item));
    }

    private sealed record Waiter(Predicate<IReadOnlyList<T>> Fulfilled)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
