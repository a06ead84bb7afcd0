namespace Akka.Dispatch;

using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;
using Akka.Event;

public class Mailbox : IRunnable
{
    public Mailbox(IMessageQueue messageQueue) => MessageQueue = messageQueue;
    public IMessageQueue MessageQueue { get; }
    public MessageDispatcher Dispatcher => null!;
    public virtual void SetActor(ActorCell actorCell) { }
    public virtual void CleanUp() { }
    public void Run() { }
    public void Execute() => Run();
}

public class ActorTaskScheduler
{
    public static void RunTask(Action action) { }
    public static void RunTask(Func<Task> asyncAction) { }
}

public abstract class MessageDispatcher
{
    public const int DefaultThroughput = 100;
    protected MessageDispatcher(MessageDispatcherConfigurator configurator) => Configurator = configurator;
    public MessageDispatcherConfigurator Configurator { get; }
    public string Id { get; protected set; } = "";
    public int Throughput { get; protected set; } = DefaultThroughput;
    public EventStream EventStream => Configurator.Prerequisites.EventStream;
    public Mailboxes Mailboxes => Configurator.Prerequisites.Mailboxes;
    protected abstract void ExecuteTask(IRunnable run);
    protected abstract void Shutdown();
    public void Schedule(Action run) { }
    public void Schedule(IRunnable run) { }
    public virtual void Dispatch(ActorCell cell, Envelope envelope) { }
    public virtual void SystemDispatch(ActorCell cell, SystemMessage message) { }
    public virtual void Attach(ActorCell cell) { }
    public virtual void Detach(ActorCell cell) { }
}

public sealed class Dispatchers
{
    public static readonly string DefaultDispatcherId = "akka.actor.default-dispatcher";
    public static readonly string SynchronizedDispatcherId = "akka.actor.synchronized-dispatcher";
    public MessageDispatcher DefaultGlobalDispatcher => null!;
    public MessageDispatcher Lookup(string dispatcherName) => null!;
    public bool HasDispatcher(string id) => false;
    public bool RegisterConfigurator(string id, MessageDispatcherConfigurator configurator) => false;
}

public class Mailboxes
{
    public static readonly string DefaultMailboxId = "akka.actor.default-mailbox";
    public MailboxType Lookup(string id) => null!;
}

public abstract class ExecutorServiceConfigurator : ExecutorServiceFactory
{
    protected ExecutorServiceConfigurator(Config config, IDispatcherPrerequisites prerequisites) { }
    internal static ExecutorServiceConfigurator For(Config config, IDispatcherPrerequisites prerequisites) => null!;
}
