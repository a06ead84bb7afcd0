namespace Petabridge.Cmd;

using System.Collections.Immutable;

/// <summary>Describes one command: <c>new CommandDefinitionBuilder().WithName("list").WithDescription("…").Build()</c>.</summary>
public sealed class CommandDefinitionBuilder
{
    private string _name = "";
    private string _description = "";
    private ImmutableList<ArgumentDefinition> _arguments = [];

    public CommandDefinitionBuilder WithName(string name)
    {
        _name = name;
        return this;
    }

    public CommandDefinitionBuilder WithDescription(string description)
    {
        _description = description;
        return this;
    }

    /// <summary>Adds one argument; may be called again.</summary>
    /// <exception cref="InvalidOperationException">The argument has no name, or something in it can't be typed.</exception>
    public CommandDefinitionBuilder WithArgument(Func<ArgumentDefinitionBuilder, ArgumentDefinitionBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        _arguments = _arguments.Add(configure(new ArgumentDefinitionBuilder()).Build());
        return this;
    }

    /// <exception cref="InvalidOperationException">
    /// The name is missing or no single word, two arguments share a name or a switch, or a positional argument could never be reached.
    /// </exception>
    public CommandDefinition Build()
    {
        if (!Words.IsName(_name))
            throw new InvalidOperationException($"'{_name}' can't name a command: it must be one word that doesn't start with '-'.");
        RefuseTwice("arguments are named", _arguments.Select(argument => argument.Name));
        RefuseTwice("arguments have the switch", _arguments.SelectMany(argument => argument.Switch));
        var greedy = _arguments.FindIndex(argument => argument is { IsPositional: true, AllowsMultiple: true });
        if (greedy >= 0 && _arguments.FindIndex(greedy + 1, argument => argument.IsPositional) >= 0)
            throw new InvalidOperationException($"Command '{_name}': the positional argument '{_arguments[greedy].Name}' takes all that follows, so it must be the last one.");
        return new CommandDefinition(_name, _description ?? "", _arguments);
    }

    private void RefuseTwice(string what, IEnumerable<string> names)
    {
        if (names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new InvalidOperationException($"Command '{_name}': two {what} '{twice.Key}'.");
    }
}
