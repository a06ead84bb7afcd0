namespace Akka.P2P.Core.Metainfo;

using System.Globalization;
using System.Text;

/// <summary>
/// Names from strangers that become names on a disk here. What is refused is the same on every system, since a torrent goes from
/// one to the other: what climbs or separates, what Windows reserves, what a terminal or a person would misread.
/// </summary>
public static class SafeName
{
    /// <summary>Bytes of UTF-8 that one name may have: the limit of the usual file systems.</summary>
    public const int MaxBytes = 255;

    private const string ReservedCharacters = "<>:\"|?*/\\";

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    /// <summary>Null for a good name, else one sentence that names it.</summary>
    public static string? Problem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0)
            return "A name is empty.";
        if (name is "." or "..")
            return $"The name {Quote(name)} points to another folder.";
        foreach (var c in name)
        {
            if (char.IsControl(c) || IsDirectionMark(c))
                return $"The name {Quote(name)} has a control character (U+{(int)c:X4}).";
            if (ReservedCharacters.Contains(c))
                return $"The name {Quote(name)} has the character '{c}', which not every system allows.";
        }

        if (HasLoneSurrogate(name))
            return $"The name {Quote(name)} is not Unicode.";
        if (Encoding.UTF8.GetByteCount(name) > MaxBytes)
            return $"The name {Quote(name)} has more than {MaxBytes} bytes.";
        if (name[^1] is '.' or ' ')
            return $"The name {Quote(name)} ends in a dot or a space, which not every system keeps.";
        var stem = name.Split('.')[0].TrimEnd(' ');
        return Devices.Contains(stem) ? $"The name {Quote(name)} is a device on Windows." : null;
    }

    public static bool IsSafe(string name) => Problem(name) is null;

    /// <summary>The name in quotes as it can be shown safely: escaped where it must be, and cut when it is long.</summary>
    public static string Quote(string name) => Quote(name, 80);

    /// <summary>A path in quotes as it can be shown safely.</summary>
    public static string QuotePath(string path) => Quote(path, 4096);

    private static string Quote(string name, int most)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = new StringBuilder("'");
        var cut = name.Length > most ? name[..most] : name;
        for (var i = 0; i < cut.Length; i++)
        {
            var c = cut[i];
            if (i + 1 < cut.Length && char.IsSurrogatePair(c, cut[i + 1]))
                text.Append(c).Append(cut[++i]);
            else if (char.IsControl(c) || char.IsSurrogate(c) || IsDirectionMark(c))
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                text.Append(c);
        }

        return text.Append(name.Length > most ? "…'" : "'").ToString();
    }

    // Marks that turn the direction of writing: "gpj.exe" can be made to look like "exe.jpg". And line and paragraph separators.
    private static bool IsDirectionMark(char c) =>
        c is '\u200e' or '\u200f' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029';

    private static bool HasLoneSurrogate(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (!char.IsSurrogate(name[i]))
                continue;
            if (i + 1 == name.Length || !char.IsSurrogatePair(name[i], name[i + 1]))
                return true;
            i++;
        }

        return false;
    }
}
