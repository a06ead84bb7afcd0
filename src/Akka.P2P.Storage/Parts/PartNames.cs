namespace Akka.P2P.Storage.Parts;

using System.Text;
using Akka.P2P.Core.Metainfo;

/// <summary>Where a download lies until it is published.</summary>
internal static class PartNames
{
    public const string PartSuffix = ".part";
    public const string JournalSuffix = ".part.journal";

    public static string Part(string folder, TorrentInfo info) => Path.Combine(folder, Stem(info) + PartSuffix);

    public static string Journal(string folder, TorrentInfo info) => Path.Combine(folder, Stem(info) + JournalSuffix);

    // A name may fill its 255 bytes; then there is no room for our endings, and the id stands in for what is cut off.
    private static string Stem(TorrentInfo info)
    {
        var room = SafeName.MaxBytes - JournalSuffix.Length;
        if (Encoding.UTF8.GetByteCount(info.Name) <= room)
            return info.Name;
        var mark = "~" + info.Id.ShortText;
        var stem = new StringBuilder();
        var bytes = mark.Length;
        foreach (var rune in info.Name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > room)
                break;
            stem.Append(rune.ToString());
        }

        return stem.Append(mark).ToString();
    }
}
