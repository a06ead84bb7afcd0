namespace Akka.P2P.Actors.Tests.Talking;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Protocol;
using Xunit.Abstractions;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>What becomes of a file that we send: lost messages, silent receivers, cancelling, and leaving in the middle.</summary>
public sealed class SendSpecs(ITestOutputHelper output) : TransferSpec(output)
{
    [Fact(DisplayName = "S1.33, S1.C8: a file goes to all but oneself, each has its own end, and nothing is left")]
    public void To_all()
    {
        var us = Begin(1);
        var (takes, declines) = (Begin(2, With(OfferPolicy.Always)), Begin(3, With(OfferPolicy.Never)));
        Dead(4);
        Send(us, null);
        Next<TalkEvents.SendChanged>(c => c.Recipient.State == TransferState.Received);
        Next<TalkEvents.FileReceived>();
        Pass(Defaults.Talk.Pace.Patience + TimeSpan.FromSeconds(1));
        var ends = Next<TalkEvents.SendFinished>().Send.Recipients.ToDictionary(r => r.Peer, r => r.State);
        Assert.Equal(3, ends.Count);
        Assert.Equal((TransferState.Received, TransferState.Declined, TransferState.Failed), (ends[Peer(2)], ends[Peer(3)], ends[Peer(4)]));
        NothingIsLeft(us, takes, declines);
    }

    [Fact(DisplayName = "S1.34, S1.36, S1.38: an offer that got lost is said again; the receiver's word is heard once, however often it comes")]
    public void Lost_messages()
    {
        var (us, receiver) = (Begin(1), Played(2));
        Send(us, Prefix(2));
        var first = receiver.ExpectMsg<TalkProtocol.OfferFile>(Patience);
        Assert.Equal((File.Name, File.TotalLength, File.Id, Peer(1)), (first.FileName, first.Length, first.Torrent, first.From));
        Advance(Defaults.Talk.Pace.Retry);
        Assert.Equal(first, receiver.ExpectMsg<TalkProtocol.OfferFile>(Patience));
        receiver.Reply(new TalkProtocol.OfferAccepted(first.RequestId, 5));
        Assert.Equal(5, Next<TalkEvents.SendChanged>(c => c.Recipient.State == TransferState.Accepted).Recipient.BytesHeld);
        // Renewed as a keep-alive from now on.
        Pass(Defaults.Talk.OfferKeepAlive);
        Assert.Equal(first, receiver.ExpectMsg<TalkProtocol.OfferFile>(Patience));
        receiver.Reply(new TalkProtocol.OfferAccepted(first.RequestId, 7));
        // Overtaken, foreign and repeated answers change nothing.
        receiver.Reply(new TalkProtocol.OfferPending(first.RequestId));
        receiver.Reply(new TalkProtocol.OfferReceived(Guid.NewGuid()));
        receiver.Reply(new TalkProtocol.OfferReceived(first.RequestId));
        receiver.Reply(new TalkProtocol.OfferFailed(first.RequestId, ReturnCode.Fail, "late"));
        Assert.Equal(TransferState.Received, Finished().State);
        Assert.Equal(1, Ask<TalkStats>(us, new GetTalkStats(), Asker).FilesSent);
        NothingIsLeft(us);
    }

    [Theory(DisplayName = "A receiver that never answers, or no longer, is UNREACHABLE after the time-out, and the file is no longer served")]
    [InlineData(false)]
    [InlineData(true)]
    public void Silent_receivers(bool answersFirst)
    {
        var (us, receiver) = (Begin(1), Played(2));
        Send(us, Prefix(2));
        var offer = receiver.ExpectMsg<TalkProtocol.OfferFile>(Patience);
        if (answersFirst)
        {
            receiver.Reply(new TalkProtocol.OfferAccepted(offer.RequestId, 5));
            Next<TalkEvents.SendChanged>(c => c.Recipient.State == TransferState.Accepted);
            Pass(Defaults.Talk.Pace.Patience);
            Assert.Single(Ask<SendList>(us, new ListSends(), Asker).Sends);
        }

        Pass(answersFirst ? Defaults.Talk.OfferLease : Defaults.Talk.Pace.Patience);
        var outcome = Finished();
        Assert.Equal((TransferState.Failed, ReturnCode.Unreachable), (outcome.State, outcome.Code));
        NothingIsLeft(us);
        Assert.Empty(Ask<SendList>(us, new ListSends(), Asker).Sends);
    }

