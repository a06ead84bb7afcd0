namespace Akka.TestKit;

using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.TestKit.Internal;
using Akka.Util;

/// <summary>
/// A reference to an actor that runs on the calling thread, and through which a test sees the actor itself.
/// When Tell returns, the message has been handled.
/// </summary>
public abstract class TestActorRefBase<TActor> : IInternalActorRef
    where TActor : ActorBase
{
    private readonly UnderlyingActors _actors = new();
    private readonly IInternalActorRef _inner;

    /// <summary>Makes the actor, under <paramref name="supervisor"/> or at the top of the system.</summary>
    protected TestActorRefBase(ActorSystem system, Props actorProps, IActorRef? supervisor = null, string? name = null)
    {
        var dispatcher = actorProps.Deploy.Dispatcher is { Length: > 0 } own && own != Deploy.NoDispatcherGiven
            ? own
            : CallingThreadDispatcher.Id;
        var props = _actors.Wrap(actorProps).WithDispatcher(dispatcher);
        TestKitExtension.For(system);
        _inner = (IInternalActorRef)(supervisor is null ? system.ActorOf(props, name) : Cell(supervisor).AttachChild(props, false, name));
        _actors.AwaitFirst(TestLatch.DefaultTimeout);
    }

    /// <summary>The actor; after a restart, the new one.</summary>
    public TActor UnderlyingActor => (TActor)_actors.Latest;

    /// <summary>The reference that the actor has itself.</summary>
    public IActorRef Ref => _inner;

    /// <inheritdoc/>
    public ActorPath Path => _inner.Path;

    bool IActorRefScope.IsLocal => _inner.IsLocal;

    IInternalActorRef IInternalActorRef.Parent => _inner.Parent;

    IActorRefProvider IInternalActorRef.Provider => _inner.Provider;

    bool IInternalActorRef.IsTerminated => _inner.IsTerminated;

    /// <summary>The reference that the actor has itself.</summary>
    public static IActorRef ToActorRef(TestActorRefBase<TActor> actorRef) => actorRef.Ref;

    /// <summary>Whether both stand for the same actor.</summary>
    public static bool operator ==(TestActorRefBase<TActor> testActorRef, IActorRef actorRef) => Same(testActorRef, actorRef);

    /// <summary>Whether both stand for the same actor.</summary>
    public static bool operator ==(IActorRef actorRef, TestActorRefBase<TActor> testActorRef) => Same(testActorRef, actorRef);

    /// <summary>Whether they stand for different actors.</summary>
    public static bool operator !=(TestActorRefBase<TActor> testActorRef, IActorRef actorRef) => !Same(testActorRef, actorRef);

    /// <summary>Whether they stand for different actors.</summary>
    public static bool operator !=(IActorRef actorRef, TestActorRefBase<TActor> testActorRef) => !Same(testActorRef, actorRef);

    /// <summary>Lets the actor handle a message at once, past its mailbox; what it throws comes to the caller, not to the supervisor.</summary>
    public void Receive(object message, IActorRef? sender = null)
    {
        var cell = Cell(_inner);
        var envelope = new Envelope(message, sender ?? cell.System.DeadLetters);
        cell.UseThreadContext(() => cell.ReceiveMessageForTest(envelope));
    }

    /// <summary>
    /// As <see cref="Receive"/>; it ends when the handler has, if that is an async one. What an async handler throws after its first wait
    /// is the supervisor's.
    /// </summary>
    public async Task ReceiveAsync(object message, IActorRef? sender = null)
    {
        Receive(message, sender);

        // An actor answers no message while it handles one.
        await _inner.Ask<ActorIdentity>(new Identify(null!)).ConfigureAwait(false);
    }

    /// <summary>Lets the actor watch another.</summary>
    public void Watch(IActorRef subject) => Cell(_inner).Watch(subject);

    /// <summary>Lets the actor watch another no longer.</summary>
    public void Unwatch(IActorRef subject) => Cell(_inner).Unwatch(subject);

    /// <summary>Tells with the implicit sender.</summary>
    public void Tell(object message) => _inner.Tell(message, ActorCell.GetCurrentSelfOrNoSender());

    /// <inheritdoc/>
    public void Tell(object message, IActorRef sender) => _inner.Tell(message, sender);

    /// <summary>Forwards with the current sender.</summary>
    public void Forward(object message) => _inner.Tell(message, ActorCell.GetCurrentSenderOrNoSender());

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message) => _inner.SendSystemMessage(message);

    /// <inheritdoc/>
    public void SendSystemMessage(ISystemMessage message, IActorRef sender) => _inner.SendSystemMessage(message);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => _inner.CompareTo(obj is TestActorRefBase<TActor> other ? other._inner : obj);

    /// <inheritdoc/>
    public bool Equals(IActorRef? other) => Same(this, other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IActorRef other && Same(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => _inner.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => _inner.ToString()!;

    int IComparable<IActorRef>.CompareTo(IActorRef? other) => CompareTo(other);

    ISurrogate ISurrogated.ToSurrogate(ActorSystem system) => _inner.ToSurrogate(system);

    IActorRef IInternalActorRef.GetChild(IReadOnlyList<string> name) => _inner.GetChild(name);

    void IInternalActorRef.Resume(Exception? causedByFailure) => _inner.Resume(causedByFailure);

    void IInternalActorRef.Start() => _inner.Start();

    void IInternalActorRef.Stop() => _inner.Stop();

    void IInternalActorRef.Restart(Exception cause) => _inner.Restart(cause);

    void IInternalActorRef.Suspend() => _inner.Suspend();

    /// <summary>Whether both stand for the same actor.</summary>
    internal static bool Same(TestActorRefBase<TActor>? testActorRef, IActorRef? actorRef) => testActorRef is null
        ? actorRef is null
        : testActorRef._inner.Equals(actorRef is TestActorRefBase<TActor> other ? other._inner : actorRef);

    /// <summary>Runs an action with the actor's context, as if it handled a message.</summary>
    private protected void InContext(Action action) => Cell(_inner).UseThreadContext(action);

    private static ActorCell Cell(IActorRef actorRef) => actorRef switch
    {
        TestProbe probe => Cell(probe.Ref),
        TestActorRefBase<TActor> test => Cell(test._inner),
        ActorRefWithCell { Underlying: ActorCell cell } => cell,
        _ => throw new ArgumentException($"{actorRef} is not a local, started actor.", nameof(actorRef)),
    };
}
