namespace Akka.P2P.Actors.Peers;

using Akka.P2P.Protocol;

/// <summary>What a peer that leaves asks of its children, downloads first and then those who serve: whoever owns a store closes it.</summary>
internal static class Closing
{
    /// <summary>Stop all that is under way, and take nothing new. Answered with <see cref="Closed"/> once all has ended.</summary>
    internal sealed record Close : ILocalMessage;

    internal sealed record Closed : ILocalMessage;

    /// <summary>The answer to a command that comes too late.</summary>
    public static PeerCommands.CommandRefused Refusal(OperationCode operation) =>
        new(operation, ReturnCode.Forbidden, "This peer is leaving.");
}