    [Fact(DisplayName = "A transfer that its sender cancels, or that the receiver does, leaves nothing behind at either end")]
    public async Task Cancelled()
    {
        Files(2).MayKeep = MemoryFiles.Held();
        var (us, other) = (Begin(1), Begin(2, With(OfferPolicy.Always)));
        foreach (var bySender in (bool[])[true, false])
        {
            var send = Send(us, Prefix(2));
            AwaitAssert(() => Assert.NotEmpty(Ask<PeerCommands.PeerStatus>(other, new PeerCommands.GetStatus(), Asker).Seeds));
            if (bySender)
                Ask<SendStatus>(us, new CancelSend($"{send:n}"[..8]), Asker);
            else
                Ask<OfferStatus>(other, new DeclineOffer(""), Asker);
            Assert.Equal(ReturnCode.Cancelled, Next<TalkEvents.OfferEnded>().Offer.Code);
            Assert.Equal(bySender ? TransferState.Cancelled : TransferState.Failed, Finished().State);
            await IsClosed(Files(2).Coming);
            NothingIsLeft(us, other);
        }

        Files(2).MayKeep.SetResult();
        Assert.All(Files(2).Coming, store => Assert.False(store.IsPublished));
        Assert.Equal(ReturnCode.NotFound, Ask<PeerCommands.CommandRefused>(us, new CancelSend(""), Asker).Code);
    }

