namespace Petabridge.Cmd;

/// <summary>One parsed request, as it reaches the handler.</summary>
public sealed class Command
{
    /// <summary>The switch that any command takes besides its own: the answer is wanted as JSON. Ours.</summary>
    public const string JsonSwitch = "--json";

    /// <param name="paletteName">The first word.</param>
    /// <param name="commandName">The second word.</param>
    /// <param name="arguments">Switch as typed, and value; a switch that is repeated has a tuple each time.</param>
    public Command(string paletteName, string commandName, Tuple<string, string>[] arguments)
    {
        PaletteName = paletteName;
        Name = commandName;
        Arguments = arguments ?? [];
    }

    public string PaletteName { get; }

    /// <summary>The name of the command, without that of its palette.</summary>
    public string Name { get; }

    /// <summary>Item1 is the switch as typed, Item2 its value, empty when none was given.</summary>
    public IReadOnlyList<Tuple<string, string>> Arguments { get; }

    /// <summary>
    /// Whether <c>--json</c> was given: then each response's text is to be one JSON object, alone on its line. A refusal is an
    /// <see cref="ErroredCommandResponse"/> in plain words all the same. Ours; it only looks into <see cref="Arguments"/>.
    /// </summary>
    public bool WantsJson => Arguments.Any(argument => argument.Item1 == JsonSwitch);

    public override string ToString() =>
        string.Join(' ', Arguments.Select(argument => argument.Item2.Length == 0 ? argument.Item1 : $"{argument.Item1} {argument.Item2}").Prepend(Name).Prepend(PaletteName));
}
