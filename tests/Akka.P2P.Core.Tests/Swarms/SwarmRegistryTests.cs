namespace Akka.P2P.Core.Tests.Swarms;

using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Swarms;
using static Akka.P2P.Core.Tests.Downloading.TestGrid;

public sealed class SwarmRegistryTests
{
    private static readonly TorrentId Torrent = new(Enumerable.Repeat((byte)9, 32).ToArray());
    private readonly SwarmRegistry _registry = new(At(60), maxMembers: 100, new MixedSample(new Random(1)));

    [Fact(DisplayName = "S2.11, S2.15, S2.24: a leecher that finished is listed as a seeder")]
    public void Leecher_becomes_seeder()
    {
        Assert.True(Announce(1, left: 10));
        Assert.False(Announce(1, left: 5));
        Assert.Equal(new SwarmCounts(0, 1), _registry.CountsOf(Torrent));
        Assert.True(Announce(1, left: 0));
        Assert.Equal(new SwarmCounts(1, 0), _registry.CountsOf(Torrent));
        Assert.True(_registry.IsSeeder(Torrent, Peer(1)));
    }

    [Fact]
    public void A_lease_that_is_not_renewed_ends()
    {
        Announce(1, 0, at: 0);
        Announce(2, 0, at: 30);
        Assert.Empty(_registry.Expire(At(59)));
        Assert.Equal(Peer(1), Assert.Single(_registry.Expire(At(60))).Peer.Id);
        Assert.Equal(new SwarmCounts(1, 0), _registry.CountsOf(Torrent));
        Assert.Single(_registry.Expire(At(90)));
        Assert.Equal(0, _registry.SwarmCount);
    }

    [Fact]
    public void The_asker_is_never_named_and_the_sample_is_bounded_and_mixed()
    {
        for (var i = 1; i <= 30; i++)
            Announce(i, left: i <= 15 ? 0 : 7);
        for (var i = 0; i < 50; i++)
        {
            var named = _registry.HandOut(Torrent, Peer(20), 10);
            Assert.Equal(10, named.Length);
            Assert.DoesNotContain(named, m => m.Peer.Id == Peer(20));
            Assert.Equal(5, named.Count(m => m.IsSeeder));
        }
    }

    [Fact(DisplayName = "In a large swarm everybody is named as often as the others, whoever came, left, or turned into a seeder before")]
    public void A_large_swarm_is_sampled_evenly()
    {
        for (var i = 1; i <= 100; i++)
            Announce(i, left: 7);
        for (var i = 1; i <= 40; i++)
            Announce(i, left: 0);
        for (var i = 1; i <= 100; i += 10)
            Assert.True(_registry.Leave(Torrent, Peer(i)));
        var named = new Dictionary<PeerId, int>();
        for (var i = 0; i < 2000; i++)
        {
            var sample = _registry.HandOut(Torrent, Peer(50), 10);
            Assert.Equal(10, sample.DistinctBy(m => m.Peer.Id).Count());
            Assert.Equal(5, sample.Count(m => m.IsSeeder));
            foreach (var member in sample)
                named[member.Peer.Id] = named.GetValueOrDefault(member.Peer.Id) + 1;
        }

        // 36 seeders and 53 leechers share 10,000 each.
        Assert.Equal(89, named.Count);
        Assert.DoesNotContain(Peer(50), named.Keys);
        foreach (var (peer, count) in named)
            Assert.InRange(count, _registry.IsSeeder(Torrent, peer) ? 200 : 130, _registry.IsSeeder(Torrent, peer) ? 360 : 250);
    }

    [Fact(DisplayName = "Who renewed its lease is not the oldest")]
    public void A_renewed_lease_stays()
    {
        var small = new SwarmRegistry(At(60), 2, new MixedSample(new Random(1)));
        small.Announce(Torrent, Someone(1), 0, At(1));
        small.Announce(Torrent, Someone(2), 0, At(2));
        small.Announce(Torrent, Someone(1), 0, At(3));
        small.Announce(Torrent, Someone(3), 0, At(4));
        Assert.True(small.IsMember(Torrent, Peer(1)) && !small.IsMember(Torrent, Peer(2)));
        Assert.Equal(Peer(1), Assert.Single(small.Expire(At(63))).Peer.Id);
    }

    [Theory]
    [InlineData(2, 30, 10, 2)]
    [InlineData(30, 2, 10, 8)]
    [InlineData(3, 3, 10, 3)]
    [InlineData(1, 0, 1, 1)]
    [InlineData(1, 1, 1, 1)]
    public void Where_one_kind_runs_short_the_other_fills_up(int seeders, int leechers, int max, int expectedSeeders)
    {
        for (var i = 1; i <= seeders + leechers; i++)
            Announce(i, left: i <= seeders ? 0 : 7);
        var named = _registry.HandOut(Torrent, Peer(999), max);
        Assert.Equal(int.Min(max, seeders + leechers), named.Length);
        Assert.Equal(expectedSeeders, named.Count(m => m.IsSeeder));
    }

