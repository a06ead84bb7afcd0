namespace Petabridge.Cmd;

using System.Collections.Immutable;
using System.Text;

/// <summary>
/// Cuts a line into words. Between single quotes everything is itself; between double quotes <c>\"</c> and <c>\\</c> stand for the
/// character after the backslash; outside, so does a backslash before a quote, a blank or another backslash. Any other backslash is
/// itself, so that <c>C:\data</c> needs no care.
/// </summary>
public static class CommandTokenizer
{
    /// <summary>The words of a line, the last one open when its quote isn't closed. A console completes with it.</summary>
    public static ImmutableList<CommandToken> Split(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var tokens = ImmutableList.CreateBuilder<CommandToken>();
        var at = 0;
        while (true)
        {
            while (at < line.Length && char.IsWhiteSpace(line[at]))
                at++;
            if (at == line.Length)
                return tokens.ToImmutable();
            var token = Next(line, at);
            tokens.Add(token);
            at = token.End;
        }
    }

    /// <summary>The text as one word: with quotes where it needs them, so that <see cref="Split"/> gives it back.</summary>
    public static string Quote(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var plain = text.Length > 0 && text[0] != '-' && !text.Any(c => char.IsWhiteSpace(c) || c is '"' or '\'' or '\\');
        return plain ? text : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
    }

    private static CommandToken Next(string line, int start)
    {
        var text = new StringBuilder();
        var quote = '\0';
        var at = start;
        for (; at < line.Length; at++)
        {
            var c = line[at];
            var next = at + 1 < line.Length ? line[at + 1] : '\0';
            if (quote == '\0' && char.IsWhiteSpace(c))
                break;
            if (quote == '\0' && c is '"' or '\'')
                quote = c;
            else if (c == quote)
                quote = '\0';
            else if (c == '\\' && Escapes(quote, next))
                text.Append(line[++at]);
            else
                text.Append(c);
        }

        return new CommandToken(text.ToString(), IsQuoted: line[start] is '"' or '\'', start, at, IsOpen: quote != '\0');
    }

    private static bool Escapes(char quote, char next) => quote switch
    {
        '\'' => false,
        '"' => next is '"' or '\\',
        _ => next is '"' or '\'' or '\\' or ' ',
    };
}
