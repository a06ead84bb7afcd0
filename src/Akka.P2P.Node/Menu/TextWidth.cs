namespace Akka.P2P.Node.Menu;

using System.Text;
using Spectre.Console.Rendering;

/// <summary>Widths in cells of a terminal: a Chinese character has two, a combining accent none.</summary>
internal static class TextWidth
{
    public static int Of(string text) => new Segment(text).CellCount();

    public static string Pad(string text, int width) => text + new string(' ', int.Max(0, width - Of(text)));

    /// <summary>As much of it as fits; what was cut ends in <c>…</c>.</summary>
    public static string Cut(string text, int width)
    {
        if (Of(text) <= width)
            return text;
        var cut = Fitting(text.EnumerateRunes().Select(r => r.ToString()), width - 1);
        return $"{cut}…";
    }

    /// <summary>The end of it that fits; what was cut begins with <c>…</c>.</summary>
    public static string End(string text, int width)
    {
        if (Of(text) <= width)
            return text;
        var kept = new Stack<string>();
        var left = width - 1;
        foreach (var rune in text.EnumerateRunes().Select(r => r.ToString()).Reverse())
        {
            left -= Of(rune);
            if (left < 0)
                break;
            kept.Push(rune);
        }

        return $"…{string.Concat(kept)}";
    }

    private static string Fitting(IEnumerable<string> runes, int width)
    {
        var kept = new StringBuilder();
        foreach (var rune in runes)
        {
            width -= Of(rune);
            if (width < 0)
                break;
            kept.Append(rune);
        }

        return kept.ToString();
    }
}
