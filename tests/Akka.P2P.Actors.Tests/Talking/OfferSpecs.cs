namespace Akka.P2P.Actors.Tests.Talking;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Lies;
using Akka.P2P.Protocol;
using Akka.P2P.Testing;
using Xunit.Abstractions;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>What becomes of a file that is offered to us: policies, decisions, time-outs, and those who offer too much.</summary>
public sealed class OfferSpecs(ITestOutputHelper output) : TransferSpec(output)
{
    [Fact(DisplayName = "S1.11, S1.35 to S1.42, S1.44 to S1.46: a file is offered with name, size and id, accepted, fetched, verified and acknowledged; no tracker hears of it, and nothing is left")]
    public async Task Always()
    {
        var (us, other) = (Begin(1), Begin(2, With(OfferPolicy.Always)));
        Send(us, Prefix(2));
        var received = Next<TalkEvents.FileReceived>();
        Assert.Equal((File.Name, File.TotalLength, Peer(1), "peer 1"), (received.Offer.FileName, received.Offer.Length, received.Offer.From, received.Offer.Name));
        Assert.Equal((TransferState.Received, File.TotalLength, Peer(2)), Outcome(Finished()));
        var store = Assert.Single(Files(2).Coming);
        Assert.Equal(Fixtures.Bytes(File.Name, (int)File.TotalLength), await Content(store));
        Assert.True(store.IsPublished);
        await store.Closed.WaitAsync(Patience);
        NothingIsLeft(us, other);
        Assert.Equal((1, File.TotalLength), Stats(us, s => (s.FilesSent, s.BytesSent)));
        Assert.Equal((1, File.TotalLength), Stats(other, s => (s.FilesReceived, s.BytesReceived)));
    }

    [Fact(DisplayName = "A person is asked: who accepts gets the file, and hears of nothing to decide any more")]
    public void Asked_and_accepted()
    {
        var (us, other) = (Begin(1), Begin(2, With(OfferPolicy.Ask)));
        Send(us, $"{Address(2)}");
        var made = Next<TalkEvents.OfferMade>().Offer;
        Assert.Empty(Files(2).Coming);
        Assert.Equal(made.Offer, Assert.Single(Ask<OfferList>(other, new ListOffers(), Asker).Offers).Offer);
        Assert.Equal(ReturnCode.NotFound, Ask<PeerCommands.CommandRefused>(other, new AcceptOffer("zz"), Asker).Code);
        Assert.Equal(TransferState.Accepted, Ask<OfferStatus>(other, new AcceptOffer($"{made.Offer:n}"[..6].ToUpperInvariant()), Asker).State);
        Assert.Equal(TransferState.Received, Finished().State);
        Assert.Equal(ReturnCode.NotFound, Ask<PeerCommands.CommandRefused>(other, new AcceptOffer(""), Asker).Code);
    }

    [Fact(DisplayName = "Who declines gets nothing, and the sender hears why")]
    public void Asked_and_declined()
    {
        var (us, other) = (Begin(1), Begin(2, With(OfferPolicy.Ask)));
        Send(us, Prefix(2));
        Next<TalkEvents.OfferMade>();
        Ask<OfferStatus>(other, new DeclineOffer(""), Asker);
        var outcome = Finished();
        Assert.Equal((TransferState.Declined, ReturnCode.Cancelled, "It was declined."), (outcome.State, outcome.Code, outcome.Reason));
        Assert.Empty(Files(2).Coming);
        NothingIsLeft(us, other);
    }

    [Theory(DisplayName = "Policies: never and unknown are declined as FORBIDDEN, known by address or by an id that a tracker confirms is taken")]
    [InlineData(OfferPolicy.Never, null, TransferState.Declined)]
    [InlineData(OfferPolicy.Known, null, TransferState.Declined)]
    [InlineData(OfferPolicy.Known, "10.0.0.1:8001", TransferState.Received)]
    [InlineData(OfferPolicy.Known, "00000000000000000000000000000001", TransferState.Received)]
    [InlineData(OfferPolicy.Known, "00000000000000000000000000000003", TransferState.Declined)]
    public void Policies(OfferPolicy policy, string? known, TransferState end)
    {
        var us = Begin(1);
        var names = new KnownPeers();
        Assert.True(known is null || names.TryAdd(known));
        Begin(2, With(policy, t => t with { KnownPeers = names }));
        Send(us, Prefix(2));
        var outcome = Finished();
        Assert.Equal(end, outcome.State);
        if (end == TransferState.Declined)
            Assert.Equal(ReturnCode.Forbidden, outcome.Code);
    }