    [Theory(DisplayName = "S1.28: a peer that leaves in the middle tells the other side, which keeps nothing of it")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Leaving(bool senderLeaves)
    {
        Files(2).MayKeep = MemoryFiles.Held();
        var (us, other) = (Begin(1), Begin(2, With(OfferPolicy.Always)));
        Send(us, Prefix(2));
        AwaitAssert(() => Assert.NotEmpty(Ask<PeerCommands.PeerStatus>(other, new PeerCommands.GetStatus(), Asker).Seeds));
        (senderLeaves ? us : other).Tell(new PeerCommands.Leave(), Asker.Ref);
        Next<TalkEvents.OfferEnded>();
        Files(2).MayKeep.SetResult();
        Asker.FishForMessage(m => m is PeerCommands.Left, Patience);
        Finished();
        await IsClosed(Files(2).Coming);
        NothingIsLeft(senderLeaves ? other : us);
        Assert.Equal(ReturnCode.Forbidden, Ask<PeerCommands.CommandRefused>(senderLeaves ? us : other, new SendFile(File.Name, null), Asker).Code);
    }

    [Fact(DisplayName = "What is sent while it is shared, or shared while it is sent, stays shared afterwards")]
    public void Shared_as_well()
    {
        var (us, other) = (Begin(1), Begin(2, With(OfferPolicy.Ask)));
        Ask<PeerCommands.TorrentShared>(us, new PeerCommands.ShareTorrent(File, Whole(File)), Asker);
        Send(us, Prefix(2));
        Next<TalkEvents.OfferMade>();
        Ask<OfferStatus>(other, new DeclineOffer(""), Asker);
        Finished();
        Assert.Single(Ask<PeerCommands.PeerStatus>(us, new PeerCommands.GetStatus(), Asker).Seeds);
        // Not shared any more while it is sent: served until that has ended, and listed no longer.
        Send(us, Prefix(2));
        Next<TalkEvents.OfferMade>();
        Ask<PeerCommands.SeedingStopped>(us, new PeerCommands.StopSeeding(File.Id), Asker);
        Assert.Equal(ReturnCode.NotFound, Ask<PeerCommands.CommandRefused>(us, new PeerCommands.StopSeeding(File.Id), Asker).Code);
        Assert.Single(Ask<PeerCommands.PeerStatus>(us, new PeerCommands.GetStatus(), Asker).Seeds);
        Ask<PeerCommands.TorrentShared>(us, new PeerCommands.ShareTorrent(File, Whole(File)), Asker);
        Ask<PeerCommands.SeedingStopped>(us, new PeerCommands.StopSeeding(File.Id), Asker);
        Ask<OfferStatus>(other, new AcceptOffer(""), Asker);
        Assert.Equal(TransferState.Received, Finished().State);
        AwaitAssert(() => Assert.Empty(Ask<PeerCommands.PeerStatus>(us, new PeerCommands.GetStatus(), Asker).Seeds));
    }

    [Fact(DisplayName = "Two transfers of one file serve it until the last has ended")]
    public void Twice()
    {
        var us = Begin(1);
        var (second, third) = (Begin(2, With(OfferPolicy.Ask)), Begin(3, With(OfferPolicy.Ask)));
        Send(us, Prefix(2));
        Next<TalkEvents.OfferMade>();
        Send(us, Prefix(3));
        Next<TalkEvents.OfferMade>();
        Ask<OfferStatus>(second, new DeclineOffer(""), Asker);
        Finished();
        Ask<OfferStatus>(third, new AcceptOffer(""), Asker);
        Assert.Equal(TransferState.Received, Finished().State);
        NothingIsLeft(us, second, third);
    }

    [Fact(DisplayName = "S1.C6: what can't be sent is refused in one sentence, and a file that can't be read ends the transfer")]
    public void Wrong_sends()
    {
        var us = Begin(1, Defaults with { Talk = Defaults.Talk with { MaxSends = 1 } });
        Played(2);
        Assert.Equal("Please specify a filename to send.", Ask<PeerCommands.CommandRefused>(us, new SendFile("", null), Asker).Reason);
        Assert.StartsWith("File not found", Ask<PeerCommands.CommandRefused>(us, new SendFile("nowhere", null), Asker).Reason, StringComparison.Ordinal);
        Assert.Equal(ReturnCode.BadRequest, Ask<PeerCommands.CommandRefused>(us, new SendFile(File.Name, Prefix(1)), Asker).Code);
        Assert.Equal(2, Ask<PeerCommands.CommandRefused>(us, new SendFile(File.Name, "00"), Asker).Candidates.Length);
        Files(1).MayHash = MemoryFiles.Held();
        Files(1).Failure = "The disk failed.";
        Send(us, Prefix(2));
        Assert.Equal(ReturnCode.Overloaded, Ask<PeerCommands.CommandRefused>(us, new SendFile(File.Name, null), Asker).Code);
        Files(1).MayHash.SetResult();
        var outcome = Finished();
        Assert.Equal((TransferState.Failed, "The disk failed."), (outcome.State, outcome.Reason));
        NothingIsLeft(us);
    }

    [Fact(DisplayName = "A file that changes while it is sent ends the transfer on both sides")]
    public void Source_changes()
    {
        var (us, receiver) = (Begin(1), Played(2));
        Send(us, Prefix(2));
        var offer = receiver.ExpectMsg<TalkProtocol.OfferFile>(Patience);
        Sys.EventStream.Publish(new PeerEvents.SeedingFailed(File.Id, ReturnCode.StorageFailed, "'x' changed."));
        Assert.Equal(offer.RequestId, receiver.ExpectMsg<TalkProtocol.OfferWithdrawn>(Patience).RequestId);
        Assert.Equal("'x' changed.", Finished().Reason);
    }
}
