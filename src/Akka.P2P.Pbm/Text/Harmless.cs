namespace Akka.P2P.Pbm.Text;

using System.Globalization;
using System.Text;

/// <summary>
/// What a host says, made harmless for a terminal: nothing in it can move the cursor, colour, retitle, answer a query, ring, or turn the
/// direction of a line round. What was there stays visible.
/// </summary>
internal static class Harmless
{
    /// <summary>
    /// Text of one or more lines. <c>\n</c> and tabs stay, <c>\r\n</c> is a line's end; other controls are shown as their picture (␛),
    /// those of C1 and the invisible ones that change direction as <c>\u009B</c>; half a surrogate pair as <c>�</c>.
    /// </summary>
    public static string Lines(string text) => Clean(text, keepLines: true);

    /// <summary>As <see cref="Lines"/>, for a place that must stay one line: line ends are shown, too, and a tab is a space.</summary>
    public static string Line(string text) => Clean(text, keepLines: false);

    /// <summary>
    /// A line of JSON that means the same. Inside a string any character may be written as an escape, and outside of one these are no JSON.
    /// </summary>
    public static string Json(string line)
    {
        if (!NeedsCare(line))
            return line;

        var clean = new StringBuilder(line.Length + 16);
        for (var i = 0; i < line.Length; i++)
        {
            if (IsPlain(line, i) || line[i] == '\t')
                clean.Append(line[i]);
            else if (IsPair(line, i))
                clean.Append(line, i++, 2);
            else
                clean.Append(Escape(line[i]));
        }

        return clean.ToString();
    }

    private static string Clean(string text, bool keepLines)
    {
        if (!NeedsCare(text))
            return text;

        var clean = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (IsPlain(text, i))
                clean.Append(c);
            else if (IsPair(text, i))
                clean.Append(text, i++, 2);
            else if (keepLines && c is '\n' or '\t')
                clean.Append(c);
            else if (keepLines && c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                continue;
            else
                clean.Append(Shown(c));
        }

        return clean.ToString();
    }

    private static string Shown(char c) => c switch
    {
        '\t' => " ",
        < ' ' => ((char)('\u2400' + c)).ToString(),
        '\x7f' => "\u2421",
        >= '\ud800' and <= '\udfff' => "\ufffd",
        _ => Escape(c),
    };

    private static string Escape(char c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");

    private static bool NeedsCare(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsPlain(text, i))
                return true;
        }

        return false;
    }

    private static bool IsPlain(string text, int i) => text[i] switch
    {
        < ' ' or (>= '\x7f' and <= '\x9f') => false,
        // Line and paragraph separators, marks and overrides of direction, and what a terminal may take for nothing at all.
        '\u2028' or '\u2029' or '\u061c' or '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\ufeff' => false,
        >= '\ud800' and <= '\udfff' => false,
        _ => true,
    };

    private static bool IsPair(string text, int i) => i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
}
