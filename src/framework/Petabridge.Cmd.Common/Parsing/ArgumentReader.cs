namespace Petabridge.Cmd;

using System.Collections.Immutable;

/// <summary>Reads the words after a command's name by the command's definition.</summary>
internal sealed class ArgumentReader(CommandDefinition definition)
{
    private readonly List<Tuple<string, string>> _read = [];
    private readonly Dictionary<ArgumentDefinition, int> _times = [];

    public Tuple<string, string>[] Arguments => [.. _read];

    /// <summary>Reads all; afterwards <see cref="Arguments"/> also has the defaults of what wasn't given.</summary>
    /// <returns>What is wrong, as a sentence; null when nothing is.</returns>
    public string? Read(ImmutableList<CommandToken> tokens)
    {
        var onlyValues = false;
        for (var at = 0; at < tokens.Count; at++)
        {
            var token = tokens[at];
            if (!onlyValues && token is { Text: "--", IsQuoted: false })
            {
                onlyValues = true;
                continue;
            }

            var error = onlyValues || !IsSwitch(token) ? Positional(token) : Switch(tokens, ref at);
            if (error is not null)
                return error;
        }

        return Missing() ?? Defaults();
    }

    private static bool LooksLikeSwitch(CommandToken token) =>
        !token.IsQuoted && token.Text.Length > 1 && token.Text[0] == '-' && !char.IsAsciiDigit(token.Text[1]);

    private string? Switch(ImmutableList<CommandToken> tokens, ref int at)
    {
        var text = tokens[at].Text;
        var cut = text.IndexOf('=', StringComparison.Ordinal);
        var name = cut > 0 ? text[..cut] : text;
        var argument = Find(name);
        if (argument is null && name == Command.JsonSwitch)
        {
            if (cut > 0)
                return $"'{name}' takes no value.";
            _read.Add(Tuple.Create(name, ""));
            return null;
        }

        if (argument is null)
            return $"there is no switch '{Similar.Short(name)}'{Similar.Hint(name, definition.Arguments.Where(a => !a.IsPositional).SelectMany(a => a.Switch).Append(Command.JsonSwitch))}";
        if (argument.IsFlag)
            return cut > 0 ? $"'{name}' takes no value." : Add(argument, name, "");
        if (cut > 0)
            return Add(argument, name, text[(cut + 1)..]);
        if (at + 1 < tokens.Count && !IsSwitch(tokens[at + 1]))
            return Add(argument, name, tokens[++at].Text);
        return argument.IsMandatory ? $"'{name}' needs a value." : Add(argument, name, "");
    }

    private string? Positional(CommandToken token)
    {
        var argument = definition.Arguments.FirstOrDefault(a => a.IsPositional && (a.AllowsMultiple || !_times.ContainsKey(a)));
        return argument is null ? $"'{Similar.Short(token.Text)}' is one word too many." : Add(argument, argument.Name, token.Text);
    }

    private string? Add(ArgumentDefinition argument, string name, string value)
    {
        var times = _times[argument] = _times.GetValueOrDefault(argument) + 1;
        if (times > 1 && !argument.AllowsMultiple)
            return $"'{name}' can be given only once.";
        _read.Add(Tuple.Create(name, value));
        return null;
    }

    private string? Missing() => definition.Arguments.FirstOrDefault(a => a is { IsMandatory: true, DefaultValue: null } && !_times.ContainsKey(a)) is { } missing
        ? $"{Written(missing)} is missing{(missing.Description.Length > 0 ? $" ({missing.Description.TrimEnd('.')})" : "")}."
        : null;

    private string? Defaults()
    {
        _read.AddRange(definition.Arguments
            .Where(argument => argument.DefaultValue is not null && !_times.ContainsKey(argument))
            .Select(argument => Tuple.Create(argument.Switch[0], argument.DefaultValue!)));
        return null;
    }

    private static string Written(ArgumentDefinition argument) =>
        argument.IsPositional ? $"<{argument.Name}>" : $"the argument '{argument.Name}' ({string.Join(", ", argument.Switch)})";

    private bool IsSwitch(CommandToken token) =>
        LooksLikeSwitch(token) || (!token.IsQuoted && (token.Text == "--" || Find(token.Text.Split('=')[0]) is not null));

    private ArgumentDefinition? Find(string name) => definition.Arguments.FirstOrDefault(a => !a.IsPositional && a.Switch.Contains(name));
}
