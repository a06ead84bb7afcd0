namespace Akka.P2P.Actors.Storing;

using System.Threading.Channels;

/// <summary>
/// A few threads of its own for hashing and disk, so that neither ever holds up the actors' dispatcher. Work begins in the order
/// of its coming. The queue has no bound of its own: those who put work in are bounded, fetchers by the bytes in flight of their
/// download and seeders by their reads.
/// </summary>
public sealed class WorkPool : IDisposable
{
    private readonly Channel<Action> _queue = Channel.CreateUnbounded<Action>();
    private readonly CancellationTokenSource _stopping = new();

    /// <param name="threads">0 stands for one a processor.</param>
    public WorkPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        ThreadCount = threads == 0 ? Environment.ProcessorCount : threads;
        for (var i = 0; i < ThreadCount; i++)
            new Thread(Work) { IsBackground = true, Name = $"p2p-io-{i}" }.Start();
    }

    public int ThreadCount { get; }

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
        if (_queue.Writer.TryComplete())
            _stopping.Cancel();
    }

    private void Post<T>(TaskCompletionSource<T> done, Action work)
    {
        var queued = _queue.Writer.TryWrite(() =>
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
        });
        if (!queued)
            done.TrySetException(new ObjectDisposedException(nameof(WorkPool)));
    }

    private void Work()
    {
        // The thread is ours alone, so it may block for the next piece of work.
        while (_queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (_queue.Reader.TryRead(out var work))
                work();
        }
    }
}