    [Fact(DisplayName = "A stranger under a known peer's id is declined: no tracker lists that id at its address")]
    public void Impostor()
    {
        Begin(1);
        var names = new KnownPeers();
        names.TryAdd($"{Id(1)}");
        var other = Begin(2, With(OfferPolicy.Known, t => t with { KnownPeers = names }));
        var impostor = CreateTestProbe();
        other.Tell(Offer(1) with { From = new(Id(1), Address(9)) }, impostor.Ref);
        impostor.ExpectMsg<TalkProtocol.OfferPending>(Patience);
        Assert.Equal(ReturnCode.Forbidden, impostor.ExpectMsg<TalkProtocol.OfferDeclined>(Patience).Code);
        Assert.Empty(Files(2).Coming);
    }

    [Fact(DisplayName = "An offer that nobody decides about is declined in time, however often it is renewed; and one that isn't renewed lapses")]
    public void Expiry()
    {
        var (us, sender) = (Begin(1, With(OfferPolicy.Ask)), Played(2));
        var (renewed, lapses) = (Offer(2), Offer(2, Torrent("other.bin", 10)));
        us.Tell(renewed, sender.Ref);
        us.Tell(lapses, sender.Ref);
        sender.ExpectMsg<TalkProtocol.OfferPending>(Patience);
        sender.ExpectMsg<TalkProtocol.OfferPending>(Patience);
        Pass(Defaults.Talk.OfferLease + TimeSpan.FromSeconds(1), () => Renew(renewed));
        Assert.Equal(lapses.RequestId, Next<TalkEvents.OfferEnded>().Offer.Offer);
        Pass(Defaults.Talk.OfferTimeout, () => Renew(renewed));
        Assert.Equal(renewed.RequestId, Next<TalkEvents.OfferEnded>().Offer.Offer);
        // It stays so: saying it again brings no second life.
        us.Tell(renewed, sender.Ref);
        sender.FishForMessage(m => m is TalkProtocol.OfferDeclined, Patience);
        Assert.Equal(ReturnCode.NotFound, Ask<PeerCommands.CommandRefused>(us, new AcceptOffer(""), Asker).Code);

        void Renew(TalkProtocol.OfferFile offer)
        {
            us.Tell(offer, sender.Ref);
            sender.FishForMessage(m => m is IWithRequest answer && answer.RequestId == offer.RequestId, Patience);
        }
    }

    [Fact(DisplayName = "A sender that ends while its file is fetched leaves nothing behind")]
    public async Task Sender_dies()
    {
        Files(2).MayKeep = MemoryFiles.Held();
        var (us, other) = (Begin(1), Begin(2, With(OfferPolicy.Always)));
        Send(us, Prefix(2));
        AwaitCondition(() => Files(2).Coming.Length == 1, Patience);
        Sys.Stop(us);
        Dead(1);
        Files(2).MayKeep.SetResult();
        var ended = Next<TalkEvents.OfferEnded>();
        Assert.Equal(TransferState.Failed, ended.Offer.State);
        await IsClosed(Files(2).Coming);
        NothingIsLeft(other);
    }

    [Fact(DisplayName = "A sender that renews its offer for ever and gives nothing is given up, and told so")]
    public void Stall()
    {
        var (us, sender) = (Begin(1, With(OfferPolicy.Always)), Played(2));
        var offer = Offer(2);
        us.Tell(offer, sender.Ref);
        sender.FishForMessage(m => m is TalkProtocol.OfferAccepted, Patience);
        object last = offer;
        Pass(Defaults.Talk.StallTimeout + TimeSpan.FromSeconds(2), () =>
        {
            us.Tell(offer, sender.Ref);
            last = sender.FishForMessage(m => m is TalkProtocol.OfferAccepted or TalkProtocol.OfferFailed, Patience);
        });
        Assert.Equal((offer.RequestId, ReturnCode.FailedToDownload), Assert.IsType<TalkProtocol.OfferFailed>(last) is var failed ? (failed.RequestId, failed.Code) : default);
        NothingIsLeft(us);
    }

