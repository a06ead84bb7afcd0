namespace Akka.P2P.Pbm.Help;

using Akka.P2P.Pbm.Text;
using Petabridge.Cmd;

/// <summary>Help at each level, made of what the host says of its palettes.</summary>
internal static class HelpPages
{
    // Cells. A name that is longer pushes only its own description away.
    private const int WidestName = 32;

    private const int MostNamed = 12;

    /// <summary>What a user is told on connecting.</summary>
    public static string Summary(IReadOnlyList<CommandPalette> palettes)
    {
        var names = string.Join(", ", palettes.Take(MostNamed).Select(palette => palette.ModuleName));
        return $"Palettes: {names}{(palettes.Count > MostNamed ? $" and {palettes.Count - MostNamed} more" : "")}. 'help' explains them, 'exit' leaves.";
    }

    public static IEnumerable<string> Everything(IReadOnlyList<CommandPalette> palettes) =>
    [
        "A line is PALETTE COMMAND and its switches. Tab completes, Tab twice lists what can follow.",
        "",
        .. Table(palettes.Select(palette => (palette.ModuleName, string.Join(", ", palette.Commands.Select(command => command.Name))))),
        "",
        .. Table(
        [
            ("help PALETTE [COMMAND]", "more about it; so does --help behind them"),
            ("--json", "with any command: the answer as JSON, one object a line"),
            ("exit, quit, Ctrl+D", "leave; Ctrl+C ends a command that goes on and on"),
        ]),
    ];

    public static IEnumerable<string> Of(CommandPalette palette) =>
    [
        .. Table(palette.Commands.Select(command => ($"{palette.ModuleName} {command.Name}", command.Description))),
        "",
        $"'help {palette.ModuleName} COMMAND' shows its switches.",
    ];

    public static IEnumerable<string> Of(CommandPalette palette, CommandDefinition command)
    {
        yield return $"{palette.ModuleName} {command.Usage}";
        if (command.Description.Length > 0)
            yield return command.Description;
        if (command.Arguments.IsEmpty)
            yield break;
        yield return "";
        foreach (var row in Table(command.Arguments.Select(argument => (Written(argument), Explained(argument)))))
            yield return row;
    }

    public static string Written(ArgumentDefinition argument) => argument.IsPositional
        ? $"<{argument.Name}>"
        : string.Join(", ", argument.Switch) + (argument.IsFlag ? "" : $" <{argument.Name}>");

    public static string Explained(ArgumentDefinition argument)
    {
        List<string> facts = [];
        if (argument.IsMandatory && argument.DefaultValue is null)
            facts.Add("needed");
        if (argument.AllowsMultiple)
            facts.Add("may be repeated");
        if (argument.DefaultValue is { } value)
            facts.Add($"default: {value}");
        if (!argument.SuggestedValues.IsEmpty)
            facts.Add($"for example {string.Join(", ", argument.SuggestedValues.Take(MostNamed))}");
        return $"{argument.Description}{(facts.Count > 0 ? $" ({string.Join("; ", facts)})" : "")}".Trim();
    }

    private static IEnumerable<string> Table(IEnumerable<(string Name, string What)> rows)
    {
        var clean = rows.Select(row => (Name: Harmless.Line(row.Name), What: Harmless.Line(row.What))).ToList();
        var width = clean.Select(row => CellWidth.Of(row.Name)).Where(cells => cells <= WidestName).DefaultIfEmpty(0).Max();
        return clean.Select(row => $"  {CellWidth.Pad(row.Name, width)}  {row.What}".TrimEnd());
    }
}
