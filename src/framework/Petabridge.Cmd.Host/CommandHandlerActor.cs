namespace Petabridge.Cmd.Host;

using Akka.Actor;

/// <summary>
/// The base of actors that carry out a palette's commands. While a command is processed <see cref="ActorBase.Sender"/> is where the answers
/// go: any number with <c>final: false</c>, then one final. Its path's name is that of the console. It may be kept and told from anywhere.
/// </summary>
/// <remarks>
/// A handler that throws is answered for with an <see cref="ErroredCommandResponse"/>, for each command that it has in hand, and restarted.
/// <see cref="CommandCancelled"/> comes when the answers aren't wanted any more; who doesn't receive it ignores it.
/// </remarks>
public abstract class CommandHandlerActor : ReceiveActor
{
    private readonly CommandPalette _palette;
    private (Command Command, IActorRef Client)? _current;

    protected CommandHandlerActor(CommandPalette palette)
    {
        ArgumentNullException.ThrowIfNull(palette);
        _palette = palette;
    }

    /// <summary>Says what a command does.</summary>
    /// <exception cref="ArgumentException">The palette has no such command.</exception>
    protected void Process(string commandName, Action<Command> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Define(commandName);
        Receive<Command>(command => command.Name == commandName, handler);
    }

    /// <summary>Says what a command does with its arguments.</summary>
    /// <exception cref="ArgumentException">The palette has no such command.</exception>
    protected void Process(string commandName, Action<Command, CommandArguments> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var definition = Define(commandName);
        Receive<Command>(command => command.Name == commandName, command => handler(command, new CommandArguments(definition, command)));
    }

    /// <summary>Says what a command does and awaits it; the handler's other messages wait meanwhile. Ours.</summary>
    /// <exception cref="ArgumentException">The palette has no such command.</exception>
    protected void ProcessAsync(string commandName, Func<Command, CommandArguments, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var definition = Define(commandName);
        ReceiveAsync<Command>(command => command.Name == commandName, command => handler(command, new CommandArguments(definition, command)));
    }

    /// <summary>Carries out a command that was received by hand.</summary>
    protected void ExecuteCommand(Command cmd, Action<Command> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        handler(cmd);
    }

    /// <inheritdoc/>
    protected override void PreRestart(Exception reason, object message)
    {
        if (message is Command command)
        {
            var client = ReferenceEquals(_current?.Command, command) ? _current.Value.Client : Sender;
            client.Tell(new ErroredCommandResponse($"{command.PaletteName} {command.Name} failed: {reason.Message}"));
        }

        base.PreRestart(reason, message);
    }

    /// <inheritdoc/>
    protected override bool AroundReceive(Receive receive, object message)
    {
        // Kept for PreRestart, where nothing promises that Sender is still the command's.
        if (message is Command command)
            _current = (command, Sender);
        return base.AroundReceive(receive, message);
    }

    /// <inheritdoc/>
    protected override void Unhandled(object message)
    {
        switch (message)
        {
            case Command command:
                Sender.Tell(new ErroredCommandResponse($"The handler of '{_palette.ModuleName}' does nothing for '{command.Name}'."));
                break;
            case CommandCancelled:
                break;
            default:
                base.Unhandled(message);
                break;
        }
    }

    private CommandDefinition Define(string commandName) => _palette.CommandsByName.TryGetValue(commandName, out var definition)
        ? definition
        : throw new ArgumentException($"Palette '{_palette.ModuleName}' has no command '{commandName}'.", nameof(commandName));
}
