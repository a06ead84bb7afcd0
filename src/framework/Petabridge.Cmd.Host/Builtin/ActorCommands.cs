namespace Petabridge.Cmd.Host.Builtin;

using Akka.Actor;

/// <summary>The palette <c>actor</c>: the actor system's address, and its actors as a tree.</summary>
internal sealed class ActorCommands() : CommandPaletteHandler(Commands)
{
    public const int MaxTimeout = 60;

    public static CommandDefinition SystemAddress { get; } = new CommandDefinitionBuilder()
        .WithName("system").WithDescription("The actor system's address.").Build();

    public static CommandDefinition Hierarchy { get; } = new CommandDefinitionBuilder()
        .WithName("hierarchy")
        .WithDescription("The paths of the actors below a start. Of this node all of them; of another one those that answer in time, which is said at the end.")
        .WithArgument(a => a.WithName("depth").WithDescription("How many levels below the start").WithSwitch("-d").WithSwitch("--depth").WithDefaultValue("4"))
        .WithArgument(a => a.WithName("start").WithDescription("A path, or an address of another node with or without one")
            .WithSwitch("-s").WithSwitch("--start").WithDefaultValue("/user").WithDefaultValues("/user", "/system"))
        .WithArgument(a => a.WithName("timeout").WithDescription("Seconds that another node's actors may take for an answer, for each branch")
            .WithSwitch("-t").WithSwitch("--timeout").WithDefaultValue("2"))
        .Build();

    public static CommandPalette Commands { get; } = new("actor", [SystemAddress, Hierarchy]);

    public override Props HandlerProps => Props.Create(() => new ActorHandlerActor());
}
