namespace Akka.P2P.Actors.Tests.Talking;

using Akka.Event;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Protocol;
using Xunit.Abstractions;

public sealed class PingSpecs(ITestOutputHelper output) : TalkSpec(output)
{
    [Fact(DisplayName = "S1.9, S1.32: a ping by address or by id is answered with who is there and the round trip's time")]
    public void Round_trip()
    {
        var (us, other, asker) = (Begin(1), Played(2), CreateTestProbe());
        foreach (var command in (object[])[new PeerCommands.PingPeer(Address(2)), new TalkCommands.PingNamed($"{Address(2)}"), new TalkCommands.PingNamed(Prefix(2))])
        {
            us.Tell(command, asker.Ref);
            var ping = other.ExpectMsg<PeerProtocol.Ping>(Patience);
            Advance(TimeSpan.FromMilliseconds(30));
            other.Reply(new PeerProtocol.Pong(ping.Nonce, Id(2)));
            Assert.Equal(new PeerCommands.PeerAnswered(Address(2), Id(2), TimeSpan.FromMilliseconds(30)), asker.ExpectMsg<PeerCommands.PeerAnswered>(Patience));
        }
    }

    [Fact(DisplayName = "S1.31, S1.32: a peer answers PING with PONG, and says who it is")]
    public void Is_answered()
    {
        var asker = CreateTestProbe();
        Assert.Equal(new PeerProtocol.Pong(7, Id(1)), Ask<PeerProtocol.Pong>(Begin(1), new PeerProtocol.Ping(7), asker));
    }

    [Fact(DisplayName = "S1.34: a ping that got lost is said again; the time is that of the try that was answered")]
    public void Lost_ping()
    {
        var (us, other, asker) = (Begin(1), Played(2), CreateTestProbe());
        us.Tell(new PeerCommands.PingPeer(Address(2)), asker.Ref);
        var lost = other.ExpectMsg<PeerProtocol.Ping>(Patience);
        Advance(Defaults.Talk.Pace.Retry);
        var again = other.ExpectMsg<PeerProtocol.Ping>(Patience);
        Assert.NotEqual(lost.Nonce, again.Nonce);
        Advance(TimeSpan.FromMilliseconds(5));
        other.Reply(new PeerProtocol.Pong(again.Nonce, Id(2)));
        Assert.Equal(TimeSpan.FromMilliseconds(5), asker.ExpectMsg<PeerCommands.PeerAnswered>(Patience).RoundTrip);
    }

    [Fact(DisplayName = "Who doesn't answer is UNREACHABLE after the time-out, and a late answer changes nothing")]
    public void Silent_ones()
    {
        var (us, other, asker) = (Begin(1), Played(2), CreateTestProbe());
        us.Tell(new PeerCommands.PingPeer(Address(2)), asker.Ref);
        var ping = other.ExpectMsg<PeerProtocol.Ping>(Patience);
        for (var waited = TimeSpan.Zero; waited < Defaults.Talk.Pace.Patience; waited += TimeSpan.FromSeconds(1))
            Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(ReturnCode.Unreachable, asker.ExpectMsg<PeerCommands.CommandRefused>(Patience).Code);
        us.Tell(new PeerProtocol.Pong(ping.Nonce, Id(2)), other.Ref);
        var stats = Ask<TalkStats>(us, new TalkCommands.GetTalkStats(), asker);
        Assert.Equal((0, 1), (stats.PingsReturned, stats.PingsLost));
    }

    [Fact(DisplayName = "A prefix that fits several peers is refused with the candidates, one that fits none as NOT_FOUND")]
    public void Prefixes()
    {
        var (us, asker) = (Begin(1), CreateTestProbe());
        Played(2);
        var refused = Ask<PeerCommands.CommandRefused>(us, new TalkCommands.PingNamed(Prefix(2)[..8]), asker);
        Assert.Equal(ReturnCode.BadRequest, refused.Code);
        Assert.Equal([$"{Id(1)} at {Address(1)}", $"{Id(2)} at {Address(2)}"], refused.Candidates.AsEnumerable());
        Assert.Equal(ReturnCode.NotFound, Ask<PeerCommands.CommandRefused>(us, new TalkCommands.PingNamed("ff"), asker).Code);
        Assert.Equal(ReturnCode.BadRequest, Ask<PeerCommands.CommandRefused>(us, new TalkCommands.PingNamed("nobody"), asker).Code);
        Assert.Equal(ReturnCode.BadRequest, Ask<PeerCommands.CommandRefused>(us, new TalkCommands.PingNamed(""), asker).Code);
    }

    [Fact(DisplayName = "S1.24, S1.27, S1.29: all peers are listed page by page, and one is shown with who lists it, its round trip and what it said")]
    public void Listed_and_shown()
    {
        var (us, other, asker) = (Begin(1), Played(2), CreateTestProbe());
        Ask<TalkProtocol.Heard>(us, new TalkProtocol.Broadcast(Guid.NewGuid(), Peer(2), "two", "hello"), other);
        var list = Ask<TalkCommands.PeerList>(us, new TalkCommands.ListPeers(), asker);
        Assert.Equal([Peer(1), Peer(2)], list.Peers.Select(p => p.Peer));
        Assert.Equal(TrackerAddress, Assert.Single(list.Peers[1].Trackers));
        us.Tell(new TalkCommands.ShowPeer(Prefix(2)), asker.Ref);
        var ping = other.ExpectMsg<PeerProtocol.Ping>(Patience);
        Advance(TimeSpan.FromMilliseconds(3));
        other.Reply(new PeerProtocol.Pong(ping.Nonce, Id(2)));
        var shown = asker.ExpectMsg<TalkCommands.PeerDetails>(Patience);
        Assert.Equal((Peer(2), TimeSpan.FromMilliseconds(3), "hello"), (shown.Peer, shown.RoundTrip, Assert.Single(shown.Messages).Text));
        Assert.Equal(TrackerAddress, Assert.Single(shown.Trackers));
        Assert.Equal(ReturnCode.NotFound, Ask<PeerCommands.CommandRefused>(us, new TalkCommands.ShowPeer("ff"), asker).Code);
    }

    [Fact(DisplayName = "Whoever floods pings is answered so many and no more, and costs one log line in ten seconds")]
    public void Flood()
    {
        var (us, flooder, warnings) = (Begin(1), CreateTestProbe(), CreateTestProbe());
        Sys.EventStream.Subscribe(warnings.Ref, typeof(Warning));
        const int Sent = 1000;
        for (var i = 0; i < Sent; i++)
            us.Tell(new PeerProtocol.Ping(i), flooder.Ref);
        var stats = Ask<TalkStats>(us, new TalkCommands.GetTalkStats(), CreateTestProbe());
        var burst = Defaults.Talk.PeerPingRate.Burst;
        Assert.Equal((burst, Sent - burst), (stats.PingsAnswered, stats.PingsIgnored));
        Assert.Contains("1 pings", warnings.ExpectMsg<Warning>(Patience).ToString(), StringComparison.Ordinal);
        warnings.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        Advance(Defaults.Talk.LogInterval);
        for (var i = 0; i < Sent; i++)
            us.Tell(new PeerProtocol.Ping(i), flooder.Ref);
        Assert.Contains($"{Sent - burst} pings", warnings.ExpectMsg<Warning>(Patience).ToString(), StringComparison.Ordinal);
        warnings.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
    }
}
