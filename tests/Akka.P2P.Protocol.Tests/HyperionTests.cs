namespace Akka.P2P.Protocol.Tests;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.Serialization;
using Akka.Serialization.Hyperion;
using global::Hyperion;

/// <summary>Every control message goes through Hyperion with the allow-list, and stays under the frame limit at its largest.</summary>
public sealed class HyperionTests : IDisposable
{
    private const int FrameLimit = 128_000;
    private const int EnvelopeBytes = 2_000;

    private static readonly TorrentId Torrent = new(Enumerable.Repeat((byte)0xCD, 32).ToArray());
    private static readonly PeerId Id = new(Enumerable.Repeat((byte)0xAB, 16).ToArray());

    private readonly ActorSystem _system;

    public HyperionTests()
    {
        var filter = TypeFilterBuilder.Create();
        foreach (var type in WireTypes.AllowList)
            filter.Include(type);
        var config = ConfigurationFactory.FromResource("Akka.P2P.Protocol.reference.conf", typeof(WireLimits).Assembly);
        _system = ActorSystem.Create("p2p", ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(config),
            HyperionSerializerSetup.Empty.WithTypeFilter(filter.Build())));
    }

    public static TheoryData<string> Largest { get; } = [.. Messages().Keys];

    [Theory]
    [MemberData(nameof(Largest))]
    public void The_largest_of_each_survives_and_fits_a_frame(string name)
    {
        var message = Messages()[name];
        var serializer = _system.Serialization.FindSerializerFor(message);
        Assert.IsType<HyperionSerializer>(serializer);
        var bytes = serializer.ToBinary(message);
        Assert.InRange(bytes.Length, 1, FrameLimit - EnvelopeBytes);
        var read = serializer.FromBinary(bytes, message.GetType());
        Assert.Equal(message.GetType(), read.GetType());
        Assert.Equal(bytes, serializer.ToBinary(read));
    }

    [Fact]
    public void Every_message_has_an_example() =>
        Assert.Equal(WireTypes.Messages.Select(t => t.FullName).Order(), Messages().Values.Select(m => m.GetType().FullName).Distinct().Order());

    [Fact]
    public void Slices_have_their_own_serializer() => Assert.IsType<SliceDataSerializer>(
        _system.Serialization.FindSerializerFor(SliceData.Of(Torrent, 0, 0, 0, [1])));

    public void Dispose() => _system.Dispose();

    private static Dictionary<string, object> Messages()
    {
        var (guid, peer) = (Guid.NewGuid(), new SwarmPeer(Id, new PeerAddress(new string('h', 60) + "." + new string('x', 60), 65535)));
        var member = new SwarmMember(peer, long.MaxValue);
        ImmutableArray<SwarmPeer> peers = [.. Enumerable.Range(0, WireLimits.MaxPeersInPage).Select(i => Another(i))];
        ImmutableArray<SwarmMember> members = [.. peers.Select(p => new SwarmMember(p, 5))];
        var page = new byte[WireLimits.PageBytes];
        ImmutableArray<TrackerProtocol.TorrentSummary> torrents =
        [
            .. Enumerable.Range(0, WireLimits.MaxTorrentsInPage).Select(i => new TrackerProtocol.TorrentSummary(
                Torrent, new string('ü', WireLimits.MaxNameInSummary), long.MaxValue, int.MaxValue, 9, 9,
                [.. Enumerable.Range(0, WireLimits.MaxMembersInSummary).Select(j => new SwarmMember(Another((i * 8) + j), 5))])),
        ];
        object[] all =
        [
            new TrackerProtocol.Refused(guid, OperationCode.GetList, ReturnCode.Fail, Torrent, "no"),
            new TrackerProtocol.Register(guid, peer, "name", new byte[NodeSecret.TokenSize], 1),
            new TrackerProtocol.Registered(guid, guid, 60, guid),
            new TrackerProtocol.AddressChecked(new PeerAddress("host.example", 8001), TrackerProtocol.Reachability.Unreachable),
            new TrackerProtocol.Unregister(guid, Id, guid),
            new TrackerProtocol.Unregistered(guid),
            new TrackerProtocol.Ping(1),
            new TrackerProtocol.Pong(1, Id, guid),
            new TrackerProtocol.WatchPeers(guid, Id, guid, true),
            new TrackerProtocol.PeersWatched(guid, true),
            new TrackerProtocol.PeerJoined(peer),
            new TrackerProtocol.PeerLeft(peer),
            new TrackerProtocol.ListPeers(guid, Id, 5),
            new TrackerProtocol.PeerPage(guid, peers, Id),
            new TrackerProtocol.ListTorrents(guid, "ab", Torrent, 5),
            new TrackerProtocol.TorrentPage(guid, ReturnCode.Success, torrents, Torrent),
            new TrackerProtocol.GetTorrent(guid, Torrent, 0),
            new TrackerProtocol.Publish(guid, Id, guid, Torrent, 1, 2, 0, page),
            new TrackerProtocol.PageTaken(guid, 5),
            new TrackerProtocol.Published(guid, Torrent, true),
            new TrackerProtocol.StartSeed(guid, Id, guid, Torrent),
            new TrackerProtocol.SeedStarted(guid, Torrent),
            new TrackerProtocol.StopSeed(guid, Id, guid, Torrent),
            new TrackerProtocol.SeedStopped(guid, Torrent, ReturnCode.FinishedSeeding),
            new TrackerProtocol.Announce(guid, Id, guid, Torrent, 5, TrackerProtocol.AnnounceEvent.Started, 50),
            new TrackerProtocol.Announced(guid, Torrent, ReturnCode.Success, 1, 2, members),
            new TrackerProtocol.GetPeers(guid, Id, guid, Torrent, 5, true),
            new TrackerProtocol.SwarmView(guid, Torrent, 1, 2, members),
            new TrackerProtocol.SwarmChanged(Torrent, [member], [Id]),
            new MetainfoData(guid, Torrent, 1, 2, 0, page),
            new PeerProtocol.Ping(1),
            new PeerProtocol.Pong(1, Id),
            new PeerProtocol.Interested(Torrent, peer, 1),
            new PeerProtocol.Uninterested(Torrent, Id),
            new PeerProtocol.Choked(Torrent, Id, 1),
            new PeerProtocol.Unchoked(Torrent, Id, 1),
            new PeerProtocol.HaveAll(Torrent, Id, 1),
            new PeerProtocol.Have(Torrent, Id, 1, [.. Enumerable.Range(0, WireLimits.MaxChunksInHave)]),
            new PeerProtocol.BitfieldPage(Torrent, Id, 1, 5, 0, 1, page),
            new PeerProtocol.GetPeers(guid, Torrent, Id, 5),
            new PeerProtocol.KnownPeers(guid, Torrent, peers),
            new PeerProtocol.GetMetainfo(guid, Torrent, 0),
            new PeerProtocol.Refused(guid, Torrent, 1, OperationCode.Interested, ReturnCode.NotFound, "no"),
            new ChunkProtocol.GetSlices(Torrent, Id, [new ChunkProtocol.SliceRange(1, 2, 3, 4), new ChunkProtocol.SliceRange(5, 6, 7, 8)]),
            new ChunkProtocol.SliceRefused(Torrent, [new ChunkProtocol.SliceRange(1, 2, 3, 4)], ChunkProtocol.RefusalReason.Choked),
            new ChunkProtocol.CancelChunk(Torrent, Id, 1, 2),
            new TalkProtocol.Broadcast(guid, peer, new string('n', WireLimits.MaxNodeName), new string('漢', WireLimits.MaxBroadcastText)),
            new TalkProtocol.Heard(guid, Id),
            new TalkProtocol.TalkRefused(guid, Id, ReturnCode.Overloaded, "no"),
            new TalkProtocol.OfferFile(guid, peer, "name", Torrent, new string('f', 255), long.MaxValue, int.MaxValue),
            new TalkProtocol.OfferPending(guid),
            new TalkProtocol.OfferAccepted(guid, long.MaxValue),
            new TalkProtocol.OfferDeclined(guid, ReturnCode.Forbidden, "no"),
            new TalkProtocol.OfferReceived(guid),
            new TalkProtocol.OfferFailed(guid, ReturnCode.FailedToDownload, "no"),
            new TalkProtocol.OfferWithdrawn(guid),
        ];
        return all.ToDictionary(m => m.GetType().FullName!);

        static SwarmPeer Another(int i)
        {
            var bytes = new byte[PeerId.Size];
            BitConverter.TryWriteBytes(bytes, i);
            return new SwarmPeer(new PeerId(bytes), new PeerAddress(new string('h', 55) + i, 65535));
        }
    }
}
