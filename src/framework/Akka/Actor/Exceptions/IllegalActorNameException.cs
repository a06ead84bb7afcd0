namespace Akka.Actor;

/// <summary>A name that cannot be used.</summary>
public class IllegalActorNameException : AkkaException
{
    public IllegalActorNameException(string message)
        : base(message)
    {
    }
}
