namespace Akka.Tests.Actor;

using Akka.Actor;
using Akka.Tests.Support;

public class InboxSpecs : SystemSpec
{
    [Fact]
    public async Task It_receives_in_order_picks_by_predicate_and_watches()
    {
        using var inbox = Inbox.Create(Sys);
        var echo = ActorOf((message, context) => context.Sender.Tell(message));
        inbox.Send(echo, 1);
        inbox.Send(echo, "two");
        inbox.Send(echo, 3);
        Assert.Equal("two", inbox.ReceiveWhere(m => m is string, Probe.Patience));
        Assert.Equal(1, await inbox.ReceiveAsync(Probe.Patience));
        Assert.Equal(3, inbox.Receive(Probe.Patience));
        inbox.Watch(echo);
        Sys.Stop(echo);
        Assert.Equal(echo, Assert.IsType<Terminated>(inbox.Receive(Probe.Patience)).ActorRef);
    }

    [Fact]
    public void It_gives_up_in_time()
    {
        using var inbox = Inbox.Create(Sys);
        Assert.Throws<TimeoutException>(() => inbox.Receive(TimeSpan.FromMilliseconds(20)));
    }
}
