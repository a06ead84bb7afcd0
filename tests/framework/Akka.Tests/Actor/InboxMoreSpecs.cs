namespace Akka.Tests.Actor;

using Akka.Actor;
using Akka.TestKit.Xunit2;

public sealed class InboxMoreSpecs : TestKit
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(20);

    public InboxMoreSpecs()
        : base("akka.actor.inbox { inbox-size = 10, default-timeout = 150ms }")
    {
    }

    [Fact(DisplayName = "Nothing in time throws when one waits and is a failure as a message when one awaits")]
    public async Task Timeouts()
    {
        using var inbox = Inbox.Create(Sys);
        Assert.Throws<TimeoutException>(() => inbox.Receive());
        Assert.Throws<TimeoutException>(() => inbox.Receive(TimeSpan.FromMilliseconds(20)));
        Assert.Throws<TimeoutException>(() => inbox.ReceiveWhere(_ => true, TimeSpan.FromMilliseconds(20)));
        Assert.IsType<TimeoutException>(Assert.IsType<Status.Failure>(await inbox.ReceiveAsync(TimeSpan.FromMilliseconds(20))).Cause);
        Assert.IsType<TimeoutException>(Assert.IsType<Status.Failure>(await inbox.ReceiveAsync()).Cause);
    }

    [Fact(DisplayName = "Its receiver is the sender of what it sends, and takes the answers in order")]
    public void Sends()
    {
        using var inbox = Inbox.Create(Sys);
        inbox.Send(TestActor, "question");
        ExpectMsg("question");
        Assert.Equal(inbox.Receiver, LastSender);
        LastSender.Tell("one", ActorRefs.NoSender);
        LastSender.Tell("two", ActorRefs.NoSender);
        Assert.Equal("one", inbox.Receive(Ample));
        Assert.Equal("two", inbox.Receive(Ample));
    }

    [Fact(DisplayName = "A predicate takes the message that fits and leaves the others in order")]
    public void Picks()
    {
        using var inbox = Inbox.Create(Sys);
        foreach (var message in new object[] { "a", 1, "b", 2 })
            inbox.Receiver.Tell(message);
        Assert.Equal(2, inbox.ReceiveWhere(m => m is > 1, Ample));
        Assert.Equal("a", inbox.Receive(Ample));
        Assert.Equal(1, inbox.Receive(Ample));
        Assert.Equal("b", inbox.Receive(Ample));
    }

    [Fact(DisplayName = "Waiting receivers are served in the order in which they came")]
    public async Task Fair()
    {
        using var inbox = Inbox.Create(Sys);
        var first = inbox.ReceiveAsync(Ample);
        var second = inbox.ReceiveAsync(Ample);
        inbox.Receiver.Tell(1);
        inbox.Receiver.Tell(2);
        Assert.Equal(1, await first);
        Assert.Equal(2, await second);
    }

    [Fact(DisplayName = "It watches, with a message of one's own too, and stops watching")]
    public void Watches()
    {
        using var inbox = Inbox.Create(Sys);
        var (a, b, c) = (Sys.ActorOf(Props.Empty), Sys.ActorOf(Props.Empty), Sys.ActorOf(Props.Empty));
        inbox.Watch(a);
        inbox.WatchWith(b, "b is gone");
        inbox.Watch(c);
        inbox.Unwatch(c);
        a.Tell(PoisonPill.Instance);
        Assert.Equal(a, Assert.IsType<Terminated>(inbox.Receive(Ample)).ActorRef);
        Watch(c).Tell(PoisonPill.Instance);
        ExpectTerminated(c, Ample);
        b.Tell(PoisonPill.Instance);
        Assert.Equal("b is gone", inbox.Receive(Ample));
    }

    [Fact(DisplayName = "What is over its size is dropped with one warning")]
    public void Overflow()
    {
        using var inbox = Inbox.Create(Sys);
        EventFilter.Warning(start: "Dropping message").ExpectOne(() =>
        {
            for (var i = 0; i < 13; i++)
                inbox.Receiver.Tell(i);
        });
        for (var i = 0; i < 10; i++)
            Assert.Equal(i, inbox.Receive(Ample));
        Assert.Throws<TimeoutException>(() => inbox.Receive());
    }

    [Fact(DisplayName = "Disposing of it stops its receiver")]
    public void Disposes()
    {
        var inbox = Inbox.Create(Sys);
        Watch(inbox.Receiver);
        inbox.Dispose();
        ExpectTerminated(inbox.Receiver, Ample);
    }
}
