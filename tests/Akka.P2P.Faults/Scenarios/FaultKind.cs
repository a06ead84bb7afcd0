namespace Akka.P2P.Faults.Scenarios;

/// <summary>What can befall a node.</summary>
public enum FaultKind
{
    /// <summary>SIGKILL, and a new process in its place.</summary>
    Kill,

    /// <summary>SIGTERM, and a new process in its place.</summary>
    Terminate,

    /// <summary>SIGSTOP, and SIGCONT.</summary>
    Stop,

    /// <summary>Every connection to it is reset.</summary>
    Reset,

    /// <summary>Every connection to it goes half-open.</summary>
    Swallow,

    /// <summary>Connections to it stay open and silent for a while.</summary>
    Stall,

    /// <summary>New connections to it are reset for a while, and those that are open at once.</summary>
    Refuse,

    /// <summary>Bytes of a shared file are overwritten.</summary>
    ChangeSource,

    /// <summary>A shared file becomes shorter.</summary>
    TruncateSource,

    /// <summary>A shared file is deleted.</summary>
    DeleteSource,

    /// <summary>Nothing can be made or renamed in the target folder.</summary>
    ReadOnlyTarget,

    /// <summary>The disk of the target folder fills up.</summary>
    FullTarget,
}
