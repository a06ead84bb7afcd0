namespace Akka.Actor.Internal;

/// <summary>Lets a state machine log its events and changes.</summary>
public class InternalActivateFsmLogging
{
    private InternalActivateFsmLogging()
    {
    }

    public static InternalActivateFsmLogging Instance { get; } = new();
}
