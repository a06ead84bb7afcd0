namespace Akka.P2P.Node.Hosting;

using Akka.P2P.Protocol;

/// <summary>What a refusal in the swarm means for the process that was asked to do it.</summary>
internal static class ReturnCodes
{
    public static ExitCode ExitCodeOf(ReturnCode code) => code switch
    {
        ReturnCode.NotFound or ReturnCode.TorrentDoesNotExist or ReturnCode.NoAvailableTorrents => ExitCode.NoSuchTorrent,
        ReturnCode.Unreachable => ExitCode.NothingReachable,
        ReturnCode.BadRequest => ExitCode.WrongUsage,
        _ => ExitCode.Failed,
    };

    /// <summary>What such a failure is called among actors.</summary>
    public static ReturnCode CodeOf(ExitCode code) => code switch
    {
        ExitCode.NoSuchTorrent => ReturnCode.NotFound,
        ExitCode.NothingReachable => ReturnCode.Unreachable,
        ExitCode.WrongUsage => ReturnCode.BadRequest,
        _ => ReturnCode.Fail,
    };
}
