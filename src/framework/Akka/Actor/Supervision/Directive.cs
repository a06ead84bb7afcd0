namespace Akka.Actor;

/// <summary>What a supervisor does about a child that failed.</summary>
public enum Directive
{
    /// <summary>Go on with the same instance; the message is lost.</summary>
    Resume,

    /// <summary>Go on with a new instance; the mailbox is kept.</summary>
    Restart,

    /// <summary>Hand the failure to the supervisor's own supervisor.</summary>
    Escalate,

    /// <summary>Stop the child.</summary>
    Stop,
}
