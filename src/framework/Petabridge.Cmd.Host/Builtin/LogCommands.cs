namespace Petabridge.Cmd.Host.Builtin;

using Akka.Actor;

/// <summary>The palette <c>log</c>: the node's log as it is written, what was written of late, and a line of the operator's own.</summary>
internal sealed class LogCommands(int history) : CommandPaletteHandler(Commands)
{
    private static readonly string[] Levels = ["debug", "info", "warning", "error"];

    public static CommandDefinition Tail { get; } = new CommandDefinitionBuilder()
        .WithName("tail").WithDescription("Shows each line of the log as it is written, until it is cancelled.")
        .WithArgument(Level("The least level that is shown", "debug")).Build();

    public static CommandDefinition Peek { get; } = new CommandDefinitionBuilder()
        .WithName("peek").WithDescription("Shows the last lines of the log, as far as the node remembers them.")
        .WithArgument(a => a.WithName("lines").WithDescription("How many lines").WithSwitch("-n").WithSwitch("--lines").WithDefaultValue("50"))
        .WithArgument(Level("The least level that is shown", "debug")).Build();

    public static CommandDefinition Write { get; } = new CommandDefinitionBuilder()
        .WithName("write").WithDescription("Writes a line into the node's log, as a mark for whoever reads it.")
        .WithArgument(a => a.WithName("message").WithDescription("The line").WithSwitch("-m").WithSwitch("--message").IsMandatory(true))
        .WithArgument(Level("The level it is written with", "info")).Build();

    public static CommandPalette Commands { get; } = new("log", [Tail, Peek, Write]);

    public override Props HandlerProps => Props.Create(() => new LogHandlerActor());

    public override void OnRegister(PetabridgeCmd plugin)
    {
        plugin.Sys.ActorOf(Props.Create(() => new LogMemorizerActor(history)), LogMemorizerActor.Name);
        base.OnRegister(plugin);
    }

    private static Func<ArgumentDefinitionBuilder, ArgumentDefinitionBuilder> Level(string description, string value) => a => a
        .WithName("level").WithDescription(description).WithSwitch("-l").WithSwitch("--level").WithDefaultValue(value).WithDefaultValues(Levels);
}
