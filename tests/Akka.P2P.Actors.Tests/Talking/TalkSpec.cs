namespace Akka.P2P.Actors.Tests.Talking;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;
using Akka.TestKit;
using Xunit.Abstractions;

/// <summary>Peer 1 is ours; others are peers of the same kind, or probes that play one.</summary>
public abstract class TalkSpec : SwarmSpec
{
    private readonly TestProbe _events;

    protected TalkSpec(ITestOutputHelper output)
        : base(output, virtualTime: true)
    {
        Tracker = StartTracker();
        _events = CreateTestProbe();
        Sys.EventStream.Subscribe(_events.Ref, typeof(PeerEvents.TrackerConnected));
    }

    protected IActorRef Tracker { get; }

    /// <summary>A peer that has registered.</summary>
    protected IActorRef Begin(int number, PeerSettings? settings = null)
    {
        var peer = StartPeer(number, settings);
        _events.ExpectMsg<PeerEvents.TrackerConnected>(Patience);
        return peer;
    }

    /// <summary>A peer that is registered and played by a probe.</summary>
    protected TestProbe Played(int number)
    {
        var probe = CreateTestProbe();
        PeerIs(number, probe.Ref);
        Register(number);
        return probe;
    }

    /// <summary>A peer that is registered and doesn't answer.</summary>
    protected void Dead(int number)
    {
        PeerIs(number, Sys.DeadLetters);
        Register(number);
    }

    protected static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Says something to a peer as if another one had.</summary>
    protected static T Ask<T>(IActorRef peer, object message, TestProbe asker)
    {
        peer.Tell(message, asker.Ref);
        return asker.ExpectMsg<T>(Patience);
    }

    private void Register(int number)
    {
        var link = CreateTestProbe();
        Tracker.Tell(new TrackerProtocol.Register(Guid.NewGuid(), Peer(number), $"peer {number}", Token(number), WireLimits.Version), link.Ref);
        link.FishForMessage(m => m is TrackerProtocol.Registered, Patience);
    }

    protected static string Prefix(int number) => Id(number).ToString();

    protected static PeerAddress Address(int number) => Peer(number).Address;
}
