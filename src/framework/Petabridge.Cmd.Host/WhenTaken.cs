namespace Petabridge.Cmd.Host;

using Akka.Actor;
using Akka.Event;

/// <summary>
/// Told to the sender of a command, it comes back as <see cref="Taken"/> when everything that was told before has gone to the console: how a
/// handler with much to say keeps step with a console that reads slowly, a page of answers and a question at a time. Ours. Nothing comes back
/// once the command has ended.
/// </summary>
public sealed class WhenTaken : IDeadLetterSuppression, INoSerializationVerificationNeeded
{
    private WhenTaken()
    {
    }

    public static WhenTaken Instance { get; } = new();
}

/// <summary>The answer to <see cref="WhenTaken"/>.</summary>
public sealed class Taken : IDeadLetterSuppression, INoSerializationVerificationNeeded
{
    private Taken()
    {
    }

    public static Taken Instance { get; } = new();
}
