namespace Akka.TestKit.Tests;

using Akka.Actor;
using Xunit.Abstractions;

public sealed class TestActorRefSpecs(ITestOutputHelper output) : Spec(output)
{
    [Fact]
    public void A_message_has_been_handled_when_tell_returns()
    {
        var counter = ActorOfAsTestActorRef<Counter>("counter");
        counter.Tell(2, ActorRefs.NoSender);
        counter.Tell(3, ActorRefs.NoSender);
        Assert.Equal(5, counter.UnderlyingActor.Total);
        Assert.Equal("counter", counter.Path.Name);
    }

    [Fact]
    public void Constructor_arguments_and_props_work()
    {
        Assert.Equal(7, ActorOfAsTestActorRef(() => new Counter(7)).UnderlyingActor.Total);
        Assert.Equal(8, ActorOfAsTestActorRef<Counter>(Props.Create(() => new Counter(8))).UnderlyingActor.Total);
    }

    [Fact]
    public void It_replies_and_watches_like_any_actor()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        counter.Tell("total", TestActor);
        ExpectMsgFrom(counter.Ref, 0);
        Watch(counter.Ref);
        Sys.Stop(counter.Ref);
        ExpectTerminated(counter.Ref);
    }

    [Fact]
    public void It_equals_the_actors_own_reference()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        Assert.True(counter == counter.Ref);
        Assert.False(counter != counter.Ref);
        Assert.True(counter.Equals(counter.Ref));
        Assert.False(counter == TestActor);
    }

    [Fact]
    public void A_direct_receive_throws_to_its_caller_and_the_supervisor_sees_nothing()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        counter.Receive(4);
        Assert.Throws<InvalidTimeZoneException>(() => counter.Receive("fail"));
        Assert.Equal(4, counter.UnderlyingActor.Total);
    }

    [Fact]
    public void After_a_restart_the_new_actor_is_seen()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        var first = counter.UnderlyingActor;
        counter.Tell(4, ActorRefs.NoSender);
        EventFilter.Exception<InvalidTimeZoneException>().ExpectOne(() => counter.Tell("fail", ActorRefs.NoSender));
        AwaitCondition(() => !ReferenceEquals(first, counter.UnderlyingActor));
        counter.Tell("total", TestActor);
        ExpectMsg(0);
    }

    [Fact]
    public void A_supervisor_is_the_parent()
    {
        var supervisor = ActorOfAsTestActorRef<Counter>("boss");
        var child = ActorOfAsTestActorRef<Counter>(supervisor, "kid");
        Assert.Equal(supervisor.Path / "kid", child.Path);
    }

    [Fact(DisplayName = "In a direct receive the context is the actor's own")]
    public void A_direct_receive_has_the_actors_context()
    {
        var actor = ActorOfAsTestActorRef<Contextual>("contextual");
        actor.Receive("who", TestActor);
        ExpectMsg("contextual");
        actor.Receive("become", TestActor);
        actor.Receive("who", TestActor);
        ExpectMsg("became");
    }

    [Fact(DisplayName = "A direct receive that is awaited ends when the async handler has")]
    public async Task A_direct_receive_waits_for_an_async_handler()
    {
        var gate = new TaskCompletionSource();
        var actor = ActorOfAsTestActorRef(() => new Waiting(gate.Task));
        var received = actor.ReceiveAsync("x", TestActor);
        Assert.False(received.IsCompleted);
        gate.SetResult();
        await received.WaitAsync(Ample);
        Assert.True(actor.UnderlyingActor.Done);
    }

    private sealed class Contextual : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is "become")
            {
                Become((object _) => Sender.Tell("became"));
            }
            else
            {
                Sender.Tell(Context.Self.Path.Name);
            }
        }
    }

    private sealed class Waiting : ReceiveActor
    {
        public Waiting(Task gate) => ReceiveAnyAsync(async _ =>
        {
            await gate;
            Done = true;
        });

        public bool Done { get; private set; }
    }

    private sealed class Counter(int total) : ActorBase
    {
        public Counter()
            : this(0)
        {
        }

        public int Total { get; private set; } = total;

        protected override bool Receive(object message)
        {
            switch (message)
            {
                case int more:
                    Total += more;
                    return true;
                case "total":
                    Sender.Tell(Total, Self);
                    return true;
                case "fail":
                    throw new InvalidTimeZoneException("as asked");
                default:
                    return false;
            }
        }
    }
}
