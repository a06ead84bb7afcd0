namespace Akka.TestKit;

using Akka.Actor;
using Akka.Util;

/// <summary>The messages that steer a test actor.</summary>
public static class TestActor
{
    /// <summary>Says whether a message is to be left out of the queue.</summary>
    public delegate bool Ignore(object message);

    /// <summary>See <see cref="AutoPilot.NoAutoPilot"/>.</summary>
    public static AutoPilot NoAutoPilot => AutoPilot.NoAutoPilot;

    /// <summary>See <see cref="AutoPilot.KeepRunning"/>.</summary>
    public static AutoPilot KeepRunning => AutoPilot.KeepRunning;

    /// <summary>Stands for "nothing was received".</summary>
    public static NullMessageEnvelope NullMessage => NullMessageEnvelope.Instance;

    /// <summary>Sets what is left out of the queue.</summary>
    public class SetIgnore(Ignore ignore) : INoSerializationVerificationNeeded
    {
        /// <summary>The test, or null to leave nothing out.</summary>
        public Ignore Ignore { get; } = ignore;
    }

    /// <summary>Asks the test actor to watch <paramref name="actor"/>.</summary>
    public class Watch(IActorRef actor) : INoSerializationVerificationNeeded
    {
        /// <summary>Whom to watch.</summary>
        public IActorRef Actor { get; } = actor;
    }

    /// <summary>Asks the test actor to watch <paramref name="actor"/> no longer.</summary>
    public class Unwatch(IActorRef actor) : INoSerializationVerificationNeeded
    {
        /// <summary>Whom to watch no longer.</summary>
        public IActorRef Actor { get; } = actor;
    }

    /// <summary>Sets the pilot.</summary>
    public class SetAutoPilot(AutoPilot autoPilot) : INoSerializationVerificationNeeded
    {
        /// <summary>The pilot.</summary>
        public AutoPilot AutoPilot { get; } = autoPilot;
    }

    /// <summary>Asks the test actor for a child; the child's reference is the reply.</summary>
    public class Spawn : INoSerializationVerificationNeeded
    {
        /// <summary>How to make it.</summary>
        public readonly Props _props;

        /// <summary>Its name, if it matters.</summary>
        public readonly Option<string> _name;

        /// <summary>How its failures are handled, if not as usual.</summary>
        public readonly Option<SupervisorStrategy> _supervisorStrategy;

        /// <summary>Describes the child.</summary>
        public Spawn(Props props, Option<string> name, Option<SupervisorStrategy> supervisorStrategy)
        {
            _props = props;
            _name = name;
            _supervisorStrategy = supervisorStrategy;
        }

        /// <summary>Makes the child under <paramref name="actorRefFactory"/>.</summary>
        public IActorRef Apply(IActorRefFactory actorRefFactory) =>
            _name.HasValue ? actorRefFactory.ActorOf(_props, _name.Value) : actorRefFactory.ActorOf(_props);
    }
}
