namespace Akka.P2P.Core.Tests.Metainfo;

using System.Text;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;

public sealed class MagnetTests
{
    private const string Id = "a17d1341e5e332c5e6cfa99211292fcf290be6a23205c4ba5d58b4be265824f2";
    private const string Plain = "magnet:?xt=urn:btmh:1220" + Id;

    [Fact]
    public void A_link_says_everything_and_is_read_back()
    {
        var magnet = new Magnet(
            TorrentId.Parse(Id), "ünï & 50% + 😀.bin", 123,
            [new PeerAddress("tracker.example", 8888), new PeerAddress("::1", 1)], [new PeerAddress("10.0.0.1", 8001)]);

        var link = magnet.ToString();

        Assert.Equal(magnet, Magnet.Parse(link));
        Assert.StartsWith(Plain + "&dn=%C3%BCn%C3%AF", link, StringComparison.Ordinal);
        Assert.EndsWith("&xl=123&tr=akka.tcp://p2p@tracker.example:8888&tr=akka.tcp://p2p@[::1]:1&x.pe=10.0.0.1:8001", link, StringComparison.Ordinal);
        Assert.Equal(Plain, new Magnet(TorrentId.Parse(Id), null, null, [], []).ToString());
    }

    [Fact(DisplayName = "Trackers that speak TLS are written akka.ssl.tcp, and one link names one kind")]
    public void Tls()
    {
        var magnet = new Magnet(TorrentId.Parse(Id), null, null, [new PeerAddress("h", 1), new PeerAddress("h", 2)], []) { IsSecured = true };

        Assert.Equal(Plain + "&tr=akka.ssl.tcp://p2p@h:1&tr=akka.ssl.tcp://p2p@h:2", magnet.ToString());
        Assert.Equal(magnet, Magnet.Parse(magnet.ToString()));
        Assert.False(Magnet.TryParse(Plain + "&tr=akka.ssl.tcp://p2p@h:1&tr=akka.tcp://p2p@h:1", out _, out var problem));
        Assert.Contains("TLS", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_of_others_are_read_as_far_as_they_concern_us()
    {
        var magnet = Magnet.Parse(
            "MAGNET:?xt=urn:btih:631a31dd0a46257d5078c0dee4e66e26f73e42ac&XT.1=urn:btmh:1220" + Id.ToUpperInvariant()
            + "&dn=a+b&tr=http%3A%2F%2Fx%2Fannounce&tr.1=akka.tcp%3A%2F%2Fp2p%40h%3A5&tr=akka.tcp://p2p@h:5/&ws=whatever&&so=0");

        Assert.Equal(Id, magnet.Id.ToString());
        Assert.Equal("a b", magnet.Name);
        Assert.Equal([new PeerAddress("h", 5)], magnet.Trackers.ToArray());
    }

    [Theory]
    [InlineData("", "begins with")]
    [InlineData("http://x", "begins with")]
    [InlineData("magnet:?", "names no torrent")]
    [InlineData("magnet:?dn=x", "names no torrent")]
    [InlineData("magnet:?xt=urn:btih:631a31dd0a46257d5078c0dee4e66e26f73e42ac", "v1")]
    [InlineData("magnet:?xt=urn:btmh:1220abc", "64 hex digits")]
    [InlineData("magnet:?xt=urn:btmh:1114" + Id, "64 hex digits")]
    [InlineData(Plain + "0", "64 hex digits")]
    [InlineData(Plain + "&xt=urn:btmh:12200000000000000000000000000000000000000000000000000000000000000000", "two torrents")]
    [InlineData(Plain + "&xl=-1", "no length")]
    [InlineData(Plain + "&xl=99999999999999999999", "no length")]
    [InlineData(Plain + "&x.pe=nowhere", "not host:port")]
    [InlineData(Plain + "&x.pe=h:0", "not host:port")]
    [InlineData(Plain + "&x.pe=a%00b:1", "not host:port")]
    [InlineData(Plain + "&tr=akka.tcp://else@h:1", "not written")]
    [InlineData(Plain + "&tr=akka.tcp://p2p@h", "not host:port")]
    [InlineData(Plain + "&dn=%zz", "percent-encoded")]
    [InlineData(Plain + "&dn=%", "percent-encoded")]
    [InlineData(Plain + "&dn=%ff", "percent-encoded")]
    public void A_bad_link_gives_one_clear_error(string link, string why)
    {
        Assert.False(Magnet.TryParse(link, out var magnet, out var problem));
        Assert.Null(magnet);
        Assert.Contains(why, problem, StringComparison.Ordinal);
        Assert.Equal(problem, Assert.Throws<FormatException>(() => Magnet.Parse(link)).Message);
    }

    [Fact]
    public void Too_long_a_link_and_too_many_addresses_are_refused()
    {
        Assert.False(Magnet.TryParse(Plain + new string('&', 70_000), out _, out _));
        Assert.False(Magnet.TryParse(Plain + string.Concat(Enumerable.Range(1, 257).Select(i => $"&x.pe=h:{i}")), out _, out var problem));
        Assert.Contains("more than 256", problem, StringComparison.Ordinal);
        Assert.False(Magnet.TryParse(null, out _, out _));
        Assert.False(Magnet.TryParse(Plain + "&dn=\ud800", out _, out _));
    }

    [Fact]
    public void A_name_that_is_not_safe_is_no_name() => Assert.Null(Magnet.Parse(Plain + "&dn=..%2F..%2Fetc").Name);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_link_changed_by_chance_is_read_or_refused_and_nothing_else(int seed)
    {
        var random = new Random(seed);
        var link = Encoding.Latin1.GetBytes(Plain + "&dn=%C3%BC+b&xl=5&tr=akka.tcp://p2p@[::1]:5&x.pe=1.2.3.4:5");
        for (var run = 0; run < 3000; run++)
        {
            var text = Encoding.Latin1.GetString(BencodeTests.Mutate(link, random));
            if (Magnet.TryParse(text, out var magnet, out var problem))
                Assert.Equal(magnet, Magnet.Parse(magnet.ToString()));
            else
                Assert.EndsWith(".", problem, StringComparison.Ordinal);
        }
    }
}
