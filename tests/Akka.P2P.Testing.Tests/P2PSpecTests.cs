namespace Akka.P2P.Testing.Tests;

using Akka.Actor;
using Xunit.Abstractions;

public sealed class P2PSpecTests(ITestOutputHelper output) : P2PSpec(output, virtualTime: true)
{
    [Fact]
    public void Time_stands_still_until_it_is_moved()
    {
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromHours(1), TestActor, "tick", ActorRefs.NoSender);
        Advance(TimeSpan.FromMinutes(59));
        Assert.False(HasMessages);
        Advance(TimeSpan.FromMinutes(1));
        ExpectMsg("tick");
    }

    [Fact]
    public void An_actor_is_stopped_and_waited_for()
    {
        var probe = CreateTestProbe();
        StopAndWait(probe.Ref);
        Assert.Equal("p2p", Sys.Name);
    }
}
