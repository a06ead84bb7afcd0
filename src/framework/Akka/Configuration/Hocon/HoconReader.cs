namespace Akka.Configuration.Hocon;

using System.Globalization;
using System.Text;

/// <summary>A place in a text, and how to read the smallest parts from there.</summary>
internal sealed class HoconReader(string text)
{
    public const char End = '\0';

    private const string NotInUnquoted = "$\"{}[]:=,#`^?!@*&\\";

    public int Offset { get; private set; } = text.StartsWith('\ufeff') ? 1 : 0;

    public bool AtEnd => Offset >= text.Length;

    /// <summary>The letter here; at the end of the text, <see cref="End"/> (which may also be a letter of the text: ask <see cref="AtEnd"/>).</summary>
    public char Here => AtEnd ? End : text[Offset];

    public bool AtNewLine => !AtEnd && text[Offset] == '\n';

    public bool AtComment => At("#") || At("//");

    public bool At(string part) => string.CompareOrdinal(text, Offset, part, 0, part.Length) == 0;

    public void Skip(int letters = 1) => Offset += letters;

    public void Back(int offset) => Offset = offset;

    /// <summary>Takes blanks up to the end of the line, and nothing of the line's end.</summary>
    public string TakeSpaces()
    {
        var start = Offset;
        while (!AtEnd && IsBlank(text[Offset]) && text[Offset] != '\n')
            Offset++;
        return text[start..Offset];
    }

    /// <summary>Skips blanks, ends of lines and comments.</summary>
    /// <returns>True if a line ended.</returns>
    public bool SkipBlank()
    {
        var ended = false;
        while (!AtEnd)
        {
            if (IsBlank(text[Offset]))
            {
                ended |= text[Offset] == '\n';
                Offset++;
            }
            else if (AtComment)
            {
                var end = text.IndexOf('\n', Offset);
                Offset = end < 0 ? text.Length : end;
            }
            else
            {
                break;
            }
        }

        return ended;
    }

    /// <summary>Takes text without quotes, up to a blank or a letter that means something; empty if there is none.</summary>
    public string TakeUnquoted()
    {
        var start = Offset;
        while (!AtEnd && !IsBlank(text[Offset]) && !NotInUnquoted.Contains(text[Offset]) && !AtComment)
            Offset++;
        return text[start..Offset];
    }

    /// <summary>Takes one unquoted element of a key, without blanks around it; empty if there is none.</summary>
    public string TakeUnquotedKey()
    {
        var start = Offset;
        while (!AtEnd && text[Offset] is not ('.' or '\n') && !NotInUnquoted.Contains(text[Offset]) && !AtComment && !At("+="))
            Offset++;
        return text[start..Offset].Trim();
    }

    /// <summary>Takes <c>"text"</c> or <c>"""text"""</c> and undoes the escapes of the former.</summary>
    public string TakeQuoted()
    {
        var start = Offset;
        if (At("\"\"\""))
            return TakeTripleQuoted();

        var content = new StringBuilder();
        for (Offset++; ; Offset++)
        {
            if (AtEnd)
                throw Expected("'\"' to close the text that begins at " + Place(start));
            if (Here == '"')
                break;
            content.Append(Here == '\\' ? TakeEscape() : Here);
        }

        Offset++;
        return content.ToString();
    }

    public ConfigurationException Expected(string what)
    {
        var found = AtEnd ? "the end of the text" : AtNewLine ? "the end of the line" : char.IsControl(Here) ? $"U+{(int)Here:X4}" : $"'{Here}'";
        return new ConfigurationException($"HOCON, {Place(Offset)}: expected {what}, found {found}.");
    }

    public ConfigurationException Refused(int offset, string why) => new($"HOCON, {Place(offset)}: {why}");

    private static bool IsBlank(char letter) => char.IsWhiteSpace(letter) || letter == '\ufeff';

    private string TakeTripleQuoted()
    {
        var start = Offset;
        var close = text.IndexOf("\"\"\"", Offset + 3, StringComparison.Ordinal);
        if (close < 0)
        {
            Offset = text.Length;
            throw Expected("'\"\"\"' to close the text that begins at " + Place(start));
        }

        // Quotes before the closing three belong to the text.
        while (close + 3 < text.Length && text[close + 3] == '"')
            close++;
        Offset = close + 3;
        return text[(start + 3)..close];
    }

    private char TakeEscape()
    {
        Offset++;
        switch (Here)
        {
            case '"' or '\\' or '/' when !AtEnd:
                return Here;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when Offset + 4 < text.Length
                && ushort.TryParse(text.AsSpan(Offset + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                Offset += 4;
                return (char)code;
            default:
                throw Expected("one of \" \\ / b f n r t, or u and four hex digits, after '\\' (a path of Windows needs two: \\\\)");
        }
    }

    private string Place(int offset)
    {
        var line = 1;
        var lineStart = 0;
        for (var i = 0; i < offset && i < text.Length; i++)
        {
            if (text[i] != '\n')
                continue;
            line++;
            lineStart = i + 1;
        }

        return $"line {line}, column {offset - lineStart + 1}";
    }
}
