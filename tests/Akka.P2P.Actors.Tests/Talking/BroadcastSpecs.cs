namespace Akka.P2P.Actors.Tests.Talking;

using Akka.Event;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Protocol;
using Akka.TestKit;
using Xunit.Abstractions;
using static Akka.P2P.Actors.Talking.TalkCommands;

public sealed class BroadcastSpecs(ITestOutputHelper output) : TalkSpec(output)
{
    [Fact(DisplayName = "S1.10, S1.20, S1.21, S1.33, S1.C4: a text goes to all but oneself, each acknowledges it, and one that is dead keeps it from nobody")]
    public void To_all()
    {
        var (us, asker, heard) = (Begin(1), CreateTestProbe(), CreateTestProbe());
        var (second, third) = (Begin(2), Begin(3));
        Dead(4);
        Sys.EventStream.Subscribe(heard.Ref, typeof(TalkEvents.BroadcastHeard));
        us.Tell(new Broadcast("hello"), asker.Ref);
        Assert.Equal(new TalkEvents.BroadcastHeard(Peer(1), "peer 1", "hello"), heard.ExpectMsg<TalkEvents.BroadcastHeard>(Patience));
        heard.ExpectMsg<TalkEvents.BroadcastHeard>(Patience);
        Inboxes(second, third);
        // Their acknowledgements went before this question, and by the same way: they are read before time passes.
        Assert.Empty(Ask<InboxContent>(us, new ReadInbox(), asker).Messages);
        for (var waited = TimeSpan.Zero; waited < Defaults.Talk.Pace.Patience; waited += TimeSpan.FromSeconds(1))
            Advance(TimeSpan.FromSeconds(1));
        var done = asker.ExpectMsg<BroadcastDone>(Patience);
        Assert.Equal([Peer(2), Peer(3)], done.Deliveries.Where(d => d.IsDelivered).Select(d => d.Peer).OrderBy(p => p.Id));
        var failed = Assert.Single(done.Deliveries, d => !d.IsDelivered);
        Assert.Equal(Peer(4), failed.Peer);
        Assert.Contains("doesn't answer", failed.Failure, StringComparison.Ordinal);
        Assert.Empty(Ask<InboxContent>(us, new ReadInbox(), asker).Messages);

        void Inboxes(params Akka.Actor.IActorRef[] peers)
        {
            foreach (var peer in peers)
                Assert.Equal("hello", Assert.Single(Ask<InboxContent>(peer, new ReadInbox(), asker).Messages).Text);
        }
    }

    [Fact(DisplayName = "S1.34: a text is said again until it is acknowledged; the same one said twice is shown once")]
    public void Is_repeated()
    {
        var (us, other, asker) = (Begin(1), Played(2), CreateTestProbe());
        us.Tell(new Broadcast("hello"), asker.Ref);
        var first = other.ExpectMsg<TalkProtocol.Broadcast>(Patience);
        Advance(Defaults.Talk.Pace.Retry);
        var again = other.ExpectMsg<TalkProtocol.Broadcast>(Patience);
        Assert.Equal(first, again);
        other.Reply(new TalkProtocol.Heard(Guid.NewGuid(), Id(2)));
        other.Reply(new TalkProtocol.Heard(again.RequestId, Id(2)));
        Assert.True(Assert.Single(asker.ExpectMsg<BroadcastDone>(Patience).Deliveries).IsDelivered);

        Ask<TalkProtocol.Heard>(us, Text(9, "twice"), other);
        var twice = Text(9, "again");
        Ask<TalkProtocol.Heard>(us, twice, other);
        Ask<TalkProtocol.Heard>(us, twice, other);
        var inbox = Ask<InboxContent>(us, new ReadInbox(), asker);
        Assert.Equal(["twice", "again"], inbox.Messages.Select(m => m.Text));
        Assert.Equal(2, inbox.Heard);
    }

    [Fact(DisplayName = "S1.C6: a text that is empty or too long is refused in one sentence, and so is one while no tracker answers")]
    public void Wrong_texts()
    {
        var (us, asker) = (Begin(1), CreateTestProbe());
        Assert.Equal("Please specify a message to broadcast.", Ask<PeerCommands.CommandRefused>(us, new Broadcast(" "), asker).Reason);
        Assert.Contains("1001", Ask<PeerCommands.CommandRefused>(us, new Broadcast(new string('x', 1001)), asker).Reason, StringComparison.Ordinal);
        var alone = StartPeer(2, Defaults with { Trackers = [] });
        Assert.Equal(ReturnCode.Unreachable, Ask<PeerCommands.CommandRefused>(alone, new Broadcast("x"), asker).Code);
    }

