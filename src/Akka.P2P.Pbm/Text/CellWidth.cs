namespace Akka.P2P.Pbm.Text;

using System.Globalization;
using System.Text;
using Wcwidth;

/// <summary>How many cells of a terminal a text takes. What a user calls a character (a text element) is never cut.</summary>
internal static class CellWidth
{
    /// <summary>The cells of all of <paramref name="text"/>; a control character takes none.</summary>
    public static int Of(string text)
    {
        var cells = 0;
        for (var i = 0; i < text.Length;)
        {
            var length = ElementLength(text, i);
            cells += OfElement(text.AsSpan(i, length));
            i += length;
        }

        return cells;
    }

    /// <summary>0, 1 or 2. Joined emoji take the two cells of one.</summary>
    public static int OfElement(ReadOnlySpan<char> element)
    {
        if (element.Length == 1 && element[0] is >= ' ' and < '\x7f')
            return 1;

        var cells = 0;
        foreach (var rune in element.EnumerateRunes())
            cells += Math.Max(0, UnicodeCalculator.GetWidth(rune.Value));
        return Math.Min(cells, 2);
    }

    /// <summary>The length, in UTF-16 units, of the text element at <paramref name="index"/>.</summary>
    public static int ElementLength(string text, int index) =>
        // The common case, without a look at Unicode's tables: a plain letter that is followed by another.
        text[index] is >= ' ' and < '\x7f' && (index + 1 == text.Length || text[index + 1] < '\x7f')
            ? 1
            : StringInfo.GetNextTextElementLength(text, index);

    /// <summary>As much of <paramref name="text"/> as <paramref name="cells"/> hold; with an ellipsis when it isn't all.</summary>
    public static string Cut(string text, int cells)
    {
        var kept = new StringBuilder();
        var used = 0;
        for (var i = 0; i < text.Length;)
        {
            var length = ElementLength(text, i);
            var width = OfElement(text.AsSpan(i, length));
            if (used + width > cells)
                return cells < 1 ? "" : Shorten(kept.ToString(), cells - 1) + "…";
            kept.Append(text, i, length);
            used += width;
            i += length;
        }

        return kept.ToString();
    }

    /// <summary><paramref name="text"/> with spaces up to <paramref name="cells"/>.</summary>
    public static string Pad(string text, int cells) => text + new string(' ', Math.Max(0, cells - Of(text)));

    private static string Shorten(string text, int cells)
    {
        var used = 0;
        for (var i = 0; i < text.Length;)
        {
            var length = ElementLength(text, i);
            var width = OfElement(text.AsSpan(i, length));
            if (used + width > cells)
                return text[..i];
            used += width;
            i += length;
        }

        return text;
    }
}
