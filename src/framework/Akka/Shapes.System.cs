namespace Akka.Actor.Internal;

using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;

public class ActorSystemImpl : ExtendedActorSystem
{
    public ActorSystemImpl(string name) { Name = name; Settings = null!; }
    internal static ActorSystem CreateAndStart(string name, ActorSystemSetup setup, Option<Props> guardianProps) => new ActorSystemImpl(name);
    public override IActorRefProvider Provider => null!;
    public override IInternalActorRef Guardian => null!;
    public override IInternalActorRef LookupRoot => null!;
    public override IInternalActorRef SystemGuardian => null!;
    public override ActorProducerPipelineResolver ActorPipelineResolver => null!;
    public override Settings Settings { get; }
    public override string Name { get; }
    public override Serialization.Serialization Serialization => null!;
    public override EventStream EventStream => null!;
    public override IActorRef DeadLetters => null!;
    public override IActorRef IgnoreRef => null!;
    public override Dispatchers Dispatchers => null!;
    public override Mailboxes Mailboxes => null!;
    public override IScheduler Scheduler => null!;
    public override ILoggingAdapter Log => null!;
    public override Task WhenTerminated => Task.CompletedTask;
    public override IActorRef SystemActorOf(Props props, string? name = null) => null!;
    public override IActorRef SystemActorOf<TActor>(string? name = null) => null!;
    public override void Abort() { }
    public override string PrintTree() => "";
    public override IActorRef ActorOf(Props props, string? name = null) => null!;
    public override ActorSelection ActorSelection(ActorPath actorPath) => null!;
    public override ActorSelection ActorSelection(string actorPath) => null!;
    public override void Stop(IActorRef actor) { }
    public override object RegisterExtension(IExtensionId extension) => null!;
    public override object GetExtension(IExtensionId extensionId) => null!;
    public override T GetExtension<T>() => null!;
    public override bool HasExtension(Type type) => false;
    public override bool HasExtension<T>() => false;
    public override bool TryGetExtension(Type extensionType, out object extension) { extension = null!; return false; }
    public override bool TryGetExtension<T>(out T extension) { extension = null!; return false; }
    public override void RegisterOnTermination(Action code) { }
    public override Task Terminate() => Task.CompletedTask;

    /// <summary>Terminates without going through CoordinatedShutdown: its last phase calls this.</summary>
    internal Task FinalTerminate() => Task.CompletedTask;
}
