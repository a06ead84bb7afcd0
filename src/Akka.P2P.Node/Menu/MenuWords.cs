namespace Akka.P2P.Node.Menu;

using Akka.P2P.Core.Identity;

/// <summary>How lines of the menu are taken apart.</summary>
internal static class MenuWords
{
    // Shorter ones are more likely a host: "be", say, or "cafe".
    private const int LeastPrefix = 5;

    /// <summary>The first word, and what follows it.</summary>
    public static (string Word, string Argument) Split(string text)
    {
        var end = text.AsSpan().IndexOfAny(' ', '\t');
        return end < 0 ? (text, "") : (text[..end], text[end..].Trim());
    }

    /// <summary><c>FILE</c>, or <c>FILE to PEER</c>. Names may have spaces; one that would end like that stands in quotes.</summary>
    public static (string Path, string? To) FileAndPeer(string text)
    {
        if (text.Length > 1 && text[0] is '"' or '\'' && text.IndexOf(text[0], 1) is > 0 and var end)
        {
            var (word, peer) = Split(text[(end + 1)..].Trim());
            return word.Length == 0 ? (text[1..end], null)
                : word == "to" && peer.Length > 0 ? (text[1..end], peer)
                : (text, null);
        }

        var last = text.LastIndexOf(" to ", StringComparison.Ordinal);
        return last > 0 && !text[(last + 4)..].Trim().Contains(' ') ? (text[..last].TrimEnd(), text[(last + 4)..].Trim()) : (text, null);
    }

    /// <summary>A path as a shell would leave it: terminals put quotes around a file that is dropped on them.</summary>
    public static string Unquoted(string text) =>
        text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;

    public static bool IsPeerPrefix(string text) =>
        text.Length is >= LeastPrefix and <= PeerId.TextLength && text.All(char.IsAsciiHexDigit);
}