    [Fact]
    public void A_seeder_is_not_sent_to_seeders()
    {
        Announce(1, 0);
        Announce(2, 0);
        Announce(3, 8);
        Assert.Equal(Peer(3), Assert.Single(_registry.HandOut(Torrent, Peer(1), 10)).Peer.Id);
    }

    [Fact]
    public void A_full_swarm_lets_the_oldest_lease_go()
    {
        var small = new SwarmRegistry(At(60), 2, new MixedSample(new Random(1)));
        for (var i = 1; i <= 3; i++)
            small.Announce(Torrent, Someone(i), 0, At(i));
        Assert.False(small.IsMember(Torrent, Peer(1)));
        Assert.Equal(2, small.CountsOf(Torrent).Seeders);
    }

    [Fact]
    public void Who_leaves_leaves_everywhere()
    {
        Announce(1, 0);
        Assert.Equal(Torrent, Assert.Single(_registry.LeaveAll(Peer(1))));
        Assert.Empty(_registry.LeaveAll(Peer(1)));
        Assert.False(_registry.Leave(Torrent, Peer(1)));
    }

    [Fact(DisplayName = "S1.13, S1.18: the directory forgets who gives no sign of life")]
    public void Directory_leases()
    {
        var directory = new PeerDirectory<string>(At(60), maxPeers: 2);
        Assert.Equal(RegistrationKind.New, Register(directory, 1, "a", 0).Kind);
        Assert.Equal(RegistrationKind.Renewed, Register(directory, 1, "a", 10).Kind);
        Assert.Equal(RegistrationKind.New, Register(directory, 2, "c", 10).Kind);
        Assert.Equal(RegistrationKind.Full, Register(directory, 3, "d", 10).Kind);
        Assert.True(directory.Renew(Peer(2), At(50)));
        Assert.Equal(Peer(1), Assert.Single(directory.Expire(At(70))).Id);
        Assert.False(directory.Renew(Peer(1), At(71)));
        Assert.True(directory.TryGet(Peer(2), out _, out var handle));
        Assert.Equal("c", handle);
    }

    [Fact]
    public void The_directory_is_read_page_by_page()
    {
        var directory = new PeerDirectory<string>(At(60), 100);
        for (var i = 1; i <= 25; i++)
            Register(directory, i, "x", 0);
        var seen = new List<PeerId>();
        PeerId? after = null;
        while (directory.Page(after, 10) is { Length: > 0 } page)
        {
            seen.AddRange(page.Select(p => p.Id));
            after = page[^1].Id;
        }

        Assert.Equal(Enumerable.Range(1, 25).Select(Peer), seen);
    }

    [Fact(DisplayName = "While a lease lasts only who names the same proof may register under the id, and only who has the session may speak")]
    public void Proofs_and_sessions()
    {
        var directory = new PeerDirectory<string>(At(60), 100);
        var first = Register(directory, 1, "a", 0);
        Assert.True(directory.MaySpeak(Peer(1), first.Session));
        Assert.False(directory.MaySpeak(Peer(1), Guid.NewGuid()));
        Assert.False(directory.MaySpeak(Peer(1), Guid.Empty));
        Assert.False(directory.MaySpeak(Peer(2), first.Session));

        Assert.Equal(RegistrationKind.Impostor, Register(directory, 1, "b", 1, proof: 99).Kind);
        Assert.True(directory.TryGet(Peer(1), out _, out var handle));
        Assert.Equal("a", handle);
        Assert.True(directory.MaySpeak(Peer(1), first.Session));

        Assert.Equal(new Registration(RegistrationKind.Renewed, first.Session, IsNews: false), Register(directory, 1, "a", 2));
        var restarted = Register(directory, 1, "b", 3);
        Assert.Equal(RegistrationKind.Restarted, restarted.Kind);
        Assert.False(directory.MaySpeak(Peer(1), first.Session));
        Assert.True(directory.MaySpeak(Peer(1), restarted.Session));

        directory.Expire(At(63));
        Assert.False(directory.MaySpeak(Peer(1), restarted.Session));
        Assert.Equal(RegistrationKind.New, Register(directory, 1, "c", 64, proof: 99).Kind);
    }

    private static Registration Register(PeerDirectory<string> directory, int peer, string handle, double at, int? proof = null) =>
        directory.Register(Someone(peer), handle, Sha256Digest.Of([(byte)(proof ?? peer)]), Guid.NewGuid(), At(at));

    private static SwarmPeer Someone(int i) => new(Peer(i), new PeerAddress("10.0.0." + i, 8001));

    private bool Announce(int peer, long left, double at = 0) => _registry.Announce(Torrent, Someone(peer), left, At(at));
}