    [Fact(DisplayName = "Whatever a stranger's text holds is shown on one line, and one that is malformed is refused")]
    public void Strangers_texts()
    {
        var (us, other, asker) = (Begin(1), CreateTestProbe(), CreateTestProbe());
        Ask<TalkProtocol.Heard>(us, Text(2, "a\u001b[2Jb\r\nc\u202ed 👩‍🔬") with { Name = "x\u0007y" }, other);
        var message = Assert.Single(Ask<InboxContent>(us, new ReadInbox(), asker).Messages);
        Assert.Equal(("x y", "a [2Jb  c d 👩‍🔬"), (message.Name, message.Text));
        foreach (var bad in (TalkProtocol.Broadcast[])[
            Text(2, ""), Text(2, null!), Text(2, new string('x', WireLimits.MaxBroadcastText + 1)), Text(2, "x") with { From = null! }])
            Assert.Equal(ReturnCode.BadRequest, Ask<TalkProtocol.TalkRefused>(us, bad, other).Code);
        Assert.Single(Ask<InboxContent>(us, new ReadInbox(), asker).Messages);
    }

    [Fact(DisplayName = "Whoever floods texts is heard so often and no more, pushes out nobody else's, and costs one log line in ten seconds")]
    public void Flood()
    {
        var (us, flooder, warnings, asker) = (Begin(1, Defaults with { Talk = Defaults.Talk with { InboxSize = 10 } }), CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        Sys.EventStream.Subscribe(warnings.Ref, typeof(Warning));
        Ask<TalkProtocol.Heard>(us, Text(2, "quiet"), CreateTestProbe());
        var burst = Defaults.Talk.PeerRate.Burst;
        for (var i = 0; i < 500; i++)
            us.Tell(Text(3, $"loud {i}"), flooder.Ref);
        var inbox = Ask<InboxContent>(us, new ReadInbox(), asker);
        Assert.Equal(1 + burst, inbox.Heard);
        Assert.Equal(10, inbox.Messages.Length);
        Assert.Contains("quiet", inbox.Messages.Select(m => m.Text));
        Assert.Equal(500 - burst, Ask<TalkStats>(us, new GetTalkStats(), asker).Refused);
        Assert.Equal(ReturnCode.Overloaded, ((TalkProtocol.TalkRefused)flooder.FishForMessage(m => m is TalkProtocol.TalkRefused, Patience)).Code);
        warnings.ExpectMsg<Warning>(Patience);
        warnings.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        // The others are heard all the same.
        Ask<TalkProtocol.Heard>(us, Text(2, "still here"), CreateTestProbe());
    }

    [Fact(DisplayName = "A crowd that is drawn from thin air is bounded as a whole")]
    public void Crowd()
    {
        var (us, flooder, asker) = (Begin(1), CreateTestProbe(), CreateTestProbe());
        for (var i = 0; i < 500; i++)
            us.Tell(Text(2, "x") with { From = new(Id(2), new("10.1.1.1", 1 + i)) }, flooder.Ref);
        Assert.Equal(Defaults.Talk.Rate.Burst, Ask<InboxContent>(us, new ReadInbox(), asker).Heard);
    }

    [Fact(DisplayName = "A text to many is told to so many at a time, and ends in time whoever is silent")]
    public void Fan_out()
    {
        var pace = Defaults.Talk.Pace with { AtOnce = 2 };
        var us = Begin(1, Defaults with { Talk = Defaults.Talk with { Pace = pace } });
        var (silent, asker) = (CreateTestProbe(), CreateTestProbe());
        for (var i = 2; i <= 8; i++)
        {
            Dead(i);
            PeerIs(i, silent.Ref);
        }

        us.Tell(new Broadcast("hello"), asker.Ref);
        silent.ExpectMsg<TalkProtocol.Broadcast>(Patience);
        silent.ExpectMsg<TalkProtocol.Broadcast>(Patience);
        silent.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        us.Tell(new TalkProtocol.Heard(Guid.NewGuid(), Id(2)), silent.Ref);
        for (var waited = TimeSpan.Zero; waited < pace.Limit; waited += TimeSpan.FromMilliseconds(500))
            Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(7, asker.ExpectMsg<BroadcastDone>(Patience).Deliveries.Count(d => !d.IsDelivered));
    }

    private static TalkProtocol.Broadcast Text(int from, string text) => new(Guid.NewGuid(), Peer(from), $"peer {from}", text);
}
