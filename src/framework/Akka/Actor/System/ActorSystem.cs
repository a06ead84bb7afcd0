namespace Akka.Actor;

using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;

/// <summary>A tree of actors with its threads, mailboxes, scheduler, configuration and event stream. Heavy: one for a process, as a rule.</summary>
public abstract class ActorSystem : IActorRefFactory, IDisposable
{
    private readonly long _started = Environment.TickCount64;

    public abstract Settings Settings { get; }

    public abstract string Name { get; }

    public abstract Serialization.Serialization Serialization { get; }

    public abstract EventStream EventStream { get; }

    public abstract IActorRef DeadLetters { get; }

    public abstract IActorRef IgnoreRef { get; }

    public abstract Dispatchers Dispatchers { get; }

    public abstract Mailboxes Mailboxes { get; }

    public abstract IScheduler Scheduler { get; }

    public abstract ILoggingAdapter Log { get; }

    /// <summary>Ends when the whole tree has stopped and every callback of <see cref="RegisterOnTermination"/> has run.</summary>
    public abstract Task WhenTerminated { get; }

    /// <summary>The system's age at the start of the process's clock.</summary>
    public TimeSpan StartTime => TimeSpan.FromMilliseconds(_started);

    public TimeSpan Uptime => TimeSpan.FromMilliseconds(Environment.TickCount64 - _started);

    public static ActorSystem Create(string name, Config config) => Create(name, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)));

    public static ActorSystem Create(string name) => Create(name, ActorSystemSetup.Empty);

    public static ActorSystem Create(string name, BootstrapSetup setup) => Create(name, ActorSystemSetup.Create(setup));

    /// <summary>Builds and starts a system.</summary>
    /// <exception cref="ArgumentException">The name holds something else than letters, digits, '-' and '_'.</exception>
    public static ActorSystem Create(string name, ActorSystemSetup setup) => ActorSystemImpl.CreateAndStart(name, setup, Option<Props>.None);

    public abstract IActorRef ActorOf(Props props, string? name = null);

    public abstract ActorSelection ActorSelection(ActorPath actorPath);

    public abstract ActorSelection ActorSelection(string actorPath);

    public abstract void Stop(IActorRef actor);

    public abstract object RegisterExtension(IExtensionId extension);

    public abstract object GetExtension(IExtensionId extensionId);

    public abstract T GetExtension<T>()
        where T : class, IExtension;

    public abstract bool HasExtension(Type type);

    public abstract bool HasExtension<T>()
        where T : class, IExtension;

    public abstract bool TryGetExtension(Type extensionType, out object extension);

    public abstract bool TryGetExtension<T>(out T extension)
        where T : class, IExtension;

    /// <summary>Runs <paramref name="code"/> after the last actor has stopped; later registrations run first.</summary>
    /// <exception cref="InvalidOperationException">The system has ended already.</exception>
    public abstract void RegisterOnTermination(Action code);

    /// <summary>Stops every actor; the task is <see cref="WhenTerminated"/>.</summary>
    public abstract Task Terminate();

    /// <summary>Terminates without waiting.</summary>
    public void Dispose()
    {
        Terminate();
        GC.SuppressFinalize(this);
    }
}