    [Fact(DisplayName = "A sender that goes silent after its file was accepted is given up when its offer lapses")]
    public void Lapse()
    {
        var (us, sender) = (Begin(1, With(OfferPolicy.Always)), Played(2));
        us.Tell(Offer(2), sender.Ref);
        sender.FishForMessage(m => m is TalkProtocol.OfferAccepted, Patience);
        Pass(Defaults.Talk.OfferLease + TimeSpan.FromSeconds(1));
        Assert.Equal(ReturnCode.Unreachable, ((TalkProtocol.OfferFailed)sender.FishForMessage(m => m is TalkProtocol.OfferFailed, Patience)).Code);
        NothingIsLeft(us);
    }

    [Fact(DisplayName = "S1.47: a sender whose bytes don't verify is reported, with the evidence, and nothing of them is kept")]
    public async Task Corrupt_sender()
    {
        var other = Begin(2, With(OfferPolicy.Always));
        var liar = Sys.ActorOf(LyingPeer.CreateProps(PeerActor.CreateProps(Services(1), Defaults), new LieSettings(Lie.WrongBytes)), "liar");
        PeerIs(1, liar);
        Next<PeerEvents.TrackerConnected>();
        // So that it lies about it: what it only sends never passes through its hands.
        Ask<PeerCommands.TorrentShared>(liar, new PeerCommands.ShareTorrent(File, Whole(File)), Asker);
        Send(liar, Prefix(2));
        Assert.NotEmpty(Next<PeerEvents.SourceBanned>().Evidence);
        Assert.Equal(TransferState.Failed, Next<TalkEvents.OfferEnded>().Offer.State);
        var outcome = Finished();
        Assert.Equal((TransferState.Failed, ReturnCode.FailedToDownload), (outcome.State, outcome.Code));
        var store = Assert.Single(Files(2).Coming);
        await store.Closed.WaitAsync(Patience);
        Assert.False(store.IsPublished);
        Assert.True(store.Held().IsEmpty);
        Assert.Empty(Ask<PeerCommands.PeerStatus>(other, new PeerCommands.GetStatus(), Asker).Downloads);
    }

    [Fact(DisplayName = "A torrent that is not what was offered is not fetched")]
    public void Not_what_was_offered()
    {
        var (us, other) = (Begin(1), Begin(2, With(OfferPolicy.Always)));
        Ask<PeerCommands.TorrentShared>(us, new PeerCommands.ShareTorrent(File, Whole(File)), Asker);
        var sender = CreateTestProbe();
        foreach (var wrong in (TalkProtocol.OfferFile[])[Offer(1) with { Length = 5 }, Offer(1) with { FileName = "x.png" }, Offer(1) with { Files = 2 }])
        {
            other.Tell(wrong, sender.Ref);
            var failed = (TalkProtocol.OfferFailed)sender.FishForMessage(m => m is TalkProtocol.OfferFailed, Patience);
            Assert.Contains("not what it offered", failed.Reason, StringComparison.Ordinal);
        }

        Assert.Empty(Files(2).Coming);
    }

    [Fact(DisplayName = "Malformed offers, unsafe names and files that are too large are declined, each with a reason")]
    public void Malformed()
    {
        var (us, sender) = (Begin(1, With(OfferPolicy.Always, t => t with { MaxFileSize = 1000 })), Played(2));
        foreach (var (offer, code) in ((TalkProtocol.OfferFile, ReturnCode)[])[
            (Offer(2) with { FileName = "../../etc/passwd" }, ReturnCode.BadRequest), (Offer(2) with { FileName = "a\u202egpj.exe" }, ReturnCode.BadRequest),
            (Offer(2) with { FileName = null! }, ReturnCode.BadRequest), (Offer(2) with { Length = -1 }, ReturnCode.BadRequest),
            (Offer(2) with { Files = 0 }, ReturnCode.BadRequest), (Offer(2) with { From = null! }, ReturnCode.BadRequest),
            (Offer(2) with { Length = 1001 }, ReturnCode.Forbidden)])
        {
            var declined = Ask<TalkProtocol.OfferDeclined>(us, offer, sender);
            Assert.Equal(code, declined.Code);
            Assert.NotEmpty(declined.Reason);
        }

        Assert.Empty(Ask<OfferList>(us, new ListOffers(), Asker).Offers);
    }

