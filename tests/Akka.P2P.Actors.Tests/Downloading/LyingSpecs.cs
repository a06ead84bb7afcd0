namespace Akka.P2P.Actors.Tests.Downloading;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Lies;
using Akka.P2P.Testing;
using Akka.TestKit;
using Xunit.Abstractions;

/// <summary>One download from real peers, of which some lie or are broken. Time is virtual; what is waited for is always an event.</summary>
public sealed class LyingSpecs : SwarmSpec
{
    private const int Size = (40 * 16 * 1024) - 3;
    private readonly Metainfo _torrent = Torrent("truth.bin", Size);
    private readonly MemoryChunkStore _store;
    private readonly TestProbe _events;

    public LyingSpecs(ITestOutputHelper output)
        : base(output, virtualTime: true)
    {
        _store = new MemoryChunkStore(_torrent.Grid);
        _events = CreateTestProbe("events");
    }

    [Theory(DisplayName = "Seed fault: a corrupt or short chunk is accepted and seeded on; S2.105, S1.47: proof of a lie bans two liars, and an honest source finishes")]
    [InlineData(Lie.WrongBytes, FetchFailure.Corrupt, "hash")]
    [InlineData(Lie.OtherChunk, FetchFailure.Corrupt, "hash")]
    [InlineData(Lie.Short, FetchFailure.Malformed, "TooShort")]
    [InlineData(Lie.Long, FetchFailure.Malformed, "TooLong")]
    [InlineData(Lie.CorruptHave, FetchFailure.Malformed, "claims to have chunk 47")]
    [InlineData(Lie.CorruptBitfield, FetchFailure.Malformed, "bitfield")]
    public async Task Proof(Lie lie, FetchFailure kind, string what)
    {
        await Start(21, lie);
        await Start(22, lie);
        Fetch(21, 22);

        var banned = new[] { Next<PeerEvents.SourceBanned>(), Next<PeerEvents.SourceBanned>() };

        Assert.Equal([Id(21), Id(22)], banned.Select(b => b.Peer.Id).Order());
        var isAboutChunk = lie is not (Lie.CorruptHave or Lie.CorruptBitfield);
        foreach (var evidence in banned.Select(b => Assert.Single(b.Evidence)))
        {
            Assert.Equal(kind, evidence.Kind);
            Assert.Contains(what, evidence.Detail, StringComparison.Ordinal);
            Assert.Equal(isAboutChunk, evidence.IsAboutChunk);
        }

        // Nothing of it was kept, so nothing can be seeded on.
        Assert.True(_store.Held().IsEmpty);
        await Start(23, Lie.None);
        Found(23);
        var finished = Next<PeerEvents.DownloadFinished>();
        Assert.Equal([Id(21), Id(22)], finished.Banned.Keys.Order());
        Assert.Equal(Size, Assert.Single(finished.Sources, s => s.Bytes > 0).Bytes);
        Assert.Equal(Fixtures.Bytes("truth.bin", Size), await Content(_store));
    }

    [Fact(DisplayName = "Seed fault: it cuts every chunk to 20 characters and reports success; S2.99: a source that cuts is banned, success is every byte")]
    public async Task Cut_to_20()
    {
        await Start(21, Lie.CutTo20);
        Fetch(21);
        var evidence = Assert.Single(Next<PeerEvents.SourceBanned>().Evidence);
        Assert.Contains("20 bytes", evidence.Detail, StringComparison.Ordinal);
        Assert.False(_store.IsComplete);

        await Start(22, Lie.None);
        Found(22);
        var finished = Next<PeerEvents.DownloadFinished>();
        Assert.Equal(Size, finished.Bytes);
        Assert.Equal(Fixtures.Bytes("truth.bin", Size), await Content(_store));
    }

    [Fact(DisplayName = "A liar that lies about some chunks only is banned at the first of them; what it gave truly is kept")]
    public async Task Some_lies()
    {
        await Start(21, new LieSettings(Lie.WrongBytes, Share: 0.2, Seed: 5));
        Fetch(21);
        Assert.Equal(Id(21), Next<PeerEvents.SourceBanned>().Peer.Id);
        await Start(22, Lie.None);
        Found(22);
        var finished = Next<PeerEvents.DownloadFinished>();
        Assert.Equal(Id(21), Assert.Single(finished.Banned).Key);
        Assert.Equal(Size, finished.Sources.Sum(s => s.Bytes));
        Assert.Equal(Fixtures.Bytes("truth.bin", Size), await Content(_store));
    }

