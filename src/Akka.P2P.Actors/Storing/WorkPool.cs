namespace Akka.P2P.Actors.Storing;

using System.Diagnostics.CodeAnalysis;

/// <summary>
/// A few threads of its own for hashing and disk, so that neither ever holds up the actors' dispatcher. Work begins in the order
/// of its coming. The queue has no bound of its own: those who put work in are bounded, fetchers by the bytes in flight of their
/// download and seeders by their reads.
/// </summary>
public sealed class WorkPool : IDisposable
{
    // Two more than can compute: so many may wait for a disk while every processor still has something to hash.
    private const int WaitingThreads = 2;

    // Waited on with Monitor, which sleeps at once. A task that is waited for spins first: that took a tenth of the machine.
    private readonly object _gate = new();
    private readonly Queue<Action> _queue = new();
    private readonly CancellationTokenSource _stopping = new();
    private bool _isClosed;

    /// <param name="threads">0 stands for one a processor, and two more for those that wait for a disk.</param>
    public WorkPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        ThreadCount = threads == 0 ? Environment.ProcessorCount + WaitingThreads : threads;
        for (var i = 0; i < ThreadCount; i++)
            new Thread(Work) { IsBackground = true, Name = $"p2p-io-{i}" }.Start();
    }

    public int ThreadCount { get; }

    /// <summary>Work that has not begun.</summary>
    public int QueueLength
    {
        get
        {
            lock (_gate)
                return _queue.Count;
        }
    }

    /// <summary>Cancelled when the pool is disposed of: long work should look at it.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Runs work that computes. The task fails as the work does, or with the pool's end.</summary>
    public Task<T> Run<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(done, () => done.TrySetResult(work()));
        return done.Task;
    }

    /// <summary>Begins work that waits for a disk; the thread is free while it waits.</summary>
    public Task<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> work) => Run(() => work(_stopping.Token).AsTask()).Unwrap();

    /// <summary>As above, without a result.</summary>
    public Task RunAsync(Func<CancellationToken, ValueTask> work) => Run(() => work(_stopping.Token).AsTask()).Unwrap();

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }

        _stopping.Cancel();
    }

    private void Post<T>(TaskCompletionSource<T> done, Action work)
    {
        void Do()
        {
            try
            {
                work();
            }
            catch (OperationCanceledException e)
            {
                done.TrySetCanceled(e.CancellationToken);
            }
            catch (Exception e)
            {
                done.TrySetException(e);
            }
        }

        lock (_gate)
        {
            if (!_isClosed)
            {
                _queue.Enqueue(Do);
                Monitor.Pulse(_gate);
                return;
            }
        }

        done.TrySetException(new ObjectDisposedException(nameof(WorkPool)));
    }

    private void Work()
    {
        while (TryTake(out var work))
            work();
    }

    /// <summary>False when the pool is closed and what was put in before is done.</summary>
    private bool TryTake([NotNullWhen(true)] out Action? work)
    {
        lock (_gate)
        {
            while (!_queue.TryDequeue(out work))
            {
                if (_isClosed)
                    return false;
                Monitor.Wait(_gate);
            }

            return true;
        }
    }
}
