namespace Akka.P2P.Actors.Tests.Seeding;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Akka.TestKit;
using Xunit.Abstractions;
using static Akka.P2P.Protocol.ChunkProtocol;

/// <summary>What a seeder of something new shows to several peers at once, seen by them.</summary>
public sealed class FirstHandoutSpecs : SwarmSpec
{
    private const int ChunkLength = 64 * 1024;
    private readonly Metainfo _torrent = Torrent("new.bin", 256 * ChunkLength, ChunkLength);
    private readonly IActorRef _peer;

    public FirstHandoutSpecs(ITestOutputHelper output)
        : base(output, virtualTime: true)
    {
        _peer = StartPeer(11, Defaults with { Trackers = [], Seed = Defaults.Seed with { HandoutAhead = 8 * ChunkLength } });
        _peer.Tell(new PeerCommands.ShareTorrent(_torrent, Whole(_torrent)));
        ExpectMsg<PeerCommands.TorrentShared>();
    }

    [Fact(DisplayName = "The first peer sees everything while it is alone; once others come all are shown chunks one by one, nobody the same, and further ones as they get them")]
    public void Shown_one_by_one()
    {
        var first = Interested(21);
        first.ExpectMsg<PeerProtocol.HaveAll>();
        first.ExpectMsg<PeerProtocol.Unchoked>();
        var (second, third) = (Interested(22), Interested(23));

        var sees = first.ExpectMsg<PeerProtocol.BitfieldPage>();
        Assert.Equal((256, 1), (sees.ChunkCount, sees.PageCount));
        Assert.All(sees.Bits, b => Assert.Equal(0, b));
        var toFirst = first.ExpectMsg<PeerProtocol.Have>().Chunks;
        var (toSecond, toThird) = (second.ExpectMsg<PeerProtocol.Have>().Chunks, third.ExpectMsg<PeerProtocol.Have>().Chunks);
        second.ExpectMsg<PeerProtocol.Unchoked>();
        Assert.Equal((4, 4, 4), (toFirst.Length, toSecond.Length, toThird.Length));
        Assert.Equal(12, toFirst.Concat(toSecond).Concat(toThird).Distinct().Count());

        Get(second, 22, toSecond[0]);
        second.ExpectMsg<SliceData>();
        Assert.Empty(second.ExpectMsg<PeerProtocol.Have>().Chunks.Intersect(toThird));
    }

    [Fact(DisplayName = "When everything went out once, those who saw a part hear that all is here")]
    public void Over()
    {
        var first = Interested(21);
        first.ExpectMsg<PeerProtocol.HaveAll>();
        var second = Interested(22);
        var notWaitedFor = ((PeerProtocol.Have)first.FishForMessage(m => m is PeerProtocol.Have)).Chunks;
        var got = new HashSet<int>();
        var isOver = false;
        while (!isOver)
        {
            switch (second.ReceiveOne(RemainingOrDefault))
            {
                case PeerProtocol.Have have:
                    foreach (var chunk in have.Chunks)
                        Get(second, 22, chunk);
                    break;
                case SliceData slice:
                    Assert.True(got.Add(slice.Chunk));
                    break;
                case PeerProtocol.HaveAll:
                    isOver = true;
                    break;
                case PeerProtocol.Unchoked:
                    break;
                case var other:
                    Assert.Fail($"{other}");
                    break;
            }
        }

        Assert.Equal(256 - notWaitedFor.Length, got.Count);
    }

    [Fact(DisplayName = "Who asks for nothing of what it is shown has it already: it is shown other chunks, and soon everything")]
    public void Passed_over()
    {
        Interested(21).ExpectMsg<PeerProtocol.HaveAll>();
        var second = Interested(22);
        var shown = second.ExpectMsg<PeerProtocol.Have>().Chunks;
        second.ExpectMsg<PeerProtocol.Unchoked>();

        Advance(Defaults.Seed.ReviewInterval);

        Assert.Empty(second.ExpectMsg<PeerProtocol.Have>().Chunks.Intersect(shown));
        Advance(3 * Defaults.Seed.ReviewInterval);
        second.FishForMessage(m => m is PeerProtocol.HaveAll);
    }

    private TestProbe Interested(int number)
    {
        var probe = CreateTestProbe();
        _peer.Tell(new PeerProtocol.Interested(_torrent.Id, Peer(number), 1), probe.Ref);
        return probe;
    }

    private void Get(TestProbe probe, int number, int chunk) => probe.Send(
        probe.LastSender, new GetSlices(_torrent.Id, Id(number), [new SliceRange(chunk, chunk + 1, 0, ChunkLength)]));
}
