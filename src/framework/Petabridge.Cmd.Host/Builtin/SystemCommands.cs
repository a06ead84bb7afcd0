namespace Petabridge.Cmd.Host.Builtin;

using System.Net;
using Akka.Actor;

/// <summary>The palette <c>system</c>: the process behind the console.</summary>
internal sealed class SystemCommands(Task<IPEndPoint?> bound) : CommandPaletteHandler(Commands)
{
    public static CommandDefinition Uptime { get; } = new CommandDefinitionBuilder()
        .WithName("uptime").WithDescription("How long the actor system has been running.").Build();

    public static CommandDefinition Version { get; } = new CommandDefinitionBuilder()
        .WithName("version").WithDescription("The versions of the host, of the program, and of .NET.").Build();

    public static CommandDefinition Engine { get; } = new CommandDefinitionBuilder()
        .WithName("engine").WithDescription("Which Akka the process runs on.").Build();

    public static CommandDefinition Info { get; } = new CommandDefinitionBuilder()
        .WithName("info").WithDescription("All of these, the actor system's address, the process, and where consoles come in.").Build();

    public static CommandPalette Commands { get; } = new("system", [Uptime, Version, Engine, Info]);

    public override Props HandlerProps => Props.Create(() => new SystemHandlerActor(bound));
}
