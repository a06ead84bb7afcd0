namespace Akka.Actor;

/// <summary>A message that cannot be one, such as <c>null</c>.</summary>
public class InvalidMessageException : AkkaException
{
    public InvalidMessageException()
        : this("Message is null")
    {
    }

    public InvalidMessageException(string message)
        : base(message)
    {
    }
}
