namespace Akka.Dispatch;

/// <summary>Runs work on threads of its choice.</summary>
public abstract class ExecutorService
{
    protected ExecutorService(string id) => Id = id;

    public string Id { get; }

    /// <exception cref="RejectedExecutionException">It has been shut down.</exception>
    public abstract void Execute(IRunnable run);

    public abstract void Shutdown();
}
