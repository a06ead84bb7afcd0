namespace Akka.Tests.Actor.Futures;

using Akka.Actor;
using Akka.Tests.Support;

public class GracefulStopSpecs : SystemSpec
{
    [Fact]
    public async Task It_ends_with_true_when_the_actor_has_stopped()
    {
        var handled = NewProbe();
        var actor = ActorOf((message, _) => handled.Ref.Tell(message));
        actor.Tell("before");
        Assert.True(await actor.GracefulStop(Probe.Patience));
        await handled.Expect("before");
    }

    [Fact]
    public async Task It_ends_with_true_for_an_actor_that_is_gone()
    {
        var actor = ActorOf((_, _) => { });
        Assert.True(await actor.GracefulStop(Probe.Patience));
        Assert.True(await actor.GracefulStop(Probe.Patience));
    }

    [Fact]
    public async Task It_can_send_a_message_of_the_callers()
    {
        var actor = ActorOf((message, context) =>
        {
            if (message is "good night")
                context.Stop(context.Self);
        });
        Assert.True(await actor.GracefulStop(Probe.Patience, "good night"));
    }

    [Fact]
    public async Task It_is_cancelled_when_the_actor_takes_too_long()
    {
        var actor = ActorOf((_, _) => { });
        await Assert.ThrowsAsync<TaskCanceledException>(() => actor.GracefulStop(TimeSpan.FromMilliseconds(20), "please"));
    }
}
