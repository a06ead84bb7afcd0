namespace Akka.P2P.Pbm.Help;

using Akka.P2P.Pbm.Text;
using Petabridge.Cmd;

/// <summary>A line that asks for help: <c>help</c>, <c>help torrent get</c>, <c>torrent --help</c>, <c>torrent get -h</c>.</summary>
internal sealed record HelpRequest(IReadOnlyList<string> Words)
{
    public static IReadOnlyList<string> Switches { get; } = ["--help", "-h", "-?"];

    /// <returns>Null when the line doesn't: a command may have a switch of the same name, or such a word as a value.</returns>
    public static HelpRequest? In(string line, IReadOnlyList<CommandPalette> palettes)
    {
        var tokens = CommandTokenizer.Split(line);
        if (tokens.IsEmpty)
            return null;
        if (tokens[0] is { Text: "help", IsQuoted: false })
            return new HelpRequest([.. tokens.Skip(1).Select(token => token.Text)]);

        for (var i = 0; i < tokens.Count && tokens[i].Text != "--"; i++)
        {
            if (!tokens[i].IsQuoted && Switches.Contains(tokens[i].Text) && !IsItsOwn(tokens[i].Text))
                return new HelpRequest([.. tokens.Take(Math.Min(i, 2)).Select(token => token.Text)]);
        }

        return null;

        bool IsItsOwn(string word) => tokens.Count > 1
            && palettes.FirstOrDefault(palette => palette.ModuleName == tokens[0].Text)?.CommandsByName.GetValueOrDefault(tokens[1].Text) is { } command
            && command.Arguments.Any(argument => argument.Switch.Contains(word));
    }

    /// <exception cref="PbmException">There is no such palette or command.</exception>
    public IEnumerable<string> Lines(IReadOnlyList<CommandPalette> palettes)
    {
        if (Words.Count == 0)
            return HelpPages.Everything(palettes);
        if (Words.Count > 2)
            throw new PbmException(ExitCode.WrongUsage, "Help is there for a palette or a command: help PALETTE [COMMAND].");

        var palette = palettes.FirstOrDefault(palette => palette.ModuleName == Words[0])
            ?? throw new PbmException(ExitCode.WrongUsage, Sentence.Bounded(CommandParser.ParseLine(palettes, CommandTokenizer.Quote(Words[0])).Error!));
        if (Words.Count == 1)
            return HelpPages.Of(palette);
        return palette.CommandsByName.TryGetValue(Words[1], out var command)
            ? HelpPages.Of(palette, command)
            : throw new PbmException(ExitCode.WrongUsage, Sentence.Bounded(CommandParser.ParseLine(palettes, $"{Words[0]} {CommandTokenizer.Quote(Words[1])}").Error!));
    }
}
