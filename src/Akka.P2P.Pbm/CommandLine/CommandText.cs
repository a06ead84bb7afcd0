namespace Akka.P2P.Pbm.CommandLine;

using Petabridge.Cmd;

/// <summary>Lines as a host reads them.</summary>
internal static class CommandText
{
    /// <summary>The words of a caller's command line as one line, each with the quotes that it needs.</summary>
    public static string Of(IEnumerable<string> words) => string.Join(' ', words.Select(Word));

    /// <summary>The line with <c>--json</c> in it, right behind the command, where no value and no <c>--</c> is before it.</summary>
    public static string WithJson(string line)
    {
        var tokens = CommandTokenizer.Split(line);
        if (tokens.Count < 2 || tokens.TakeWhile(token => token.Text != "--").Any(token => token is { Text: Command.JsonSwitch, IsQuoted: false }))
            return line;
        return line.Insert(tokens[1].End, " " + Command.JsonSwitch);
    }

    // A switch must stay without quotes, since a quoted word is a value; what stands behind its '=' may need some.
    private static string Word(string word)
    {
        if (!word.StartsWith('-') || word.Length == 1)
            return CommandTokenizer.Quote(word);
        var cut = word.IndexOf('=', StringComparison.Ordinal);
        var name = cut < 0 ? word : word[..cut];
        if (name.Any(c => char.IsWhiteSpace(c) || c is '"' or '\'' or '\\'))
            return CommandTokenizer.Quote(word);
        if (cut < 0)
            return word;
        var value = CommandTokenizer.Quote(word[(cut + 1)..]);
        return $"{name}={value}";
    }
}
