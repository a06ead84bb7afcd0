namespace Akka.P2P.Commands;

using Akka.P2P.Actors.Operating;
using Akka.P2P.Actors.Peers;
using Petabridge.Cmd;

/// <summary>What a console is told when a command was not carried out.</summary>
public static class Refusals
{
    /// <returns>Null when the answer is none.</returns>
    public static ErroredCommandResponse? Of(object answer) =>
        answer is PeerCommands.CommandRefused refused ? new ErroredCommandResponse(Text(refused)) : null;

    /// <summary>The sentence, and a line for each candidate, so that the one that is meant can be copied.</summary>
    public static string Text(PeerCommands.CommandRefused refused)
    {
        ArgumentNullException.ThrowIfNull(refused);
        return string.Join('\n', [refused.Reason, .. refused.Candidates.Take(TorrentChoice.MaxCandidates).Select(c => $"  {c}"),
            .. refused.Candidates.Length > TorrentChoice.MaxCandidates ? ["  …"] : Array.Empty<string>()]);
    }
}
