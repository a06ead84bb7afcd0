namespace Akka.TestKit;

using Akka.Actor;

/// <summary>Reacts to each message of a test actor before it goes into the queue.</summary>
public abstract class AutoPilot
{
    /// <summary>Ends automatic reactions.</summary>
    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <summary>Keeps the pilot that just ran.</summary>
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    /// <summary>Reacts to one message and says who reacts to the next: a pilot, <see cref="KeepRunning"/> or <see cref="NoAutoPilot"/>.</summary>
    public abstract AutoPilot Run(IActorRef sender, object message);
}
