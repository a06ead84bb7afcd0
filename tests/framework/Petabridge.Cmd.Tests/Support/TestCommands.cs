namespace Petabridge.Cmd.Tests.Support;

using Akka.Actor;
using Petabridge.Cmd.Host;

/// <summary>The palette <c>test</c>: commands that behave and commands that don't. What its handlers learn goes to <paramref name="probe"/>.</summary>
internal sealed class TestCommands(IActorRef probe) : CommandPaletteHandler(Commands)
{
    public static CommandDefinition Echo { get; } = new CommandDefinitionBuilder()
        .WithName("echo").WithDescription("Says what it is told.")
        .WithArgument(a => a.WithName("message").WithDescription("What to say").WithSwitch("-m").WithSwitch("--message").IsMandatory(true).AllowMultiple(true))
        .WithArgument(a => a.WithName("upper").WithDescription("Loudly").WithSwitch("--upper").IsFlag())
        .Build();

    public static CommandDefinition Count { get; } = new CommandDefinitionBuilder()
        .WithName("count").WithDescription("Counts to a number without looking up.")
        .WithArgument(a => a.WithName("to").WithDescription("The number").WithDefaultValue("3"))
        .WithArgument(a => a.WithName("pad").WithDescription("Characters behind each").WithSwitch("--pad").WithDefaultValue("0"))
        .Build();

    public static CommandDefinition Page { get; } = new CommandDefinitionBuilder()
        .WithName("page").WithDescription("Counts to a number, and looks up after each page.")
        .WithArgument(a => a.WithName("to").WithDescription("The number").IsMandatory(true)).Build();

    public static CommandDefinition Throw { get; } = new CommandDefinitionBuilder()
        .WithName("throw").WithDescription("Throws.").WithArgument(a => a.WithName("async").WithSwitch("--async").IsFlag()).Build();

    public static CommandDefinition Hang { get; } = new CommandDefinitionBuilder().WithName("hang").WithDescription("Never answers.").Build();

    public static CommandDefinition Late { get; } = new CommandDefinitionBuilder()
        .WithName("late").WithDescription("Tells the test whom to answer, and leaves it to that.").Build();

    public static CommandDefinition Stop { get; } = new CommandDefinitionBuilder().WithName("stop").WithDescription("Stops its handler.").Build();

    public static CommandDefinition Undone { get; } = new CommandDefinitionBuilder().WithName("undone").WithDescription("Nobody does it.").Build();

    public static CommandDefinition Error { get; } = new CommandDefinitionBuilder().WithName("error").WithDescription("Pipes a task that fails.").Build();

    public static CommandPalette Commands { get; } = new("test", [Echo, Count, Page, Throw, Hang, Late, Stop, Undone, Error]);

    public override Props HandlerProps => Props.Create(() => new TestHandlerActor(probe));
}
