namespace Akka.P2P.Commands.Nodes;

using Petabridge.Cmd;

/// <summary>The palette <c>node</c>: the node as a process.</summary>
public static class NodePalette
{
    public static CommandDefinition Config { get; } = new CommandDefinitionBuilder()
        .WithName("config").WithDescription("The configuration in force, and which layer says each value. Secrets are masked.")
        .WithArgument(a => a.WithName("prefix").WithDescription("Only keys that begin so").WithDefaultValues("akka.p2p", "akka.remote", "petabridge.cmd"))
        .WithArgument(a => a.WithName("all").WithDescription("Also what only Akka's own defaults say").WithSwitch("--all").IsFlag()).Build();

    public static CommandDefinition Metrics { get; } = new CommandDefinitionBuilder()
        .WithName("metrics").WithDescription("What the node's meters say at the moment.")
        .WithArgument(a => a.WithName("prefix").WithDescription("Only names that begin so")).Build();

    public static CommandDefinition Drain { get; } = new CommandDefinitionBuilder()
        .WithName("drain").WithDescription("Takes no new work, lets others finish the chunks that they fetch from here, and leaves the trackers.")
        .WithArgument(Within).Build();

    public static CommandDefinition Stop { get; } = new CommandDefinitionBuilder()
        .WithName("stop").WithDescription("Ends the process with exit code 0, after a drain.")
        .WithArgument(a => a.WithName("now").WithDescription("Without a drain").WithSwitch("--now").IsFlag())
        .WithArgument(Within).Build();

    public static CommandDefinition Limit { get; } = new CommandDefinitionBuilder()
        .WithName("limit").WithDescription("Shows how fast this node may send and receive, all torrents together, or changes it while transfers run.")
        .WithArgument(RateCommands.Up).WithArgument(RateCommands.Down).Build();

    public static CommandPalette Palette { get; } = new("node", [Config, Metrics, Limit, Drain, Stop]);

    private static ArgumentDefinitionBuilder Within(ArgumentDefinitionBuilder a) =>
        a.WithName("within").WithDescription("Seconds that it may take; else akka.p2p.node.drain-limit").WithSwitch("--within").WithDefaultValues("5", "30", "120");
}
