namespace Petabridge.Cmd.Host;

/// <summary>The arguments of one command by their names, whichever of its switches was typed.</summary>
public sealed class CommandArguments
{
    private readonly CommandDefinition _definition;
    private readonly Command _command;

    internal CommandArguments(CommandDefinition definition, Command command)
    {
        _definition = definition;
        _command = command;
    }

    /// <summary>
    /// The values of an argument in the order given; a switch without a value counts as an empty one. Not given: its default value, else none.
    /// </summary>
    /// <exception cref="ArgumentException">The command has no such argument.</exception>
    public IEnumerable<string> ArgumentValues(string argumentName)
    {
        if (!_definition.ArgumentsByName.TryGetValue(argumentName, out var argument))
            throw new ArgumentException($"Command '{_definition.Name}' has no argument '{argumentName}'.", nameof(argumentName));
        var given = _command.Arguments.Where(tuple => argument.Switch.Contains(tuple.Item1)).Select(tuple => tuple.Item2).ToList();
        return given.Count == 0 && argument.DefaultValue is { } value ? [value] : given;
    }

    /// <summary>Whether the argument was given: for flags. Ours.</summary>
    public bool IsGiven(string argumentName) => ArgumentValues(argumentName).Any();
}
