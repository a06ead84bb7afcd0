namespace Akka.TestKit.TestActors;

using Akka.Actor;

/// <summary>Sends each message back, and to the test actor as well unless told otherwise.</summary>
public class EchoActor : ReceiveActor
{
    /// <summary>See the type.</summary>
    public EchoActor(TestKitBase testkit, bool echoBackToSenderAsWell = true) => ReceiveAny(message =>
    {
        if (echoBackToSenderAsWell)
        {
            Sender.Tell(message, Self);
        }

        if (!Sender.Equals(testkit.TestActor))
        {
            testkit.TestActor.Tell(message, Sender);
        }
    });

    /// <summary>How to make one.</summary>
    public static Props Props(TestKitBase testkit, bool echoBackToSenderAsWell = true) =>
        Actor.Props.Create(() => new EchoActor(testkit, echoBackToSenderAsWell));
}

/// <summary>Sends each message back.</summary>
public class SimpleEchoActor : ReceiveActor
{
    /// <summary>See the type.</summary>
    public SimpleEchoActor() => ReceiveAny(message => Sender.Tell(message, Self));

    /// <summary>How to make one.</summary>
    public static Props Props() => Actor.Props.Create<SimpleEchoActor>();
}

/// <summary>Forwards each message.</summary>
public class ForwardActor : ReceiveActor
{
    /// <summary>See the type.</summary>
    public ForwardActor(IActorRef target) => ReceiveAny(target.Forward);

    /// <summary>How to make one.</summary>
    public static Props Props(IActorRef target) => Actor.Props.Create(() => new ForwardActor(target));
}

/// <summary>Takes every message and does nothing.</summary>
public class BlackHoleActor : ActorBase
{
    /// <summary>How to make one.</summary>
    public static Props Props => Actor.Props.Create<BlackHoleActor>();

    /// <inheritdoc/>
    protected override bool Receive(object message) => true;
}

/// <summary>Handles no message.</summary>
public class UnhandledMessageActor : ReceiveActor
{
    /// <summary>See the type.</summary>
    public UnhandledMessageActor() => ReceiveAny(Unhandled);
}
