namespace Akka.P2P.Node;

/// <summary>What the process tells its caller. The numbers are a contract with scripts: they never change.</summary>
public enum ExitCode
{
    Done = 0,
    Failed = 1,
    WrongUsage = 2,
    NoSuchTorrent = 3,
    NothingReachable = 4,
    NotVerified = 5,
    Interrupted = 130,
}
