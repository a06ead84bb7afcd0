namespace Akka.P2P.Actors.Tests.Downloading;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Akka.P2P.Testing;
using Akka.TestKit;
using Xunit.Abstractions;
using static Akka.P2P.Protocol.ChunkProtocol;

/// <summary>One download against sources that are probes, in virtual time.</summary>
public sealed class FetchingSpecs : SwarmSpec
{
    private const int Size = 16 * 1024;
    private readonly Metainfo _torrent = Torrent("x.bin", Size);
    private readonly MemoryChunkStore _store;

    public FetchingSpecs(ITestOutputHelper output)
        : base(output, virtualTime: true) => _store = new MemoryChunkStore(_torrent.Grid);

    [Fact(DisplayName = "S2.65, S2.97: a chunk whose source went silent is asked for again, under a new attempt")]
    public void Silence_is_retried()
    {
        var source = Source(21);
        StartDownload(source);
        Unchoke(source);
        var first = source.ExpectMsg<GetSlices>();

        Advance(Defaults.Download.SilenceTimeout);

        source.FishForMessage(m => m is PeerProtocol.Uninterested);
        Unchoke(source);
        AdvanceUntil(source, out GetSlices second);
        Assert.Equal(first.Ranges[0].Chunk, second.Ranges[0].Chunk);
        Assert.NotEqual(first.Ranges[0].Attempt, second.Ranges[0].Attempt);
    }

    [Fact(DisplayName = "S2.96: what a silent source was asked for goes to another one first")]
    public void Silence_goes_elsewhere()
    {
        var (silent, good) = (Source(21), Source(22));
        StartDownload(silent);
        Unchoke(silent);
        var first = silent.ExpectMsg<GetSlices>();
        // Not in endgame yet: the other source is choked until the first has failed.
        SourceIsFound(good, 22);
        Interested(good, out var session, out var fetcher);
        fetcher.Tell(new PeerProtocol.Choked(_torrent.Id, Id(22), session), good.Ref);

        Advance(Defaults.Download.SilenceTimeout);
        silent.FishForMessage(m => m is PeerProtocol.Uninterested);
        fetcher.Tell(new PeerProtocol.HaveAll(_torrent.Id, Id(22), session), good.Ref);
        fetcher.Tell(new PeerProtocol.Unchoked(_torrent.Id, Id(22), session), good.Ref);

        var second = good.ExpectMsg<GetSlices>();
        Assert.Equal(first.Ranges[0].Chunk, second.Ranges[0].Chunk);
        Answer(good, second);
        ExpectMsg<PeerEvents.DownloadFinished>();
    }

    [Fact(DisplayName = "Garbage sent for an abandoned attempt changes nothing, and does not cost the source its place")]
    public void Late_answer_is_ignored()
    {
        var source = Source(21);
        StartDownload(source);
        Unchoke(source);
        var abandoned = source.ExpectMsg<GetSlices>();
        Advance(Defaults.Download.SilenceTimeout);
        source.FishForMessage(m => m is PeerProtocol.Uninterested);
        Unchoke(source);
        AdvanceUntil(source, out GetSlices current);

        // One sender, one mailbox: the garbage is handled before the good answer, or never.
        source.LastSender.Tell(SliceData.Of(_torrent.Id, 0, 0, abandoned.Ranges[0].Attempt, new byte[Size]), source.Ref);
        Answer(source, current);

        Assert.Empty(ExpectMsg<PeerEvents.DownloadFinished>().Banned);
    }

