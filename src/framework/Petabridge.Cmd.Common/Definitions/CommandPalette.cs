namespace Petabridge.Cmd;

using System.Collections.Immutable;

/// <summary>A family of commands under one first word: <c>MODULE COMMAND SWITCHES</c>.</summary>
public sealed class CommandPalette
{
    /// <exception cref="ArgumentException">The name is no single word, or two commands share a name.</exception>
    public CommandPalette(string moduleName, IEnumerable<CommandDefinition> commands)
    {
        ArgumentNullException.ThrowIfNull(commands);
        if (!Words.IsName(moduleName))
            throw new ArgumentException($"'{moduleName}' can't name a palette: it must be one word that doesn't start with '-'.", nameof(moduleName));
        ModuleName = moduleName;
        Commands = [.. commands];
        if (Commands.GroupBy(command => command.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Palette '{moduleName}': two commands are named '{twice.Key}'.", nameof(commands));
        CommandsByName = Commands.ToImmutableDictionary(command => command.Name);
    }

    public string ModuleName { get; }

    /// <summary>The commands in the order of definition.</summary>
    public ImmutableList<CommandDefinition> Commands { get; }

    public IReadOnlyDictionary<string, CommandDefinition> CommandsByName { get; }

    public override string ToString() => $"{ModuleName} ({string.Join(", ", Commands.Select(command => command.Name))})";
}
