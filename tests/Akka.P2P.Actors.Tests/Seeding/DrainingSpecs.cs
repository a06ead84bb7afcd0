namespace Akka.P2P.Actors.Tests.Seeding;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Akka.TestKit;
using Xunit.Abstractions;
using static Akka.P2P.Protocol.ChunkProtocol;

/// <summary>A seeder's last minutes, seen by those who fetch from it; no time passes but where it is said.</summary>
public sealed class DrainingSpecs : SwarmSpec
{
    private const int ChunkLength = 256 * 1024;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly Metainfo _torrent = Torrent("drained.bin", 4 * ChunkLength, ChunkLength);
    private readonly IActorRef _peer;
    private IActorRef _seeder = ActorRefs.Nobody;
    private readonly TestProbe _one;
    private readonly TestProbe _other;
    private readonly TestProbe _operator;

    public DrainingSpecs(ITestOutputHelper output)
        : base(output, virtualTime: true)
    {
        _peer = StartPeer(11, Defaults with { Trackers = [], Seed = Defaults.Seed with { Unchoke = Defaults.Seed.Unchoke with { Slots = 2, MaxServed = 2 } } });
        (_one, _other, _operator) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        _peer.Tell(new PeerCommands.ShareTorrent(_torrent, Whole(_torrent)));
        ExpectMsg<PeerCommands.TorrentShared>();
        ShowInterest(_one, 12);
        ShowInterest(_other, 13);
    }

    [Fact(DisplayName = "Everybody is choked at once; who has begun a chunk gets the rest of it and nothing else, and only then the seeder is drained")]
    public void Finishes_what_was_begun()
    {
        Ask(_one, 12, chunk: 0, attempt: 1, offset: 0, slices: 1);
        _one.ExpectMsg<SliceData>();

        _peer.Tell(new PeerCommands.Drain(Limit), _operator);

        _other.ExpectMsg<PeerProtocol.Choked>();
        _one.ExpectMsg<PeerProtocol.Choked>();
        // One that is new, and one it had begun.
        Ask(_one, 12, chunk: 1, attempt: 2, offset: 0, slices: 1);
        Ask(_one, 12, chunk: 0, attempt: 1, offset: 1, slices: 3);
        Assert.Equal(RefusalReason.Choked, _one.ExpectMsg<SliceRefused>().Reason);
        for (var slice = 1; slice <= 3; slice++)
            Assert.Equal((1L, slice * WireLimits.SliceBytes), _one.ExpectMsg<SliceData>() is var data ? (data.Attempt, data.Offset) : default);
        Assert.Equal(0, _operator.ExpectMsg<PeerCommands.Drained>().Unfinished);
    }

    [Fact(DisplayName = "Who never asks for the rest holds a drained seeder up no longer than the limit, and is counted")]
    public void Is_bounded()
    {
        Ask(_one, 12, chunk: 0, attempt: 1, offset: 0, slices: 1);
        _one.ExpectMsg<SliceData>();
        _peer.Tell(new PeerCommands.Drain(Limit), _operator);
        _other.ExpectMsg<PeerProtocol.Choked>();

        Advance(Limit - TimeSpan.FromSeconds(1));
        // It answers in turn: a drained that came before would be seen first.
        _operator.Send(_peer, new PeerCommands.GetStatus());
        _operator.ExpectMsg<PeerCommands.PeerStatus>();
        Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(1, _operator.ExpectMsg<PeerCommands.Drained>().Unfinished);
    }

    [Fact(DisplayName = "A peer that is drained takes nothing new: no share, no download, nobody to serve")]
    public void Takes_nothing_new()
    {
        _peer.Tell(new PeerCommands.Drain(Limit), _operator);
        _operator.ExpectMsg<PeerCommands.Drained>();
        var late = Torrent("late.bin", 1000);

        foreach (var order in (object[])[new PeerCommands.ShareTorrent(late, Whole(late)), Download(late, Whole(late))])
        {
            _operator.Send(_peer, order);
            Assert.Equal(ReturnCode.Forbidden, _operator.ExpectMsg<PeerCommands.CommandRefused>().Code);
        }

        var third = CreateTestProbe();
        third.Send(_peer, new PeerProtocol.Interested(_torrent.Id, Peer(14), 14));
        third.FishForMessage(m => m is PeerProtocol.Choked);
    }

    private void ShowInterest(TestProbe probe, int number)
    {
        probe.Send(_peer, new PeerProtocol.Interested(_torrent.Id, Peer(number), number));
        probe.FishForMessage(m => m is PeerProtocol.Unchoked);
        _seeder = probe.LastSender;
    }

    private void Ask(TestProbe probe, int number, int chunk, long attempt, int offset, int slices) => probe.Send(
        _seeder,
        new GetSlices(_torrent.Id, Id(number), [new SliceRange(chunk, attempt, offset * WireLimits.SliceBytes, slices * WireLimits.SliceBytes)]));
}
