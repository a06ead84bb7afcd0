namespace Akka.P2P.Actors.Tests.Tracking;

using System.Collections.Concurrent;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;
using Akka.TestKit;
using Xunit.Abstractions;
using static Akka.P2P.Protocol.TrackerProtocol;

/// <summary>The tracker's call back to the address that a peer advertises, through a probe that opens no socket.</summary>
public sealed class ReachingSpecs(ITestOutputHelper output) : SwarmSpec(output)
{
    private readonly ConcurrentDictionary<PeerAddress, TaskCompletionSource<bool>> _dialled = new();
    private readonly TrackerSettings _settings = TrackerSettings.From(ReferenceConfig.Load());

    [Fact(DisplayName = "A peer is registered at once, and told later whether its address could be reached")]
    public void Answer_is_not_delayed()
    {
        var tracker = StartTracker(probe: Dial);
        var (open, closed) = (Register(tracker, 1), Register(tracker, 2));
        Finish(2, false);
        Finish(1, true);
        Assert.Equal(new AddressChecked(Peer(1).Address, Reachability.Reachable), open.FishForMessage(m => m is AddressChecked));
        Assert.Equal(new AddressChecked(Peer(2).Address, Reachability.Unreachable), closed.FishForMessage(m => m is AddressChecked));
    }

    [Fact(DisplayName = "The same registration at a keep-alive is not checked again; a new address, or a restarted peer, is")]
    public void Once_for_each_registration()
    {
        var tracker = StartTracker(probe: Dial);
        var peer = Register(tracker, 1);
        Finish(1, true);
        peer.ExpectMsg<AddressChecked>();
        Register(tracker, 1, peer);
        var moved = Peer(1) with { Address = Peer(9).Address };
        tracker.Tell(new Register(Guid.NewGuid(), moved, "moved", Token(1), WireLimits.Version), peer.Ref);
        Finish(9, false);
        peer.ExpectMsg<Registered>();
        // The next word after it is of the new address: the keep-alive had none.
        Assert.Equal(moved.Address, peer.ExpectMsg<AddressChecked>().Address);

        var restarted = CreateTestProbe();
        tracker.Tell(new Register(Guid.NewGuid(), moved, "restarted", Token(1), WireLimits.Version), restarted.Ref);
        restarted.ExpectMsg<Registered>();
        Finish(9, true);
        Assert.Equal(Reachability.Reachable, restarted.ExpectMsg<AddressChecked>().Result);
    }

    [Fact(DisplayName = "Only so many addresses are dialled at a time, the others in turn; one that never answers gives its place back")]
    public void Bounded()
    {
        var tracker = StartTracker(_settings with { MaxReachChecks = 1, ReachTimeout = TimeSpan.FromMilliseconds(300) }, probe: Dial);
        // Nobody ever answers for the first; the second can only be dialled after its time is over.
        var (silent, next) = (Register(tracker, 1), Register(tracker, 2));
        Assert.Equal(Reachability.Unreachable, Checked(silent).Result);
        Finish(2, true);
        Assert.Equal(Reachability.Reachable, Checked(next).Result);
    }

    [Fact(DisplayName = "A probe that throws is an address that can't be reached")]
    public void Probe_throws()
    {
        var tracker = StartTracker(probe: (_, _) => throw new InvalidOperationException("no such host"));
        Assert.Equal(Reachability.Unreachable, Checked(Register(tracker, 1)).Result);
    }

    [Fact(DisplayName = "The peer tells its process what the tracker found, once")]
    public void Becomes_an_event()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(PeerEvents.AddressChecked));
        var tracker = CreateTestProbe("tracker");
        TrackerIs(tracker.Ref);
        StartPeer(11);
        tracker.ExpectMsg<Register>();
        var mine = Peer(11).Address;
        tracker.Reply(new AddressChecked(Peer(12).Address, Reachability.Unreachable));
        tracker.Reply(new AddressChecked(mine, Reachability.Unreachable));
        tracker.Reply(new AddressChecked(mine, Reachability.Unreachable));
        tracker.Reply(new AddressChecked(mine, Reachability.Reachable));
        Assert.Equal(new PeerEvents.AddressChecked(mine, TrackerAddress, false), ExpectMsg<PeerEvents.AddressChecked>());
        Assert.Equal(new PeerEvents.AddressChecked(mine, TrackerAddress, true), ExpectMsg<PeerEvents.AddressChecked>());
    }

    private static AddressChecked Checked(TestProbe peer) => (AddressChecked)peer.FishForMessage(m => m is AddressChecked);

    private Task<bool> Dial(PeerAddress address, CancellationToken cancellation) =>
        _dialled.GetOrAdd(address, _ => new TaskCompletionSource<bool>()).Task;

    private void Finish(int number, bool isReachable)
    {
        AwaitAssert(() => Assert.True(_dialled.ContainsKey(Peer(number).Address)));
        Assert.True(_dialled.Remove(Peer(number).Address, out var dialled));
        dialled.SetResult(isReachable);
    }

    private TestProbe Register(IActorRef tracker, int number, TestProbe? again = null)
    {
        var peer = again ?? CreateTestProbe();
        tracker.Tell(new Register(Guid.NewGuid(), Peer(number), "a peer", Token(number), WireLimits.Version), peer.Ref);
        peer.FishForMessage(m => m is Registered);
        return peer;
    }
}
