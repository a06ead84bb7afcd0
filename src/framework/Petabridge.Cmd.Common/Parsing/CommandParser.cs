namespace Petabridge.Cmd;

using System.Collections.Immutable;

/// <summary>
/// Makes a <see cref="Command"/> of a line, by the palettes' descriptions: the same code at the console and at the host, so that what
/// is completed is also understood.
/// </summary>
public sealed class CommandParser
{
    private readonly CommandPalette _palette;

    public CommandParser(CommandPalette palette)
    {
        ArgumentNullException.ThrowIfNull(palette);
        _palette = palette;
    }

    /// <summary>Parses a line of this palette, with or without the palette's name before the command.</summary>
    public CommandParseResult Parse(string commandText)
    {
        var tokens = CommandTokenizer.Split(commandText);
        var named = tokens.Count > 0 && tokens[0].Text == _palette.ModuleName
            && (tokens.Count > 1 ? _palette.CommandsByName.ContainsKey(tokens[1].Text) : !_palette.CommandsByName.ContainsKey(tokens[0].Text));
        return Unclosed(tokens) ?? ParseCommand(_palette, named ? tokens.RemoveAt(0) : tokens);
    }

    /// <summary>Parses a whole line, whose first word is the name of one of the palettes.</summary>
    public static CommandParseResult ParseLine(IReadOnlyCollection<CommandPalette> palettes, string line)
    {
        ArgumentNullException.ThrowIfNull(palettes);
        var tokens = CommandTokenizer.Split(line);
        if (Unclosed(tokens) is { } unclosed)
            return unclosed;
        if (tokens.IsEmpty)
            return new CommandParseResult($"No command was given. Palettes: {Join(palettes.Select(p => p.ModuleName))}.");
        var palette = palettes.FirstOrDefault(p => p.ModuleName == tokens[0].Text);
        return palette is null
            ? new CommandParseResult($"There is no palette '{Similar.Short(tokens[0].Text)}'{Similar.Hint(tokens[0].Text, palettes.Select(p => p.ModuleName))} Palettes: {Join(palettes.Select(p => p.ModuleName))}.")
            : ParseCommand(palette, tokens.RemoveAt(0));
    }

    private static CommandParseResult ParseCommand(CommandPalette palette, ImmutableList<CommandToken> tokens)
    {
        var names = palette.Commands.Select(c => c.Name);
        if (tokens.IsEmpty)
            return new CommandParseResult($"'{palette.ModuleName}' needs a command. Commands: {Join(names)}.");
        if (!palette.CommandsByName.TryGetValue(tokens[0].Text, out var definition))
            return new CommandParseResult($"'{palette.ModuleName}' has no command '{Similar.Short(tokens[0].Text)}'{Similar.Hint(tokens[0].Text, names)} Commands: {Join(names)}.");
        var arguments = new ArgumentReader(definition);
        return arguments.Read(tokens.RemoveAt(0)) is { } error
            ? new CommandParseResult($"{palette.ModuleName} {definition.Name}: {error} Usage: {palette.ModuleName} {definition.Usage}")
            : new CommandParseResult(new Command(palette.ModuleName, definition.Name, arguments.Arguments), definition);
    }

    private static CommandParseResult? Unclosed(ImmutableList<CommandToken> tokens) => tokens.IsEmpty || !tokens[^1].IsOpen
        ? null
        : new CommandParseResult($"A quote is opened in column {tokens[^1].Start + 1} or after it, and never closed.");

    private static string Join(IEnumerable<string> names) => string.Join(", ", names);
}