    [Theory(DisplayName = "Seed fault: a frozen seeder hangs it for ever; S2.65, S2.96: who sends nothing of use is named, not banned, and another source finishes")]
    [InlineData(Lie.Nothing, "no slice for 10 s")]
    [InlineData(Lie.WrongAttempt, "no slice for 10 s")]
    [InlineData(Lie.Mute, "no answer")]
    [InlineData(Lie.HaveAllHasNothing, "NotHeld")]
    [InlineData(Lie.Broken, "ReadFailed")]
    [InlineData(Lie.ChokeStorm, "its turn for us was over")]
    public async Task No_proof(Lie lie, string why)
    {
        await Start(21, lie);
        Fetch(lie == Lie.Mute ? [] : [21]);
        if (lie == Lie.Mute)
            Found(21);

        var failing = AdvanceUntil<PeerEvents.DownloadProgress>(p => !p.Unreachable.IsEmpty);

        var trouble = Assert.Single(failing.Unreachable);
        Assert.Equal((Id(21), Peer(21).Address), (trouble.Peer!.Value, trouble.Address));
        Assert.Contains(why, trouble.Why, StringComparison.Ordinal);
        await Start(22, Lie.None);
        Found(22);
        var finished = AdvanceUntil<PeerEvents.DownloadFinished>(_ => true);
        Assert.Empty(finished.Banned);
        Assert.True(Assert.Single(finished.Sources, s => s.Peer == Id(21)).Failures > 0);
        Assert.Equal(Size, Assert.Single(finished.Sources, s => s.Peer == Id(22)).Bytes);
        Assert.Equal(Fixtures.Bytes("truth.bin", Size), await Content(_store));
    }

    [Theory(DisplayName = "Slices that nobody asked for, or that come twice, harm nobody: no failure, no ban")]
    [InlineData(Lie.Unasked)]
    [InlineData(Lie.Duplicate)]
    public async Task No_harm(Lie lie)
    {
        await Start(21, lie);
        Fetch(21);
        var finished = Next<PeerEvents.DownloadFinished>();
        Assert.Empty(finished.Banned);
        Assert.Equal(0, Assert.Single(finished.Sources).Failures);
        Assert.Equal(Fixtures.Bytes("truth.bin", Size), await Content(_store));
    }

    [Fact(DisplayName = "An honest source that is only slow is never banned, and finishes")]
    public async Task Slow()
    {
        await Start(21, Lie.Slow);
        Fetch(21);
        var finished = AdvanceUntil<PeerEvents.DownloadFinished>(_ => true);
        Assert.Empty(finished.Banned);
        Assert.Equal(Fixtures.Bytes("truth.bin", Size), await Content(_store));
    }

    private Task Start(int number, Lie lie) => Start(number, new LieSettings(lie, Seed: number));

    /// <summary>A seeder of the torrent that lies like that.</summary>
    private async Task Start(int number, LieSettings lies)
    {
        var honest = PeerActor.CreateProps(Services(number), Defaults with { Trackers = [] });
        var peer = Sys.ActorOf(LyingPeer.CreateProps(honest, lies), $"peer{number}");
        PeerIs(number, peer);
        Assert.IsType<PeerCommands.TorrentShared>(
            await peer.Ask<object>(new PeerCommands.ShareTorrent(_torrent, Whole(_torrent)), Patience.Default));
    }

    private void Fetch(params int[] sources)
    {
        Sys.EventStream.Subscribe(_events.Ref, typeof(PeerEvents.SourceBanned));
        Sys.EventStream.Subscribe(_events.Ref, typeof(PeerEvents.DownloadFinished));
        Sys.EventStream.Subscribe(_events.Ref, typeof(PeerEvents.DownloadProgress));
        var leecher = StartPeer(31, Defaults with { Trackers = [] });
        leecher.Tell(Download(_torrent, _store, knowsMetainfo: true, [.. sources.Select(n => Peer(n).Address)]), ActorRefs.NoSender);
    }

    /// <summary>As a tracker's link would tell it.</summary>
    private void Found(int number)
    {
        var downloads = Sys.ActorSelection("/user/peer31/downloads/*");
        AwaitAssert(() => downloads.ResolveOne(TimeSpan.FromSeconds(1)).GetAwaiter().GetResult());
        downloads.Tell(new SwarmDuty.SourcesFound(_torrent.Id, [Peer(number)]));
    }

    /// <summary>Without any time passing.</summary>
    private T Next<T>() => (T)_events.FishForMessage(m => m is T, Patience.Default);

    /// <summary>
    /// Time passes in small steps, each with a moment for the threads that hash; bounded in virtual time, by ten minutes.
    /// </summary>
    private T AdvanceUntil<T>(Func<T, bool> wanted)
    {
        for (var step = 0; step < 6000; step++)
        {
            Advance(TimeSpan.FromMilliseconds(100));
            while (_events.ReceiveOne(TimeSpan.FromMilliseconds(5)) is { } message)
            {
                if (message is T found && wanted(found))
                    return found;
            }
        }

        throw new TimeoutException($"No such {typeof(T).Name} within ten minutes of virtual time.");
    }
}
