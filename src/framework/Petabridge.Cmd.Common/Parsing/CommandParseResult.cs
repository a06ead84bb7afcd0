namespace Petabridge.Cmd;

using System.Diagnostics.CodeAnalysis;

/// <summary>What became of a command line: a command, or one sentence that says what is wrong with it.</summary>
public sealed class CommandParseResult
{
    internal CommandParseResult(Command command, CommandDefinition definition)
    {
        Command = command;
        Definition = definition;
    }

    internal CommandParseResult(string error) => Error = error;

    [MemberNotNullWhen(true, nameof(Command), nameof(Definition))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsValid => Command is not null;

    public Command? Command { get; }

    public CommandDefinition? Definition { get; }

    public string? Error { get; }
}
