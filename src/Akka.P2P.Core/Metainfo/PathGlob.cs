namespace Akka.P2P.Core.Metainfo;

using System.Diagnostics.CodeAnalysis;

/// <summary>
/// A pattern for the paths of a torrent's files, below its folder: <c>*</c> for any characters within one element, <c>?</c> for one, <c>**</c>
/// for any elements, none as well. One that ends in <c>/</c> means everything in that folder. Case counts.
/// </summary>
public sealed class PathGlob
{
    private const string AnyElements = "**";

    private readonly string[] _elements;

    private PathGlob(string text, string[] elements) => (Text, _elements) = (text, elements);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>False when it can fit nothing: an empty pattern, or one that leads out of the folder.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PathGlob? glob)
    {
        ArgumentNullException.ThrowIfNull(text);
        glob = null;
        List<string> elements = [.. text.Split('/')];
        // As a shell completes it.
        if (elements is [".", _, ..])
            elements.RemoveAt(0);
        if (elements is [.., _, ""])
            elements[^1] = AnyElements;
        if (elements.Exists(e => e is "" or "." or ".."))
            return false;
        glob = new PathGlob(text, [.. elements]);
        return true;
    }

    /// <exception cref="FormatException">It is none.</exception>
    public static PathGlob Parse(string text) => TryParse(text, out var glob)
        ? glob
        : throw new FormatException($"'{text}' is no pattern for the paths of files: elements are divided by one '/', and none is empty, '.' or '..'.");

    /// <param name="path">Elements below the torrent's folder.</param>
    public bool Matches(IReadOnlyList<string> path)
    {
        ArgumentNullException.ThrowIfNull(path);
        // Only the last ** ever has to take back what it left to the others, so this costs no more than pattern times path.
        var (p, e, star, back) = (0, 0, -1, 0);
        while (e < path.Count)
        {
            if (p < _elements.Length && _elements[p] == AnyElements)
                (star, back, p) = (p, e, p + 1);
            else if (p < _elements.Length && MatchesElement(_elements[p], path[e]))
                (p, e) = (p + 1, e + 1);
            else if (star >= 0)
                (p, e) = (star + 1, ++back);
            else
                return false;
        }

        while (p < _elements.Length && _elements[p] == AnyElements)
            p++;
        return p == _elements.Length;
    }

    public override string ToString() => Text;

    private static bool MatchesElement(string pattern, string text)
    {
        var (p, t, star, back) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, back, p) = (p, t, p + 1);
            else if (p < pattern.Length && pattern[p] == '?')
                (p, t) = (p + 1, t + LengthAt(text, t));
            else if (p < pattern.Length && pattern[p] == text[t])
                (p, t) = (p + 1, t + 1);
            else if (star >= 0)
                (p, t) = (star + 1, back += LengthAt(text, back));
            else
                return false;
        }

        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    // What people see as one character may be two code units.
    private static int LengthAt(string text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text, at) ? 2 : 1;
}