    [Fact(DisplayName = "Whoever floods offers gets so many places and no more; the others still get theirs")]
    public void Flood()
    {
        var us = Begin(1, With(OfferPolicy.Ask));
        var (flooder, quiet) = (CreateTestProbe(), CreateTestProbe());
        for (var i = 0; i < 300; i++)
            us.Tell(Offer(2), flooder.Ref);
        Ask<TalkProtocol.OfferPending>(us, Offer(3), quiet);
        Assert.Equal(Defaults.Talk.MaxOffersPerPeer + 1, Ask<OfferList>(us, new ListOffers(), Asker).Offers.Length);
        for (var i = 0; i < 500; i++)
            us.Tell(Offer(2) with { From = new(Id(2), new("10.1.1.1", 1 + i)) }, flooder.Ref);
        Assert.Equal(Defaults.Talk.MaxOffers, Ask<OfferList>(us, new ListOffers(), Asker).Offers.Length);
    }

    [Fact(DisplayName = "An offer is renewed by who made it, and by nobody else who learned its id")]
    public void Foreign_renewal()
    {
        var us = Begin(1, With(OfferPolicy.Ask));
        var (sender, stranger) = (CreateTestProbe(), CreateTestProbe());
        var offer = Offer(2);
        Ask<TalkProtocol.OfferPending>(us, offer, sender);
        us.Tell(offer with { From = Peer(3) }, stranger.Ref);
        us.Tell(offer with { Torrent = Torrent("x", 1).Id }, stranger.Ref);
        stranger.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Ask<OfferStatus>(us, new DeclineOffer(""), Asker);
        sender.ExpectMsg<TalkProtocol.OfferDeclined>(Patience);
    }

    [Fact(DisplayName = "Accepted files beyond the places wait, and are fetched as places get free")]
    public void Places()
    {
        Files(2).MayKeep = MemoryFiles.Held();
        var second = Torrent("second.bin", 100_000);
        Files(1).Add(second);
        var (us, other) = (Begin(1), Begin(2, With(OfferPolicy.Always, t => t with { MaxFetches = 1 })));
        Send(us, Prefix(2));
        AwaitCondition(() => Files(2).Coming.Length == 1, Patience);
        Ask<SendStarted>(us, new SendFile(second.Name, Prefix(2)), Asker);
        AwaitAssert(() => Assert.Equal(2, Ask<OfferList>(other, new ListOffers(), Asker).Offers.Count(o => o.State == TransferState.Accepted)));
        Assert.Single(Files(2).Coming);
        Files(2).MayKeep.SetResult();
        Assert.Equal(File.Name, Next<TalkEvents.FileReceived>().Offer.FileName);
        Assert.Equal(second.Name, Next<TalkEvents.FileReceived>().Offer.FileName);
    }

    [Fact(DisplayName = "Who fetches a torrent that is just being received is refused: its events are for the receiver alone")]
    public void Fetched_as_well()
    {
        Files(2).MayKeep = MemoryFiles.Held();
        var (us, other) = (Begin(1), Begin(2, With(OfferPolicy.Always)));
        Send(us, Prefix(2));
        AwaitCondition(() => Files(2).Coming.Length == 1, Patience);
        var fetch = Download(File, new Core.Chunks.MemoryChunkStore(File.Grid));
        Assert.Equal(ReturnCode.AlreadySeeding, Ask<PeerCommands.CommandRefused>(other, fetch, Asker).Code);
        Files(2).MayKeep.SetResult();
        Assert.Equal(TransferState.Received, Finished().State);
    }

    [Fact(DisplayName = "What is here already, shared, is declined with that reason, and goes on being shared")]
    public void Here_already()
    {
        var (us, other) = (Begin(1), Begin(2, With(OfferPolicy.Always)));
        Ask<PeerCommands.TorrentShared>(other, new PeerCommands.ShareTorrent(File, Whole(File)), Asker);
        Send(us, Prefix(2));
        var outcome = Finished();
        Assert.Equal((TransferState.Declined, ReturnCode.AlreadySeeding), (outcome.State, outcome.Code));
        Assert.Single(Ask<PeerCommands.PeerStatus>(other, new PeerCommands.GetStatus(), Asker).Seeds);
    }

    private static (TransferState State, long Bytes, Core.Swarms.SwarmPeer To) Outcome(RecipientStatus status) => (status.State, status.BytesHeld, status.Peer);

    private T Stats<T>(IActorRef peer, Func<TalkStats, T> read) => read(Ask<TalkStats>(peer, new GetTalkStats(), Asker));
}
