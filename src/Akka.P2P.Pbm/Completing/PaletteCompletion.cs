namespace Akka.P2P.Pbm.Completing;

using System.Collections.Immutable;
using Akka.P2P.Pbm.Editing;
using Akka.P2P.Pbm.Help;
using Akka.P2P.Pbm.Running;
using Petabridge.Cmd;

/// <summary>What could stand at a place of a line, by the host's palettes: a palette, a command, a switch, or a value it suggests.</summary>
internal static class PaletteCompletion
{
    public static Completion At(IReadOnlyList<CommandPalette> palettes, string line, int cursor)
    {
        var before = line[..cursor];
        var tokens = CommandTokenizer.Split(before);
        var inWord = tokens.Count > 0 && tokens[^1].End == before.Length;
        var word = inWord ? tokens[^1] : new CommandToken("", IsQuoted: false, before.Length, before.Length, IsOpen: false);
        var done = inWord ? tokens.RemoveAt(tokens.Count - 1) : tokens;
        var help = done.Count > 0 && done[0] is { Text: "help", IsQuoted: false };
        if (help)
            done = done.RemoveAt(0);

        if (done.IsEmpty)
            return Names(word, [.. palettes.Select(palette => new Candidate(palette.ModuleName, Commands(palette))), .. help ? [] : Words()]);
        if (palettes.FirstOrDefault(palette => palette.ModuleName == done[0].Text) is not { } palette)
            return Completion.None;
        if (done.Count == 1)
            return Names(word, [.. palette.Commands.Select(command => new Candidate(command.Name, command.Description))]);
        return !help && palette.CommandsByName.TryGetValue(done[1].Text, out var command)
            ? new ArgumentCompletion(command, done.RemoveRange(0, 2), word).Find()
            : Completion.None;
    }

    private static Completion Names(CommandToken word, ImmutableList<Candidate> names) =>
        new(word.Start, [.. names.Where(name => name.Text.StartsWith(word.Text, StringComparison.Ordinal)).OrderBy(name => name.Text, StringComparer.Ordinal)]);

    private static IEnumerable<Candidate> Words() =>
    [
        new("help", "what there is to say"),
        .. Shell.Leaving.Select(word => new Candidate(word, "leaves")),
    ];

    private static string Commands(CommandPalette palette) => string.Join(", ", palette.Commands.Take(8).Select(command => command.Name));
}
