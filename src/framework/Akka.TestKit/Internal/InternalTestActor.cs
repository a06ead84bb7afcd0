namespace Akka.TestKit.Internal;

using Akka.Actor;

/// <summary>Puts what it receives into a queue that the test reads.</summary>
internal sealed class InternalTestActor(TestQueue queue, TaskCompletionSource<ActorCell> started) : ActorBase
{
    private readonly DelegatingSupervisorStrategy _strategy = new();
    private TestActor.Ignore? _ignore;
    private AutoPilot _pilot = AutoPilot.NoAutoPilot;

    protected override void PreStart() => started.TrySetResult((ActorCell)Context);

    protected override SupervisorStrategy SupervisorStrategy() => _strategy;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case TestActor.SetIgnore set:
                _ignore = set.Ignore;
                return true;
            case TestActor.SetAutoPilot set:
                _pilot = set.AutoPilot;
                return true;
            case TestActor.Watch watch:
                Context.Watch(watch.Actor);
                return true;
            case TestActor.Unwatch unwatch:
                Context.Unwatch(unwatch.Actor);
                return true;
            case TestActor.Spawn spawn:
                Sender.Tell(Child(spawn), Self);
                return true;
            case SpawnFor spawn:
                spawn.Answer(Child);
                return true;
            default:
                Keep(message);
                return true;
        }
    }

    private void Keep(object message)
    {
        var next = _pilot.Run(Sender, message);
        _pilot = next is KeepRunning ? _pilot : next;
        if (_ignore is null || !_ignore(message))
        {
            queue.Add(new RealMessageEnvelope(message, Sender));
        }
    }

    private IActorRef Child(TestActor.Spawn spawn)
    {
        var child = spawn.Apply(Context);
        if (spawn._supervisorStrategy.HasValue)
        {
            _strategy.Update(child, spawn._supervisorStrategy.Value);
        }

        return child;
    }

    /// <summary>A spawn whose answer does not pass through any queue.</summary>
    internal sealed class SpawnFor(TestActor.Spawn spawn) : INoSerializationVerificationNeeded
    {
        private readonly TaskCompletionSource<IActorRef> _child = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<IActorRef> Child => _child.Task;

        public void Answer(Func<TestActor.Spawn, IActorRef> make)
        {
            try
            {
                _child.TrySetResult(make(spawn));
            }
            catch (Exception e) when (e is ActorInitializationException or InvalidActorNameException)
            {
                _child.TrySetException(e);
            }
        }
    }
}
