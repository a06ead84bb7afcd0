namespace Petabridge.Cmd;

using System.Collections.Immutable;

/// <summary>One command of a palette: its name, what it does, and its arguments. Built by <see cref="CommandDefinitionBuilder"/>.</summary>
public sealed class CommandDefinition
{
    internal CommandDefinition(string name, string description, ImmutableList<ArgumentDefinition> arguments)
    {
        Name = name;
        Description = description;
        Arguments = arguments;
        ArgumentsByName = arguments.ToImmutableDictionary(argument => argument.Name);
    }

    public string Name { get; }

    public string Description { get; }

    /// <summary>The arguments in the order of definition.</summary>
    public ImmutableList<ArgumentDefinition> Arguments { get; }

    /// <summary>The arguments by their names, which are not their switches.</summary>
    public IReadOnlyDictionary<string, ArgumentDefinition> ArgumentsByName { get; }

    /// <summary>The line of help: the command's name and how its arguments are written.</summary>
    public string Usage => string.Join(' ', Arguments.Select(argument => argument.Usage).Prepend(Name));

    public override string ToString() => Usage;
}
