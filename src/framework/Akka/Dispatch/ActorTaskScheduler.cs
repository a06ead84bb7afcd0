namespace Akka.Dispatch;

using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;

/// <summary>Runs the continuations of one actor's async handlers on its turns, so that they never overlap with anything else of the actor.</summary>
public class ActorTaskScheduler : TaskScheduler
{
    private readonly ActorCell _cell;

    internal ActorTaskScheduler(ActorCell cell) => _cell = cell;

    /// <summary>The message whose async handler runs.</summary>
    public object? CurrentMessage { get; private set; }

    public override int MaximumConcurrencyLevel => 1;

    public static void RunTask(Action action) => RunTask(() =>
    {
        action();
        return Task.CompletedTask;
    });

    /// <summary>Runs an async handler of the actor on this thread: user messages wait until its task ends; its exception fails the actor.</summary>
    /// <exception cref="InvalidOperationException">No actor runs on this thread.</exception>
    public static void RunTask(Func<Task> asyncAction)
    {
        var cell = InternalCurrentActorCellKeeper.Current
            ?? throw new InvalidOperationException("RunTask must be called from an actor context.");
        cell.TaskScheduler.Start(asyncAction);
    }

    /// <summary>Runs a continuation whose actor is gone, on the pool and without a context.</summary>
    internal static void RunAbandoned(ActorTask continuation) =>
        ThreadPool.UnsafeQueueUserWorkItem(static c => c.Scheduler?.TryExecuteTask(c.Task), continuation, preferLocal: false);

    internal void Execute(Task task)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            TryExecuteTask(task);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>Called when the handler's task has ended, on the actor's turn.</summary>
    internal void Ended()
    {
        CurrentMessage = null;
        OnAfterTaskCompleted();
    }

    protected override void QueueTask(Task task)
    {
        if ((task.CreationOptions & TaskCreationOptions.LongRunning) != 0)
        {
            // It would hold the actor's turn for long: a thread of its own was asked for.
            new Thread(static state => ((Action)state!)()) { IsBackground = true }.Start(() => TryExecuteTask(task));
            return;
        }

        _cell.SendSystemMessage(new ActorTask(task) { Scheduler = this });
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && InternalCurrentActorCellKeeper.Current == _cell && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];

    protected virtual void OnBeforeTaskStarted()
    {
    }

    protected virtual void OnAfterTaskCompleted()
    {
    }

    private static Exception? FailureOf(Task task)
    {
        if (task.IsCanceled)
        {
            return new TaskCanceledException(task);
        }

        return task.Exception is { } all ? all.InnerExceptions.Count == 1 ? all.InnerExceptions[0] : all : null;
    }

    private void Start(Func<Task> asyncAction)
    {
        CurrentMessage = _cell.CurrentMessage;
        OnBeforeTaskStarted();
        var run = _cell.BeginAsync();
        var start = new Task<Task>(asyncAction, CancellationToken.None, TaskCreationOptions.DenyChildAttach);
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            start.RunSynchronously(this);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }

        var handler = start.IsCompletedSuccessfully ? start.Result ?? Task.CompletedTask : start;
        if (handler.IsCompletedSuccessfully)
        {
            _cell.EndAsync(run, null);
            return;
        }

        if (handler.IsCompleted)
        {
            _cell.SendSystemMessage(new ActorTaskEnded(run, FailureOf(handler)));
            return;
        }

        handler.ContinueWith(
            static (task, state) =>
            {
                var (cell, token) = ((ActorCell, object))state!;
                cell.SendSystemMessage(new ActorTaskEnded(token, FailureOf(task)));
            },
            (_cell, run),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously | TaskContinuationOptions.DenyChildAttach,
            Default);
    }
}
