namespace Akka.P2P.Node.Tests.Menu;

using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Node.Menu;
using Akka.P2P.Protocol;

public sealed class TorrentTableTests
{
    [Fact(DisplayName = "S2.88, S2.89, S2.C10: a row has id, name, chunks and peers; below it stand seeders and leechers, each as peerid@ip:port")]
    public void Table() => Assert.Equal(
        """
        ID      File Name  Chunks         Peers
        0a0000  1.pdf      64 (15.9 MiB)  3
                Seeders:
                  81624256eb0b5de4ff65131b00d12829@172.20.0.3:8001
                  7c510000000000000000000000000000@172.20.0.4:8002
                Leechers:
                  00000000000000000000000000000001@172.20.0.5:8003
        0b0000  文.bin     0 (0 B)        0
                no peers connected
        """.Split('\n'),
        TorrentTable.Lines(
        [
            Torrent("0a", "1.pdf", 16_700_000, 64, 2, 1,
                Member("81624256eb0b5de4ff65131b00d12829", "172.20.0.3:8001", 0),
                Member("7c510000000000000000000000000000", "172.20.0.4:8002", 0),
                Member("00000000000000000000000000000001", "172.20.0.5:8003", 5)),
            Torrent("0b", "文.bin", 0, 0, 0, 0),
        ]));

    [Fact(DisplayName = "S2.C9: an empty list says so")]
    public void Empty() => Assert.Equal(["no torrents available"], TorrentTable.Lines([]));

    [Fact(DisplayName = "Ids are cut where every one can still be told from the others, and any of them is enough to download it")]
    public void Prefixes()
    {
        var lines = TorrentTable.Lines([Torrent("abcdef01", "a", 1, 1, 0, 0), Torrent("abcdef0123", "b", 1, 1, 0, 0), Torrent("ff", "c", 1, 1, 0, 0)]);

        Assert.Equal(["abcdef010", "abcdef012", "ff0000000"], lines.Where(l => l.Contains("(1 B)", StringComparison.Ordinal)).Select(l => l.Split(' ')[0]));
    }

    [Fact(DisplayName = "A swarm larger than the list names says how many more there are; a hostile name or member changes nothing on the screen")]
    public void Hostile()
    {
        var lines = TorrentTable.Lines(
        [
            Torrent("0a", "\u001b[2J\n\u202egpj.exe" + new string('x', 100), 1, 1, 12, 0, Member("81624256eb0b5de4ff65131b00d12829", "172.20.0.3:8001", 0), null!),
        ]);

        Assert.All(lines, line => Assert.DoesNotContain(line, char.IsControl));
        Assert.Contains("  and 11 more", lines[^1], StringComparison.Ordinal);
        Assert.Equal(5 - 1, lines.Count - 1);
        Assert.Contains("…", lines[1], StringComparison.Ordinal);
    }

    private static TrackerProtocol.TorrentSummary Torrent(
        string prefix, string name, long length, int chunks, int seeders, int leechers, params SwarmMember[] members) =>
        new(TorrentId.Parse(prefix.PadRight(TorrentId.TextLength, '0')), name, length, chunks, seeders, leechers, [.. members]);

    private static SwarmMember Member(string id, string address, long left) => new(new SwarmPeer(PeerId.Parse(id), PeerAddress.Parse(address)), left);
}
