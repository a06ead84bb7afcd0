namespace Akka.Dispatch;

using System.Collections.Concurrent;
using Akka.Configuration;

/// <summary>The process's thread pool.</summary>
internal sealed class ThreadPoolExecutor : ExecutorService
{
    private volatile bool _shuttingDown;

    public ThreadPoolExecutor(string id)
        : base(id)
    {
    }

    public override void Execute(IRunnable run)
    {
        if (_shuttingDown)
        {
            throw new RejectedExecutionException($"Executor [{Id}] has been shut down.");
        }

        ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
    }

    public override void Shutdown() => _shuttingDown = true;
}

/// <summary>Threads of its own over one queue.</summary>
internal sealed class DedicatedThreadsExecutor : ExecutorService
{
    private readonly BlockingCollection<IRunnable> _work = [];

    public DedicatedThreadsExecutor(string id, int threads)
        : base(id)
    {
        for (var i = 0; i < threads; i++)
        {
            new Thread(Work) { IsBackground = true, Name = $"{id}_{i + 1}" }.Start();
        }
    }

    public override void Execute(IRunnable run)
    {
        try
        {
            _work.Add(run);
        }
        catch (InvalidOperationException e)
        {
            throw new RejectedExecutionException($"Executor [{Id}] has been shut down.", e);
        }
    }

    public override void Shutdown() => _work.CompleteAdding();

    private void Work()
    {
        foreach (var run in _work.GetConsumingEnumerable())
        {
            run.Run();
        }
    }
}

/// <summary>The synchronization context of the thread that first asked, such as that of a window.</summary>
internal sealed class SynchronizationContextExecutor : ExecutorService
{
    private readonly SynchronizationContext _context =
        SynchronizationContext.Current
        ?? throw new InvalidOperationException("current-context-executor needs a thread with a SynchronizationContext to create its first actor on.");

    public SynchronizationContextExecutor(string id)
        : base(id)
    {
    }

    public override void Execute(IRunnable run) => _context.Post(static r => ((IRunnable)r!).Run(), run);

    public override void Shutdown()
    {
    }
}
