namespace Akka.P2P.Core.Tests.Identity;

using Akka.P2P.Core.Identity;

public sealed class IdentityTests
{
    private const string Hex = "00112233445566778899aabbccddeeff0123456789abcdef0123456789abcdef";

    [Fact]
    public void A_torrent_id_is_64_hex_digits_and_ordered_as_its_bytes()
    {
        var id = TorrentId.Parse(Hex.ToUpperInvariant());
        Assert.Equal(Hex, id.ToString());
        Assert.Equal(Hex, $"{id}");
        Assert.Equal(id, new TorrentId(id.ToArray()));
        Assert.Equal("00112233", id.ShortText);
        var random = new Random(3);
        var ids = Enumerable.Range(0, 50).Select(_ =>
        {
            var bytes = new byte[32];
            random.NextBytes(bytes);
            return new TorrentId(bytes);
        }).ToList();
        Assert.Equal(ids.Select(i => i.ToString()).Order(StringComparer.Ordinal), ids.Order().Select(i => i.ToString()));
        foreach (var bad in (string?[])[null, "", Hex[1..], Hex + "0", "g" + Hex[1..], " " + Hex[1..]])
            Assert.False(TorrentId.TryParse(bad, out _));
        Assert.Throws<FormatException>(() => TorrentId.Parse("x"));
        Assert.Throws<ArgumentException>(() => new TorrentId(new byte[31]));
    }

    [Fact]
    public void Any_prefix_that_is_unique_names_a_torrent()
    {
        var one = TorrentId.Parse(Hex);
        var two = TorrentId.Parse("0012" + Hex[4..]);
        Assert.True(TorrentIdPrefix.TryParse("0011", out var prefix));
        Assert.Equal(new PrefixMatch(PrefixMatchKind.One, one), prefix!.Find([two, one, one]));
        Assert.True(TorrentIdPrefix.TryParse("001", out prefix));
        Assert.Equal(PrefixMatchKind.Ambiguous, prefix!.Find([two, one]).Kind);
        Assert.Equal(PrefixMatchKind.None, prefix.Find([]).Kind);
        foreach (var bad in (string[])["", "xyz", Hex + "0", "00 1"])
            Assert.False(TorrentIdPrefix.TryParse(bad, out _));
    }

    [Fact]
    public void A_peer_id_is_32_hex_digits()
    {
        var id = PeerId.Draw(new Random(5));
        Assert.Equal(id, PeerId.Parse(id.ToString()));
        Assert.Equal(32, id.ToString().Length);
        Assert.NotEqual(id, PeerId.Draw(new Random(6)));
        foreach (var bad in (string?[])[null, "", "00", new string('x', 32), new string('0', 33)])
            Assert.False(PeerId.TryParse(bad, out _));
    }

    [Theory]
    [InlineData("host:1", "host", 1, "host:1")]
    [InlineData("My-Host.Example:65535", "my-host.example", 65535, "my-host.example:65535")]
    [InlineData("10.1.2.3:8888", "10.1.2.3", 8888, "10.1.2.3:8888")]
    [InlineData("[::1]:8888", "::1", 8888, "[::1]:8888")]
    [InlineData("[2001:0DB8::0:1]:80", "2001:db8::1", 80, "[2001:db8::1]:80")]
    [InlineData("node_1:5", "node_1", 5, "node_1:5")]
    public void Addresses_are_read_and_written(string text, string host, int port, string again)
    {
        var address = PeerAddress.Parse(text);
        Assert.Equal((host, port, again), (address.Host, address.Port, address.ToString()));
        Assert.Equal(address, PeerAddress.Parse(address.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("host")]
    [InlineData("host:")]
    [InlineData(":1")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:+1")]
    [InlineData("host:1:2")]
    [InlineData("::1:8888")]
    [InlineData("[::1]")]
    [InlineData("[::1]8888")]
    [InlineData("[::1%eth0]:1")]
    [InlineData("[host]:1")]
    [InlineData("[:1")]
    [InlineData("a b:1")]
    [InlineData("-a:1")]
    [InlineData("a-:1")]
    [InlineData("a..b:1")]
    [InlineData("a.:1")]
    [InlineData("300.1.1.1:1")]
    [InlineData("1.2.3:1")]
    [InlineData("01.2.3.4:1")]
    [InlineData("host/path:1")]
    [InlineData("üñï:1")]
    public void What_is_no_address_is_refused(string? text)
    {
        Assert.False(PeerAddress.TryParse(text, out _));
        Assert.Throws<FormatException>(() => PeerAddress.Parse(text!));
    }

    [Fact]
    public void The_port_may_be_left_out_where_there_is_a_usual_one()
    {
        Assert.True(PeerAddress.TryParse("host", 8888, out var address));
        Assert.Equal(new PeerAddress("host", 8888), address);
        Assert.True(PeerAddress.TryParse("[::1]", 8888, out address));
        Assert.Equal("[::1]:8888", address.ToString());
        Assert.Throws<ArgumentException>(() => new PeerAddress("a b", 1));
        Assert.Throws<ArgumentException>(() => new PeerAddress("a", 0));
    }

    [Fact(DisplayName = "A node's token is another one for each tracker and each secret, and is HMAC-SHA256 of the tracker's address")]
    public void Tokens()
    {
        var secret = new NodeSecret([.. Enumerable.Range(0, NodeSecret.Size).Select(i => (byte)i)]);
        var token = secret.TokenFor(new PeerAddress("10.0.0.1", 8888));
        // Computed by Python: hmac.new(bytes(range(32)), b"akka-p2p tracker 10.0.0.1:8888", "sha256").hexdigest()
        Assert.Equal("3f0041ba40f4062ef55b355a8b8e200ec37da58d20c3b9ba46f6322fbee7a6e0", Convert.ToHexStringLower(token));
        Assert.NotEqual(token, secret.TokenFor(new PeerAddress("10.0.0.1", 8889)));
        Assert.NotEqual(token, new NodeSecret(new byte[NodeSecret.Size]).TokenFor(new PeerAddress("10.0.0.1", 8888)));
        Assert.Equal("(secret)", secret.ToString());
        Assert.Throws<ArgumentException>(() => new NodeSecret(new byte[31]));
    }
}
