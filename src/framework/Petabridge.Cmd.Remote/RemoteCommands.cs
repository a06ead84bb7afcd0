namespace Petabridge.Cmd.Remote;

using Akka.Actor;
using Petabridge.Cmd.Host;

/// <summary>
/// The palette <c>remote</c>: which nodes this one is connected to, which are quarantined, and what happened between them of late. It knows
/// what Akka.Remote publishes to the event stream since the palette was registered, and only that.
/// </summary>
public sealed class RemoteCommands : CommandPaletteHandler
{
    public RemoteCommands()
        : base(Commands)
    {
    }

    public static CommandDefinition Associations { get; } = new CommandDefinitionBuilder()
        .WithName("associations").WithDescription("The nodes that this one has had to do with, and how the connections to them are.").Build();

    public static CommandDefinition Quarantines { get; } = new CommandDefinitionBuilder()
        .WithName("quarantines").WithDescription("The nodes that this one has quarantined, and those that have quarantined it.").Build();

    public static CommandDefinition Stats { get; } = new CommandDefinitionBuilder()
        .WithName("stats").WithDescription("How many connections are open, and how often they were opened, lost and quarantined.").Build();

    public static CommandDefinition History { get; } = new CommandDefinitionBuilder()
        .WithName("history").WithDescription("What happened to the connections, the latest at the end.")
        .WithArgument(a => a.WithName("lines").WithDescription("How many events").WithSwitch("-n").WithSwitch("--lines").WithDefaultValue("50"))
        .Build();

    public static CommandPalette Commands { get; } = new("remote", [Associations, Quarantines, Stats, History]);

    /// <summary>One for all actor systems of the process: it keeps nothing of its own. Stands below what its constructor needs.</summary>
    public static RemoteCommands Instance { get; } = new();

    public override Props HandlerProps => Props.Create(() => new RemoteHandlerActor());

    public override void OnRegister(PetabridgeCmd plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        plugin.Sys.ActorOf(Props.Create(() => new ConnectionHistoryActor(TimeProvider.System)), ConnectionHistoryActor.Name);
        base.OnRegister(plugin);
    }
}
