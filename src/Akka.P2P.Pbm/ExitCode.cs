namespace Akka.P2P.Pbm;

/// <summary>What the process tells its caller. The numbers are a contract with scripts, and those of akka-p2p mean the same.</summary>
internal enum ExitCode
{
    Done = 0,

    /// <summary>The command answered an error, or its output can't be written.</summary>
    Failed = 1,

    /// <summary>No such palette, command or switch; an argument that is missing; an option or a file of pbm's that can't be right.</summary>
    WrongUsage = 2,

    /// <summary>Nobody answers at that address, no pbm host, or one that refuses; or the connection was lost.</summary>
    NothingReachable = 4,

    /// <summary>Ctrl+C or SIGTERM.</summary>
    Interrupted = 130,

    /// <summary>Who read the output has gone, as with <c>| head</c>.</summary>
    OutputGone = 141,
}
