namespace Akka.P2P.Core.Talking;

using System.Globalization;
using System.Text;

/// <summary>
/// Text of strangers that is shown to a person: one line, without what a terminal would obey or an eye would misread. What a person wrote
/// stays as it is, in any script.
/// </summary>
public static class SafeText
{
    // They join letters and emoji, and do nothing else.
    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;

    /// <summary>
    /// Never null, at most <paramref name="max"/> characters of UTF-16. Control characters, line ends and marks that turn the direction of
    /// writing become spaces, half characters U+FFFD.
    /// </summary>
    public static string Of(string? text, int max)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var line = new StringBuilder(int.Min(text.Length, max));
        // Half a character is enumerated as U+FFFD.
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > max)
                break;
            line.Append(IsHarmless(rune) ? rune.ToString() : " ");
        }

        return line.ToString();
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.Format => rune.Value is NonJoiner or Joiner,
        _ => true,
    };
}
