namespace Akka.P2P.Node.Hosting;

using Akka.P2P.Actors.Talking;

/// <content>What a person at this node asks of other peers.</content>
internal sealed partial class NodeHost
{
    /// <exception cref="CommandException">It was refused, or not answered in time.</exception>
    public Task<T> TalkAsync<T>(ITalkCommand command, TimeSpan timeout) => TellAsync<T>(command, timeout);
}