    [Fact(DisplayName = "S1.47, S2.105: a corrupt chunk is never kept; the liar is banned with the evidence and an honest source finishes")]
    public void Liar_is_banned()
    {
        var (liar, honest) = (Source(21), Source(22));
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.SourceBanned));
        StartDownload(liar);
        Unchoke(liar);
        var get = liar.ExpectMsg<GetSlices>();
        liar.LastSender.Tell(SliceData.Of(_torrent.Id, get.Ranges[0].Chunk, get.Ranges[0].Offset, get.Ranges[0].Attempt, new byte[Size]), liar.Ref);

        var banned = ExpectMsg<PeerEvents.SourceBanned>();
        Assert.Equal(Id(21), banned.Peer.Id);
        Assert.Equal(get.Ranges[0].Attempt, Assert.Single(banned.Evidence).Attempt.Value);
        Assert.True(_store.Held().IsEmpty);

        // The liar is not asked again, even when a tracker names it.
        SourceIsFound(liar, 21);
        SourceIsFound(honest, 22);
        Unchoke(honest, 22);
        Answer(honest, honest.ExpectMsg<GetSlices>());
        var finished = ExpectMsg<PeerEvents.DownloadFinished>();
        Assert.Equal(Id(21), Assert.Single(finished.Banned).Key);
        Assert.Equal(Id(22), Assert.Single(finished.Sources, s => s.Bytes > 0).Peer);
        liar.ExpectMsg<PeerProtocol.Uninterested>();
        Assert.False(liar.HasMessages);
    }

    [Theory(DisplayName = "A short, overlong or misplaced slice is malformed: its source is banned, the chunk is not kept")]
    [InlineData(0, Size - 1)]
    [InlineData(0, Size + 1)]
    [InlineData(1, Size - 1)]
    public void Malformed_slice(int offset, int length)
    {
        var source = Source(21);
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.SourceBanned));
        StartDownload(source);
        Unchoke(source);
        var get = source.ExpectMsg<GetSlices>();
        source.LastSender.Tell(SliceData.Of(_torrent.Id, 0, offset, get.Ranges[0].Attempt, new byte[length]), source.Ref);
        Assert.Single(ExpectMsg<PeerEvents.SourceBanned>().Evidence);
        Assert.True(_store.Held().IsEmpty);
    }

    [Fact(DisplayName = "Another chunk's bytes, another torrent's, and a slice that came twice change nothing")]
    public void Strange_slices()
    {
        var source = Source(21);
        StartDownload(source);
        Unchoke(source);
        var get = source.ExpectMsg<GetSlices>();
        var fetcher = source.LastSender;
        fetcher.Tell(SliceData.Of(_torrent.Id, 7, 0, get.Ranges[0].Attempt, new byte[Size]), source.Ref);
        fetcher.Tell(SliceData.Of(Torrent("other.bin", 1).Id, 0, 0, get.Ranges[0].Attempt, new byte[Size]), source.Ref);
        Answer(source, get);
        Assert.Empty(ExpectMsg<PeerEvents.DownloadFinished>().Banned);
    }

    [Fact(DisplayName = "A link that breaks ends the source at once, without waiting for its silence")]
    public void Link_lost()
    {
        var source = Source(21);
        StartDownload(source);
        Unchoke(source);
        source.ExpectMsg<GetSlices>();
        // A peer that went away is everyday life here: no error, and no stack trace on anybody's screen.
        EventFilter.Error().Expect(0, () =>
        {
            Sys.EventStream.Publish(new PeerLinkLost(Peer(21).Address));
            source.FishForMessage(m => m is PeerProtocol.Uninterested);
            Assert.NotEqual(0, source.ExpectMsg<PeerProtocol.Interested>().Session);
        });
    }

    [Fact(DisplayName = "Interest that got lost, as in a gated link, is shown again within a second, and is still the same session")]
    public void Interest_is_shown_again()
    {
        var source = Source(21);
        StartDownload(source);
        Interested(source, out var session, out _);
        Advance(Defaults.Download.InterestRetry);
        Assert.Equal(session, source.ExpectMsg<PeerProtocol.Interested>().Session);
        Advance(Defaults.Download.InterestRetry);
        Unchoke(source);
        Answer(source, source.ExpectMsg<GetSlices>());
        ExpectMsg<PeerEvents.DownloadFinished>();
    }

    [Fact(DisplayName = "A download that nobody gives anything is given up after the time that was set, not before, and names what is missing")]
    public void Given_up()
    {
        foreach (var type in (Type[])[typeof(PeerEvents.DownloadProgress), typeof(PeerEvents.DownloadFailed)])
            Sys.EventStream.Subscribe(TestActor, type);
        var settings = Defaults with { Trackers = [], Download = Defaults.Download with { GiveUpAfter = TimeSpan.FromMinutes(10) } };
        var peer = StartPeer(31, settings);
        peer.Tell(Download(_torrent, _store), ActorRefs.NoSender);
        ExpectPhase(PeerEvents.DownloadPhase.Fetching);
        Advance(Defaults.Download.Tick);
        ExpectPhase(PeerEvents.DownloadPhase.Stalled);

        Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(5));
        // Answered after whatever the time has led to.
        peer.Tell(new PeerCommands.ShowTorrent(_torrent.Id), TestActor);
        FishForMessage(m => m is PeerCommands.TorrentStatus || (m is PeerEvents.DownloadFailed failed ? throw new InvalidOperationException(failed.Reason) : false));
        Advance(TimeSpan.FromSeconds(10));

        var failed = (PeerEvents.DownloadFailed)FishForMessage(m => m is PeerEvents.DownloadFailed);
        Assert.Equal(ReturnCode.FailedToDownload, failed.Code);
        Assert.Contains("1 of 1 chunks are missing (0)", failed.Reason, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Of the peers that a tracker names some that have everything are connected to, however many of the others there are")]
    public void Seeders_are_among_the_neighbours()
    {
        var settings = Defaults with { Trackers = [], Download = Defaults.Download with { MaxSources = 4 } };
        StartPeer(31, settings).Tell(Download(_torrent, _store), ActorRefs.NoSender);
        var all = Source(41);
        foreach (var number in Enumerable.Range(41, 60))
            PeerIs(number, all.Ref);
        AwaitAssert(() => Sys.ActorSelection("/user/peer31/downloads/*").ResolveOne(TimeSpan.FromSeconds(1)).GetAwaiter().GetResult());

        TellFound(new SwarmDuty.SourcesFound(_torrent.Id, [.. Enumerable.Range(41, 60).Select(Peer)]) { Seeders = [Id(77), Id(99)] });

        // A fetcher has its source's name.
        var connected = Enumerable.Range(0, 4).Select(_ => all.ExpectMsg<PeerProtocol.Interested>() is null ? "" : all.LastSender.Path.Name).ToArray();
        Assert.Single(connected, name => name.StartsWith($"{Id(77)}", StringComparison.Ordinal) || name.StartsWith($"{Id(99)}", StringComparison.Ordinal));
    }

    [Fact(DisplayName = "A source that lost sight of us refuses as if we were choked: it is reminded soon, not at the next keep-alive")]
    public void Forgotten_by_the_source()
    {
        var source = Source(21);
        StartDownload(source);
        Unchoke(source);
        var get = source.ExpectMsg<GetSlices>();
        source.Reply(new SliceRefused(_torrent.Id, get.Ranges, RefusalReason.Choked));
        // When the refusal is read can't be seen from here; but it must not take as long as a keep-alive.
        var passed = TimeSpan.Zero;
        AwaitAssert(() =>
        {
            if (passed < Defaults.Download.KeepAlive / 2)
            {
                Advance(Defaults.Download.InterestRetry);
                passed += Defaults.Download.InterestRetry;
            }

            Assert.True(source.HasMessages);
        });
        Unchoke(source);
        Answer(source, (GetSlices)source.FishForMessage(m => m is GetSlices));
        ExpectMsg<PeerEvents.DownloadFinished>();
    }

    [Fact(DisplayName = "A source that is reported to have come back is asked at once, however long its pause still is")]
    public void Comes_back()
    {
        var source = Source(21);
        StartDownload(source);
        var fetchers = Sys.ActorSelection($"/user/peer31/downloads/*/{Id(21)}*");
        for (var i = 0; i <= Defaults.Download.Limits.MaxSourceFailures; i++)
        {
            source.FishForMessage(m => m is PeerProtocol.Interested);
            Sys.EventStream.Publish(new PeerLinkLost(Peer(21).Address));
            source.FishForMessage(m => m is PeerProtocol.Uninterested);
        }

        AwaitAssert(() => Assert.Throws<ActorNotFoundException>(
            () => fetchers.ResolveOne(TimeSpan.FromMilliseconds(300)).GetAwaiter().GetResult()));
        while (source.HasMessages)
            source.ReceiveOne(TimeSpan.Zero);

        Sys.ActorSelection("/user/peer31/downloads/*").Tell(new SwarmDuty.SourcesFound(_torrent.Id, [Peer(21)], JustJoined: true));

        // No time passes.
        source.ExpectMsg<PeerProtocol.Interested>();
    }

    [Fact(DisplayName = "With no source left it says that it waits, and goes on when one comes")]
    public void Stall_and_go_on()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadProgress));
        StartDownload();
        ExpectPhase(PeerEvents.DownloadPhase.Fetching);
        Advance(Defaults.Download.Tick);
        Assert.NotNull(ExpectPhase(PeerEvents.DownloadPhase.Stalled).Detail);
        var source = Source(21);
        SourceIsFound(source, 21);
        Unchoke(source);
        Answer(source, source.ExpectMsg<GetSlices>());
        ExpectPhase(PeerEvents.DownloadPhase.Finished);
    }

    [Fact(DisplayName = "A store that fails pauses the download, says why, and goes on when it works again; nobody is blamed")]
    public void Disk_trouble_pauses()
    {
        var store = new FailingStore(_store) { Fails = true };
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadProgress));
        var source = Source(21);
        StartDownload(store, source);
        Unchoke(source);
        Answer(source, source.ExpectMsg<GetSlices>());
        Assert.Contains("No room", ExpectPhase(PeerEvents.DownloadPhase.Paused).Detail, StringComparison.Ordinal);
        store.Fails = false;
        Advance(Defaults.Download.StorageRetry);
        Answer(source, source.ExpectMsg<GetSlices>());
        ExpectPhase(PeerEvents.DownloadPhase.Finished);
        Assert.True(_store.IsComplete);
    }

    [Theory(DisplayName = "A store whose sync failed is closed and opened again, and the download goes on with what is really there")]
    [InlineData(false)]
    [InlineData(true)]
    public void Failed_sync_reopens(bool atTheEnd)
    {
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadProgress));
        // The one that failed holds nothing for sure any more.
        var broken = new FailingStore(new MemoryChunkStore(_torrent.Grid)) { SyncFails = true };
        var stores = new Queue<IChunkStore>([broken, _store]);
        var source = Source(21);
        var peer = StartPeer(31, Defaults with { Trackers = [] });
        peer.Tell(new PeerCommands.StartDownload(_torrent.Id, _torrent, (_, _) => Task.FromResult(stores.Dequeue()), []), ActorRefs.NoSender);
        SourceIsFound(source, 21);
        if (atTheEnd)
        {
            Unchoke(source);
            Answer(source, source.ExpectMsg<GetSlices>());
        }
        else
        {
            Interested(source, out var session, out var fetcher);
            fetcher.Tell(new PeerProtocol.Choked(_torrent.Id, Id(21), session), source.Ref);
            Advance(Defaults.Download.FlushInterval);
        }

        Assert.Contains("sync", ExpectPhase(PeerEvents.DownloadPhase.Paused).Detail, StringComparison.Ordinal);
        AwaitAssert(() => Assert.True(broken.IsClosed));
        Advance(Defaults.Download.StorageRetry);
        ExpectPhase(PeerEvents.DownloadPhase.Fetching);
        SourceIsFound(source, 21);
        source.FishForMessage(m => m is PeerProtocol.Uninterested);
        Unchoke(source);
        Answer(source, source.ExpectMsg<GetSlices>());
        ExpectPhase(PeerEvents.DownloadPhase.Finished);
        Assert.True(_store.IsComplete);
    }

    [Fact(DisplayName = "A store that is opened anew does not wash a liar clean: it stays banned, and the result names it")]
    public void Reopened_store_remembers_the_liar()
    {
        foreach (var type in new[] { typeof(PeerEvents.DownloadProgress), typeof(PeerEvents.SourceBanned), typeof(PeerEvents.DownloadFinished) })
            Sys.EventStream.Subscribe(TestActor, type);
        var broken = new FailingStore(new MemoryChunkStore(_torrent.Grid)) { SyncFails = true };
        var stores = new Queue<IChunkStore>([broken, _store]);
        var (liar, honest) = (Source(21), Source(22));
        StartPeer(31, Defaults with { Trackers = [] }).Tell(
            new PeerCommands.StartDownload(_torrent.Id, _torrent, (_, _) => Task.FromResult(stores.Dequeue()), []), ActorRefs.NoSender);
        SourceIsFound(liar, 21);
        Unchoke(liar);
        var get = liar.ExpectMsg<GetSlices>().Ranges[0];
        liar.LastSender.Tell(SliceData.Of(_torrent.Id, get.Chunk, get.Offset, get.Attempt, new byte[Size]), liar.Ref);
        FishForMessage(m => m is PeerEvents.SourceBanned);
        liar.ExpectMsg<PeerProtocol.Uninterested>();
        Advance(Defaults.Download.FlushInterval);
        ExpectPhase(PeerEvents.DownloadPhase.Paused);
        AwaitAssert(() => Assert.True(broken.IsClosed));
        Advance(Defaults.Download.StorageRetry);
        ExpectPhase(PeerEvents.DownloadPhase.Fetching);

        SourceIsFound(liar, 21);
        SourceIsFound(honest, 22);
        Unchoke(honest, 22);
        Answer(honest, honest.ExpectMsg<GetSlices>());

        var finished = (PeerEvents.DownloadFinished)FishForMessage(m => m is PeerEvents.DownloadFinished);
        Assert.Equal(Id(21), Assert.Single(finished.Banned).Key);
        Assert.False(liar.HasMessages);
    }

    [Fact(DisplayName = "An order that is carried out anew, as after a quarantine, remembers who lied")]
    public void Order_remembers_the_liar()
    {
        foreach (var type in new[] { typeof(PeerEvents.SourceBanned), typeof(PeerEvents.DownloadFailed), typeof(PeerEvents.DownloadFinished) })
            Sys.EventStream.Subscribe(TestActor, type);
        var (liar, honest) = (Source(21), Source(22));
        var order = Download(_torrent, _store);
        var peer = StartPeer(31, Defaults with { Trackers = [] });
        peer.Tell(order, ActorRefs.NoSender);
        SourceIsFound(liar, 21);
        Unchoke(liar);
        var get = liar.ExpectMsg<GetSlices>().Ranges[0];
        liar.LastSender.Tell(SliceData.Of(_torrent.Id, get.Chunk, get.Offset, get.Attempt, new byte[Size]), liar.Ref);
        FishForMessage(m => m is PeerEvents.SourceBanned);
        liar.ExpectMsg<PeerProtocol.Uninterested>();
        peer.Tell(new PeerCommands.CancelDownload(_torrent.Id), ActorRefs.NoSender);
        FishForMessage(m => m is PeerEvents.DownloadFailed);

        peer.Tell(order, ActorRefs.NoSender);
        SourceIsFound(liar, 21);
        SourceIsFound(honest, 22);
        Unchoke(honest, 22);
        Answer(honest, honest.ExpectMsg<GetSlices>());

        var finished = (PeerEvents.DownloadFinished)FishForMessage(m => m is PeerEvents.DownloadFinished);
        Assert.Equal(Id(21), Assert.Single(finished.Banned).Key);
        Assert.False(liar.HasMessages);
    }

    [Fact(DisplayName = "A source that registered at another address is used there at once, and left where it was")]
    public void Moved_and_registered()
    {
        var (before, after) = (Source(21), Source(25));
        StartDownload(before);
        Unchoke(before);
        before.ExpectMsg<GetSlices>();

        TellFound(new SwarmDuty.SourcesFound(_torrent.Id, [new(Id(21), Peer(25).Address)], JustJoined: true));

        before.FishForMessage(m => m is PeerProtocol.Uninterested);
        Unchoke(after);
        Answer(after, after.ExpectMsg<GetSlices>());
        Assert.Equal(Peer(25).Address, Assert.Single(ExpectMsg<PeerEvents.DownloadFinished>().Sources).Address);
    }

    [Fact(DisplayName = "A source that works is left where it is whatever is said of it; once it fails it is looked for at the other address")]
    public void Moved_by_hearsay()
    {
        var (before, after) = (Source(21), Source(25));
        StartDownload(before);
        Unchoke(before);
        before.ExpectMsg<GetSlices>();
        TellFound(new SwarmDuty.SourcesFound(_torrent.Id, [new(Id(21), Peer(25).Address)]));
        Sys.ActorSelection("/user/peer31/downloads/*").Tell(
            new PeerProtocol.KnownPeers(Guid.NewGuid(), _torrent.Id, [new(Id(21), Peer(26).Address)]));
        before.ExpectNoMsg(TimeSpan.Zero);
        Assert.False(after.HasMessages);

        Sys.EventStream.Publish(new PeerLinkLost(Peer(21).Address));

        Unchoke(after);
        Answer(after, after.ExpectMsg<GetSlices>());
        ExpectMsg<PeerEvents.DownloadFinished>();
    }

    [Fact(DisplayName = "Another process at a source's address is not taken for it: it is asked nothing, and nobody is banned for it")]
    public void Another_peer_answers()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadProgress));
        var source = Source(21);
        StartDownload(source);
        Interested(source, out var session, out var fetcher);
        fetcher.Tell(new PeerProtocol.Unchoked(_torrent.Id, Id(77), session), source.Ref);
        source.ExpectMsg<PeerProtocol.Uninterested>();

        Advance(Defaults.Download.Tick);

        var trouble = Assert.Single(((PeerEvents.DownloadProgress)FishForMessage(
            m => m is PeerEvents.DownloadProgress { Unreachable.IsEmpty: false })).Unreachable);
        Assert.Equal(Peer(21).Address, trouble.Address);
        Assert.Contains("another peer", trouble.Why, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A peer that was named by its address and never answers is listed, with the time since when, and the stall's sentence names it")]
    public void Named_and_silent()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadProgress));
        // An Ask's time-out is real time.
        var settings = Defaults with { Trackers = [], Download = Defaults.Download with { ConnectTimeout = TimeSpan.FromMilliseconds(100) } };
        StartPeer(31, settings).Tell(Download(_torrent, _store, knowsMetainfo: true, Peer(21).Address), ActorRefs.NoSender);
        ExpectPhase(PeerEvents.DownloadPhase.Fetching);
        PeerEvents.DownloadProgress? stalled = null;
        AwaitAssert(() =>
        {
            Advance(Defaults.Download.Tick);
            stalled = ExpectPhase(PeerEvents.DownloadPhase.Stalled);
            Assert.NotEmpty(stalled.Unreachable);
        });

        var silent = Assert.Single(stalled!.Unreachable);
        Assert.Null(silent.Peer);
        Assert.Equal(Peer(21).Address, silent.Address);
        Assert.True(silent.For > TimeSpan.Zero);
        AwaitAssert(() =>
        {
            Advance(Defaults.Download.Tick);
            Assert.Equal(
                $"1 of 1 chunks are missing (0), 1 of them without any source; 1 source fails: {Peer(21).Address}.",
                ExpectPhase(PeerEvents.DownloadPhase.Stalled).Detail);
        });
    }

    [Fact(DisplayName = "What is still being fetched can't be taken from its download by stopping to seed it")]
    public void Stop_seeding_what_is_fetched()
    {
        var source = Source(21);
        StartDownload(source);
        Unchoke(source);
        var get = source.ExpectMsg<GetSlices>();
        Sys.ActorSelection("/user/peer31").Tell(new PeerCommands.StopSeeding(_torrent.Id), TestActor);
        Assert.Equal(ReturnCode.Forbidden, ExpectMsg<PeerCommands.CommandRefused>().Code);
        Answer(source, get);
        ExpectMsg<PeerEvents.DownloadFinished>();
    }

    private TestProbe Source(int number)
    {
        var probe = CreateTestProbe($"source{number}");
        probe.IgnoreMessages(m => m is PeerProtocol.GetPeers or PeerProtocol.Ping);
        PeerIs(number, probe.Ref);
        return probe;
    }

    private void StartDownload(params TestProbe[] sources) => StartDownload(_store, sources);

    private void StartDownload(IChunkStore store, params TestProbe[] sources)
    {
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.DownloadFinished));
        var peer = StartPeer(31, Defaults with { Trackers = [] });
        peer.Tell(Download(_torrent, store), ActorRefs.NoSender);
        foreach (var source in sources)
            SourceIsFound(source, 21);
    }

    /// <summary>As a tracker's link would tell it; repeated until the download is there to hear it.</summary>
    private void SourceIsFound(TestProbe source, int number)
    {
        PeerIs(number, source.Ref);
        var downloads = Sys.ActorSelection("/user/peer31/downloads/*");
        AwaitAssert(() => downloads.ResolveOne(TimeSpan.FromSeconds(1)).GetAwaiter().GetResult());
        downloads.Tell(new SwarmDuty.SourcesFound(_torrent.Id, [Peer(number)]));
    }

    private void TellFound(SwarmDuty.SourcesFound found) => Sys.ActorSelection("/user/peer31/downloads/*").Tell(found);

    private void Interested(TestProbe source, out long session, out IActorRef fetcher)
    {
        session = source.ExpectMsg<PeerProtocol.Interested>().Session;
        fetcher = source.LastSender;
    }

    private void Unchoke(TestProbe source, int number = 21)
    {
        Interested(source, out var session, out var fetcher);
        fetcher.Tell(new PeerProtocol.HaveAll(_torrent.Id, Id(number), session), source.Ref);
        fetcher.Tell(new PeerProtocol.Unchoked(_torrent.Id, Id(number), session), source.Ref);
    }

    private void Answer(TestProbe source, GetSlices get) => source.LastSender.Tell(
        SliceData.Of(
            _torrent.Id, get.Ranges[0].Chunk, get.Ranges[0].Offset, get.Ranges[0].Attempt,
            Fixtures.Bytes("x.bin", Size).AsSpan(get.Ranges[0].Offset, get.Ranges[0].Length)),
        source.Ref);

    private void AdvanceUntil<T>(TestProbe source, out T message)
        where T : class
    {
        T? found = null;
        AwaitAssert(() =>
        {
            Advance(TimeSpan.FromMilliseconds(500));
            Assert.True(source.HasMessages);
        });
        found = source.ExpectMsg<T>();
        message = found;
    }

    private PeerEvents.DownloadProgress ExpectPhase(PeerEvents.DownloadPhase phase) =>
        (PeerEvents.DownloadProgress)FishForMessage(m => m is PeerEvents.DownloadProgress p && p.Phase == phase);

    /// <summary>A disk that is full while <see cref="Fails"/>.</summary>
    private sealed class FailingStore(IChunkStore inner) : IChunkStore
    {
        public volatile bool Fails;

        public volatile bool SyncFails;

        public volatile bool IsClosed;

        public ChunkGrid Grid => inner.Grid;

        public bool IsComplete => inner.IsComplete;

        public Bitfield Held() => inner.Held();

        public ValueTask ReadAsync(Core.Identity.ChunkIndex chunk, int offset, Memory<byte> into, CancellationToken ct) =>
            inner.ReadAsync(chunk, offset, into, ct);

        public ValueTask KeepAsync(
            Core.Identity.ChunkIndex chunk, IReadOnlyList<ReadOnlyMemory<byte>> parts, CancellationToken ct) =>
            Fails ? throw new StorageFullException("disk", 1) : inner.KeepAsync(chunk, parts, ct);

        public ValueTask FlushAsync(CancellationToken ct) =>
            SyncFails ? throw new ChunkStoreException("The sync failed.") : inner.FlushAsync(ct);

        public ValueTask<string> PublishAsync(CancellationToken ct) =>
            SyncFails ? throw new ChunkStoreException("The sync failed.") : inner.PublishAsync(ct);

        public ValueTask DisposeAsync()
        {
            IsClosed = true;
            return inner.DisposeAsync();
        }
    }
}
