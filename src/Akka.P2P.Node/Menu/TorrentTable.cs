namespace Akka.P2P.Node.Menu;

using System.Globalization;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Node.CommandLine;
using Akka.P2P.Protocol;

/// <summary>The list of torrents: S2.88, S2.C10. Ids are as short as they can be told apart.</summary>
internal static class TorrentTable
{
    private const int LeastDigits = 6;
    private const int MostName = 40;

    /// <param name="torrents">In the order of their ids, each once.</param>
    public static IReadOnlyList<string> Lines(IReadOnlyList<TrackerProtocol.TorrentSummary> torrents)
    {
        if (torrents.Count == 0)
            return ["no torrents available"];

        var digits = Digits([.. torrents.Select(t => t.Torrent.ToString())]);
        string[][] rows = [["ID", "File Name", "Chunks", "Peers"], .. torrents.Select(t => Row(t, digits))];
        int[] widths = [.. Enumerable.Range(0, 3).Select(column => rows.Max(row => TextWidth.Of(row[column])))];
        List<string> lines = [];
        for (var i = 0; i < rows.Length; i++)
        {
            lines.Add(string.Concat(rows[i].Select((cell, column) => column < 3 ? TextWidth.Pad(cell, widths[column] + 2) : cell)));
            if (i > 0)
                lines.AddRange(Members(torrents[i - 1]).Select(line => new string(' ', digits + 2) + line));
        }

        return lines;
    }

    private static string[] Row(TrackerProtocol.TorrentSummary torrent, int digits) =>
    [
        torrent.Torrent.ToString()[..digits],
        TextWidth.Cut(ShownText.Of(torrent.Name), MostName),
        string.Create(CultureInfo.InvariantCulture, $"{torrent.Chunks} ({ByteSize.Format(torrent.Length)})"),
        string.Create(CultureInfo.InvariantCulture, $"{(long)torrent.Seeders + torrent.Leechers}"),
    ];

    private static IEnumerable<string> Members(TrackerProtocol.TorrentSummary torrent)
    {
        var members = WireGuard.Items(torrent.Members, WireLimits.MaxMembersInSummary).Where(WireGuard.IsSound).ToList();
        if (torrent.Seeders + torrent.Leechers <= 0)
            return ["no peers connected"];
        return [.. Group("Seeders:", [.. members.Where(m => m.IsSeeder)], torrent.Seeders), .. Group("Leechers:", [.. members.Where(m => !m.IsSeeder)], torrent.Leechers)];
    }

    private static IEnumerable<string> Group(string title, List<SwarmMember> named, int count)
    {
        if (count <= 0)
            return [];
        var others = count - named.Count;
        return
        [
            title,
            .. named.Select(m => $"  {m.Peer.Id}@{m.Peer.Address}"),
            .. others > 0 ? [string.Create(CultureInfo.InvariantCulture, $"  and {others} more")] : Array.Empty<string>(),
        ];
    }

    private static int Digits(IReadOnlyList<string> ids)
    {
        var digits = LeastDigits;
        // In order, so those that have most in common are neighbours.
        for (var i = 1; i < ids.Count; i++)
            digits = int.Max(digits, ids[i - 1].AsSpan().CommonPrefixLength(ids[i]) + 1);
        return digits;
    }
}
