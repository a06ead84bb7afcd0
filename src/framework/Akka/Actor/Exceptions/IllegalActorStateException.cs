namespace Akka.Actor;

/// <summary>The engine was asked for something that this state forbids.</summary>
public class IllegalActorStateException : AkkaException
{
    public IllegalActorStateException(string message)
        : base(message)
    {
    }
}
