namespace Akka.TestKit;

using System.Linq.Expressions;
using Akka.Actor;
using Akka.Actor.Dsl;
using Akka.TestKit.Internal;
using Akka.Util;

public abstract partial class TestKitBase
{
    /// <summary>Makes an actor at the top of the ActorSystem.</summary>
    public IActorRef ActorOf(Props props) => Sys.ActorOf(props, null);

    /// <summary>Makes an actor at the top of the ActorSystem.</summary>
    public IActorRef ActorOf(Props props, string? name) => Sys.ActorOf(props, name);

    /// <summary>Makes an actor with its parameterless constructor.</summary>
    public IActorRef ActorOf<TActor>()
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>(), null);

    /// <summary>Makes an actor with its parameterless constructor.</summary>
    public IActorRef ActorOf<TActor>(string name)
        where TActor : ActorBase, new() => Sys.ActorOf(Props.Create<TActor>(), name);

    /// <summary>Makes an actor with a constructor call.</summary>
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), null);

    /// <summary>Makes an actor with a constructor call.</summary>
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory, string name)
        where TActor : ActorBase => Sys.ActorOf(Props.Create(factory), name);

    /// <summary>Makes an actor that <paramref name="config"/> configures.</summary>
    public IActorRef ActorOf(Action<IActorDsl> config, string? name = null) => ActExtensions.ActorOf(Sys, config, name);

    /// <summary>Makes an actor that <paramref name="config"/> configures.</summary>
    public IActorRef ActorOf(Action<IActorDsl, IActorContext> config, string? name = null) => ActExtensions.ActorOf(Sys, config, name);

    /// <summary>Selects actors by a path.</summary>
    public ActorSelection ActorSelection(ActorPath actorPath) => Sys.ActorSelection(actorPath);

    /// <summary>Selects actors by a path.</summary>
    public ActorSelection ActorSelection(string actorPath) => Sys.ActorSelection(actorPath);

    /// <summary>Selects actors by a path that begins at <paramref name="anchorRef"/>.</summary>
    public ActorSelection ActorSelection(IActorRef anchorRef, string actorPath) => ActorRefFactoryShared.ActorSelection(anchorRef, actorPath);

    /// <summary>Makes a child of the test actor.</summary>
    public IActorRef ChildActorOf(Props props, CancellationToken cancellationToken = default) =>
        Spawned(props, null, null, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Makes a child of the test actor.</summary>
    public IActorRef ChildActorOf(Props props, string name, CancellationToken cancellationToken = default) =>
        Spawned(props, name, null, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Makes a child of the test actor whose failures <paramref name="supervisorStrategy"/> handles.</summary>
    public IActorRef ChildActorOf(Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Spawned(props, null, supervisorStrategy, cancellationToken).GetAwaiter().GetResult();

    /// <summary>Makes a child of the test actor whose failures <paramref name="supervisorStrategy"/> handles.</summary>
    public IActorRef ChildActorOf(Props props, string name, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Spawned(props, name, supervisorStrategy, cancellationToken).GetAwaiter().GetResult();

    /// <inheritdoc cref="ChildActorOf(Props, CancellationToken)"/>
    public Task<IActorRef> ChildActorOfAsync(Props props, CancellationToken cancellationToken = default) =>
        Spawned(props, null, null, cancellationToken);

    /// <inheritdoc cref="ChildActorOf(Props, string, CancellationToken)"/>
    public Task<IActorRef> ChildActorOfAsync(Props props, string name, CancellationToken cancellationToken = default) =>
        Spawned(props, name, null, cancellationToken);

    /// <inheritdoc cref="ChildActorOf(Props, SupervisorStrategy, CancellationToken)"/>
    public Task<IActorRef> ChildActorOfAsync(Props props, SupervisorStrategy supervisorStrategy, CancellationToken cancellationToken = default) =>
        Spawned(props, null, supervisorStrategy, cancellationToken);

    /// <inheritdoc cref="ChildActorOf(Props, string, SupervisorStrategy, CancellationToken)"/>
    public Task<IActorRef> ChildActorOfAsync(
        Props props,
        string name,
        SupervisorStrategy supervisorStrategy,
        CancellationToken cancellationToken = default) => Spawned(props, name, supervisorStrategy, cancellationToken);

    /// <summary>Lets the test actor watch an actor: its end comes as a <see cref="Terminated"/> message.</summary>
    public IActorRef Watch(IActorRef actorToWatch)
    {
        _testActor.Tell(new TestActor.Watch(actorToWatch), ActorRefs.NoSender);
        return actorToWatch;
    }

    /// <inheritdoc cref="Watch"/>
    public Task<IActorRef> WatchAsync(IActorRef actorToWatch) => Task.FromResult(Watch(actorToWatch));

    /// <summary>Lets the test actor watch an actor no longer.</summary>
    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        _testActor.Tell(new TestActor.Unwatch(actorToUnwatch), ActorRefs.NoSender);
        return actorToUnwatch;
    }

    /// <inheritdoc cref="Unwatch"/>
    public Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch) => Task.FromResult(Unwatch(actorToUnwatch));

    /// <summary>Leaves messages that <paramref name="shouldIgnoreMessage"/> accepts out of the queue.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) =>
        _testActor.Tell(new TestActor.SetIgnore(message => shouldIgnoreMessage(message)), ActorRefs.NoSender);

    /// <summary>Leaves messages of type <typeparamref name="TMsg"/> that <paramref name="shouldIgnoreMessage"/> accepts out of the queue.</summary>
    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        IgnoreMessages(message => message is TMsg typed && shouldIgnoreMessage(typed));

    /// <summary>Leaves messages of type <typeparamref name="TMsg"/> out of the queue.</summary>
    public void IgnoreMessages<TMsg>() => IgnoreMessages(message => message is TMsg);

    /// <summary>Ends what <see cref="IgnoreMessages(Func{object, bool})"/> began.</summary>
    public void IgnoreNoMessages() => _testActor.Tell(new TestActor.SetIgnore(null!), ActorRefs.NoSender);

    /// <summary>Lets <paramref name="pilot"/> react to the messages of the test actor, before they go into the queue.</summary>
    public void SetAutoPilot(AutoPilot pilot) => _testActor.Tell(new TestActor.SetAutoPilot(pilot), ActorRefs.NoSender);

    /// <summary>Makes a probe: a further test actor with a queue of its own.</summary>
    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    /// <summary>Makes a probe in another ActorSystem.</summary>
    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) => new(system, _assertions, name);

    /// <summary>Makes a latch whose limits are dilated.</summary>
    public virtual TestLatch CreateTestLatch(int count = 1) => TestLatch.Dilated(Dilated, _settings.DefaultTimeout, count);

    /// <summary>Makes a barrier whose limits are dilated.</summary>
    public TestBarrier CreateTestBarrier(int count) => new(this, count);

    private Task<IActorRef> Spawned(Props props, string? name, SupervisorStrategy? strategy, CancellationToken token)
    {
        var spawn = new InternalTestActor.SpawnFor(new TestActor.Spawn(
            props,
            name is null ? Option<string>.None : new Option<string>(name),
            strategy is null ? Option<SupervisorStrategy>.None : new Option<SupervisorStrategy>(strategy)));
        _testActor.Tell(spawn, ActorRefs.NoSender);
        return spawn.Child.WaitAsync(Dilated(_settings.DefaultTimeout), token);
    }
}
