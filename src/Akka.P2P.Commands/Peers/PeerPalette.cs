namespace Akka.P2P.Commands.Peers;

using Petabridge.Cmd;

/// <summary>The palette <c>peer</c>: other peers, and what people say and send to each other.</summary>
public static class PeerPalette
{
    public static CommandDefinition List { get; } = new CommandDefinitionBuilder()
        .WithName("list").WithDescription("Lists the peers that are registered at this node's trackers, this one included.").Build();

    public static CommandDefinition Show { get; } = new CommandDefinitionBuilder()
        .WithName("show").WithDescription("Shows one peer: where it is, who lists it, whether it answers, and what it said and offered.")
        .WithArgument(Peer).Build();

    public static CommandDefinition Ping { get; } = new CommandDefinitionBuilder()
        .WithName("ping").WithDescription("Asks a peer whether it is there, and measures the round trip.")
        .WithArgument(Peer)
        .WithArgument(a => a.WithName("count").WithDescription("How often, one second apart").WithSwitch("--count").WithSwitch("-c").WithDefaultValue("1")).Build();

    public static CommandDefinition Broadcast { get; } = new CommandDefinitionBuilder()
        .WithName("broadcast").WithDescription("Says something to all peers but this one, and reports who did not acknowledge it.")
        .WithArgument(a => a.WithName("text").WithDescription("What to say, in quotes when it has blanks").IsMandatory(true)).Build();

    public static CommandDefinition Send { get; } = new CommandDefinitionBuilder()
        .WithName("send").WithDescription("Sends a file or folder of the node's machine to one peer or to all, and follows it to its end. Ctrl+C only stops the looking on.")
        .WithArgument(a => a.WithName("file").WithDescription("A path on the node's machine").IsMandatory(true))
        .WithArgument(a => a.WithName("to").WithDescription("The beginning of a peer's id, or its address").WithSwitch("--to"))
        .WithArgument(a => a.WithName("all").WithDescription("To every registered peer but this one").WithSwitch("--all").IsFlag()).Build();

    public static CommandDefinition Sends { get; } = new CommandDefinitionBuilder()
        .WithName("sends").WithDescription("Lists what is on its way from here.").Build();

    public static CommandDefinition Cancel { get; } = new CommandDefinitionBuilder()
        .WithName("cancel").WithDescription("Ends a transfer from here; who has not received it keeps nothing of it.")
        .WithArgument(a => a.WithName("id").WithDescription("The beginning of the transfer's id; the only one without it")).Build();

    public static CommandDefinition Offers { get; } = new CommandDefinitionBuilder()
        .WithName("offers").WithDescription("Lists the files that others offer to this node, and what became of the last ones.").Build();

    public static CommandDefinition Accept { get; } = new CommandDefinitionBuilder()
        .WithName("accept").WithDescription("Takes a file that is offered.").WithArgument(Offer).Build();

    public static CommandDefinition Decline { get; } = new CommandDefinitionBuilder()
        .WithName("decline").WithDescription("Doesn't take a file that is offered, or no longer: nothing of it is kept.").WithArgument(Offer).Build();

    public static CommandDefinition Inbox { get; } = new CommandDefinitionBuilder()
        .WithName("inbox").WithDescription("Shows what other peers said to all.").Build();

    public static CommandDefinition Stats { get; } = new CommandDefinitionBuilder()
        .WithName("stats").WithDescription("Counts of pings, texts and files since the node started.").Build();

    public static CommandPalette Palette { get; } = new(
        "peer", [List, Show, Ping, Broadcast, Send, Sends, Cancel, Offers, Accept, Decline, Inbox, Stats]);

    private static ArgumentDefinitionBuilder Peer(ArgumentDefinitionBuilder a) =>
        a.WithName("peer").WithDescription("The beginning of a peer's id, or its address as HOST:PORT").IsMandatory(true);

    private static ArgumentDefinitionBuilder Offer(ArgumentDefinitionBuilder a) =>
        a.WithName("id").WithDescription("The beginning of the offer's id; the only one without it");
}
