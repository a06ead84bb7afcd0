namespace Akka.Actor;

/// <summary>Told to an actor that heard nothing for its receive timeout.</summary>
public class ReceiveTimeout : IPossiblyHarmful
{
    private ReceiveTimeout()
    {
    }

    public static ReceiveTimeout Instance { get; } = new();
}
