namespace Akka.P2P.Commands.Trackers;

using Petabridge.Cmd;

/// <summary>The palette <c>tracker</c>: the tracker of this node, or its links to those of others.</summary>
public static class TrackerPalette
{
    public static CommandDefinition Status { get; } = new CommandDefinitionBuilder()
        .WithName("status").WithDescription("This node's tracker in numbers; and the trackers that this node registers with.").Build();

    public static CommandDefinition Peers { get; } = new CommandDefinitionBuilder()
        .WithName("peers").WithDescription("Everyone who is registered at this node's tracker.").Build();

    public static CommandDefinition Swarm { get; } = new CommandDefinitionBuilder()
        .WithName("swarm").WithDescription("Who shares and fetches a torrent, as this node's tracker knows it.")
        .WithArgument(a => a.WithName("id").WithDescription("The torrent's id, or the beginning of it").IsMandatory(true)).Build();

    public static CommandDefinition Evict { get; } = new CommandDefinitionBuilder()
        .WithName("evict").WithDescription("Ends a peer's lease now. It may register again, and does so when it next announces itself.")
        .WithArgument(a => a.WithName("peer").WithDescription("The beginning of its id, or HOST:PORT").IsMandatory(true)).Build();

    public static CommandPalette Palette { get; } = new("tracker", [Status, Peers, Swarm, Evict]);
}
