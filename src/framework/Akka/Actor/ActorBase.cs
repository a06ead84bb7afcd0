namespace Akka.Actor;

using Akka.Actor.Internal;

/// <summary>Base of every actor: its hooks, its behaviour, its context.</summary>
public abstract partial class ActorBase : IInternalActor
{
    private readonly ActorCell _context;
    private IActorRef? _clearedSelf;

    /// <exception cref="ActorInitializationException">Built with <c>new</c> instead of by the engine.</exception>
    protected ActorBase()
    {
        _context = InternalCurrentActorCellKeeper.Current is { IsCreatingActor: true } cell
            ? cell
            : throw new ActorInitializationException(
                $"You cannot create an instance of {GetType()} explicitly using the constructor (new). You have to use one of the factory methods to create a new actor. Use either:"
                + " 'var myActor = Context.ActorOf(Props.Create<MyActor>(), name)' (to create a supervised child actor from within an actor), or"
                + " 'var myActor = system.ActorOf(Props.Create<MyActor>(), name)' (to create a top level actor from ActorSystem)");
        _context.Become(Receive);
    }

    protected static Receive EmptyReceive { get; } = static _ => false;

    /// <summary>The context of the actor that runs on this thread.</summary>
    /// <exception cref="NotSupportedException">None runs here, as after an <c>await</c> that left the actor.</exception>
    protected static IActorContext Context =>
        InternalCurrentActorCellKeeper.Current
        ?? throw new NotSupportedException("There is no active ActorContext, this is most likely due to use of async operations from within this actor.");

    IActorContext IInternalActor.ActorContext => _context;

    protected IActorRef Self => _clearedSelf ?? _context.Self;

    protected IActorRef Sender => _context.Sender;

    internal ActorCell OwnCell => _context;

    protected abstract bool Receive(object message);

    protected void Become(Receive receive) => _context.Become(receive);

    protected void BecomeStacked(Receive receive) => _context.BecomeStacked(receive);

    protected void UnbecomeStacked() => _context.UnbecomeStacked();

    protected void SetReceiveTimeout(TimeSpan? timeout) => _context.SetReceiveTimeout(timeout);

    /// <summary>Publishes the message as <see cref="Event.UnhandledMessage"/>.</summary>
    /// <exception cref="DeathPactException">The message is an unhandled <see cref="Terminated"/>.</exception>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
        {
            throw new DeathPactException(terminated.ActorRef);
        }

        _context.System.EventStream.Publish(new Event.UnhandledMessage(message, Sender, Self));
    }

    internal void UnhandledByCell(object message) => Unhandled(message);

    /// <summary>Breaks off the instance: its <see cref="Self"/> stays, its context becomes that of nobody.</summary>
    internal void Clear(IActorRef self) => _clearedSelf = self;
}
