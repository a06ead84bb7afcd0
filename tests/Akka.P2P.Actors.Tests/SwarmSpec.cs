namespace Akka.P2P.Actors.Tests;

using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Actors.Storing;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Actors.Tracking;
using Akka.P2P.Core.Catalogue;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;
using Akka.P2P.Testing;
using Xunit.Abstractions;

/// <summary>A swarm in one actor system: addresses lead to local actors or probes, and nothing touches a socket or a disk.</summary>
public abstract class SwarmSpec : P2PSpec, INodeLocator
{
    public static readonly PeerAddress TrackerAddress = new("10.0.0.1", 8888);

    private readonly ConcurrentDictionary<PeerAddress, ICanTell> _peers = new();
    private readonly ConcurrentDictionary<PeerAddress, ICanTell> _trackers = new();
    private readonly bool _virtualTime;

    protected SwarmSpec(ITestOutputHelper output, bool virtualTime = false)
        : base(output, "akka.loglevel = INFO", virtualTime) => _virtualTime = virtualTime;

    protected WorkPool Pool { get; } = new(2);

    protected MemoryTorrentCatalogue Catalogue { get; private set; } = new(TimeProvider.System);

    protected TimeProvider Time => _virtualTime ? new SchedulerTime(Sys.Scheduler) : TimeProvider.System;

    /// <summary>The defaults, with one tracker; but whoever asks sees all that a seeder holds, so that specs need not care who came first.</summary>
    protected static PeerSettings Defaults { get; } = PeerSettings.From(
        ConfigurationFactory.ParseString(
            $$"""
            akka.p2p {
              peer.trackers = ["{{TrackerAddress}}"]
              seed.handout-ahead = 0
            }
            """).WithFallback(ReferenceConfig.Load()));

    ICanTell INodeLocator.Peer(PeerAddress address) => _peers.GetValueOrDefault(address, Sys.DeadLetters);

    ICanTell INodeLocator.Tracker(PeerAddress address) => _trackers.GetValueOrDefault(address, Sys.DeadLetters);

    protected static PeerId Id(int number)
    {
        var bytes = new byte[PeerId.Size];
        bytes[^1] = (byte)number;
        return new PeerId(bytes);
    }

    protected static SwarmPeer Peer(int number) => new(Id(number), new PeerAddress($"10.0.0.{number}", 8000 + number));

    /// <summary>What the peer of that number proves by to the tracker that it is the one.</summary>
    protected static byte[] Token(int number) => Secret(number).TokenFor(TrackerAddress);

    private static NodeSecret Secret(int number) => new([.. Enumerable.Repeat((byte)number, NodeSecret.Size)]);

    /// <summary>A torrent of one file whose bytes anyone can make again from its name.</summary>
    protected static Metainfo Torrent(string name, int size, int chunkLength = 16 * 1024) =>
        MetainfoBuilder.File(HashedFile.FromContent([name], Fixtures.Bytes(name, size), chunkLength), chunkLength);

    protected static MemoryChunkStore Whole(Metainfo metainfo) =>
        MemoryChunkStore.Seeded(metainfo.Grid, Fixtures.Bytes(metainfo.Name, (int)metainfo.TotalLength));

    /// <summary>A torrent of files of one chunk each, chunk i of <paramref name="size"/>(i) bytes.</summary>
    protected static Metainfo SmallFiles(string name, int count, Func<int, int> size, int chunkLength = 256 * 1024) =>
        MetainfoBuilder.Folder(name, chunkLength,
            [.. Enumerable.Range(0, count).Select(i => HashedFile.FromContent([$"{i / 100:000}", $"{i:000000}"], SmallFile(name, i, size(i)), chunkLength))]);

    protected static MemoryChunkStore WholeOfSmall(Metainfo metainfo) => MemoryChunkStore.Seeded(metainfo.Grid, ContentOfSmall(metainfo));

    /// <summary>All bytes of a torrent of <see cref="SmallFiles"/>.</summary>
    protected static byte[] ContentOfSmall(Metainfo metainfo) =>
        [.. metainfo.Grid.All.SelectMany(c => SmallFile(metainfo.Name, c.Value, metainfo.Grid.LengthOf(c)))];

    protected static byte[] SmallFile(string name, int number, int size) => Fixtures.Bytes($"{name}/{number}", size);

    protected static async Task<byte[]> Content(IChunkStore store)
    {
        var bytes = new List<byte>();
        foreach (var chunk in store.Grid.All)
        {
            var part = new byte[store.Grid.LengthOf(chunk)];
            await store.ReadAsync(chunk, 0, part, CancellationToken.None);
            bytes.AddRange(part);
        }

        return [.. bytes];
    }

    protected PeerServices Services(int number) => new()
    {
        Self = Peer(number),
        Secret = Secret(number),
        Name = $"peer {number}",
        Locator = this,
        Pool = Pool,
        Time = Time,
        Seed = number,
        Files = FilesOf(number),
    };

    /// <summary>The files that the peer of that number sends and receives; null for none.</summary>
    protected virtual ITransferFiles? FilesOf(int number) => null;

    protected IActorRef StartTracker(TrackerSettings? settings = null, string? name = null, AddressProbe? probe = null)
    {
        var tracker = Sys.ActorOf(
            TrackerActor.CreateProps(Catalogue, settings ?? TrackerSettings.From(ReferenceConfig.Load()), Pool, Time, seed: 1, probe), name);
        _trackers[TrackerAddress] = tracker;
        return tracker;
    }

    protected IActorRef StartPeer(int number, PeerSettings? settings = null)
    {
        var peer = Sys.ActorOf(PeerActor.CreateProps(Services(number), settings ?? Defaults), $"peer{number}");
        _peers[Peer(number).Address] = peer;
        return peer;
    }

    protected void ForgetCatalogue() => Catalogue = new MemoryTorrentCatalogue(TimeProvider.System);

    protected void PeerIs(int number, ICanTell actor) => _peers[Peer(number).Address] = actor;

    protected void TrackerIs(ICanTell actor) => _trackers[TrackerAddress] = actor;

    /// <summary>A download into memory.</summary>
    protected static PeerCommands.StartDownload Download(
        Metainfo metainfo, IChunkStore store, bool knowsMetainfo = true, params PeerAddress[] peers) =>
        new(metainfo.Id, knowsMetainfo ? metainfo : null, (_, _) => Task.FromResult(store), [.. peers]);

    protected override void AfterAll()
    {
        base.AfterAll();
        Pool.Dispose();
    }

    /// <summary>The scheduler's time, for those who measure spans.</summary>
    private sealed class SchedulerTime(IScheduler scheduler) : TimeProvider
    {
        private readonly DateTimeOffset _origin = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => scheduler.Now;

        public override long GetTimestamp() => (scheduler.Now - _origin).Ticks;
    }
}
