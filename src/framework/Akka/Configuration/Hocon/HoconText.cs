namespace Akka.Configuration.Hocon;

using System.Text;

/// <summary>Quoting, and paths of keys.</summary>
internal static class HoconText
{
    /// <summary>Splits <c>a."b.c".d</c> into its keys. A quote opens anywhere and dots count as letters up to the next one.</summary>
    public static List<string> SplitPath(string path)
    {
        var keys = new List<string>();
        var key = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < path.Length; i++)
        {
            var letter = path[i];
            if (letter == '"')
            {
                quoted = !quoted;
            }
            else if (quoted && letter == '\\' && i + 1 < path.Length && path[i + 1] is '"' or '\\')
            {
                key.Append(path[++i]);
            }
            else if (letter == '.' && !quoted)
            {
                keys.Add(key.ToString());
                key.Clear();
            }
            else
            {
                key.Append(letter);
            }
        }

        keys.Add(key.ToString());
        return keys;
    }

    public static void AppendKey(StringBuilder output, string key)
    {
        if (IsPlain(key, extra: "-_/") && key != "include")
            output.Append(key);
        else
            AppendQuoted(output, key);
    }

    public static void AppendLiteral(StringBuilder output, string? text)
    {
        if (text is null)
            output.Append("null");
        else if (text != "null" && IsPlain(text, extra: "-_."))
            output.Append(text);
        else
            AppendQuoted(output, text);
    }

    /// <summary>At most 60 characters of a text for a message, with no control character in it.</summary>
    public static string Shorten(string text)
    {
        var head = text.Length > 60 ? text[..57] + "..." : text;
        return string.Concat(head.Select(letter => char.IsControl(letter) ? ' ' : letter));
    }

    private static bool IsPlain(string text, string extra) =>
        text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || extra.Contains(letter)) && !text.Contains("//", StringComparison.Ordinal);

    private static void AppendQuoted(StringBuilder output, string text)
    {
        output.Append('"');
        foreach (var letter in text)
        {
            switch (letter)
            {
                case '"' or '\\':
                    output.Append('\\').Append(letter);
                    break;
                case '\n':
                    output.Append("\\n");
                    break;
                case '\r':
                    output.Append("\\r");
                    break;
                case '\t':
                    output.Append("\\t");
                    break;
                case < ' ' or (>= '\u007f' and <= '\u00a0') or '\u2028' or '\u2029' or '\ufeff':
                    output.Append($"\\u{(int)letter:x4}");
                    break;
                default:
                    output.Append(letter);
                    break;
            }
        }

        output.Append('"');
    }
}
