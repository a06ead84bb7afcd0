namespace Akka.TestKit.Tests;

using Akka.Actor;
using Xunit.Abstractions;

public sealed class ProbeSpecs(ITestOutputHelper output) : Spec(output)
{
    [Fact]
    public void A_probe_sends_replies_and_forwards()
    {
        var (one, two, three) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        one.Send(two, "question");
        two.ExpectMsg("question");
        Assert.Equal(one.Ref, two.Sender);
        two.Reply("answer");
        one.ExpectMsgFrom(two, "answer");
        two.Forward(three);
        three.ExpectMsgFrom(one, "question");
        two.Forward(three, "other");
        three.ExpectMsgFrom(one, "other");
    }

    [Fact]
    public void A_probe_is_a_reference_and_equals_its_test_actor()
    {
        var probe = CreateTestProbe("named");
        IActorRef asRef = probe;
        asRef.Tell("hello", TestActor);
        probe.ExpectMsgFrom(TestActor, "hello");
        Assert.True(probe.Equals(probe.Ref));
        Assert.Equal(probe.Ref.GetHashCode(), probe.GetHashCode());
        Assert.Equal("named", asRef.Path.Name);
        Assert.Equal(0, asRef.CompareTo(probe.Ref));
        Assert.Equal(probe.Ref.ToString(), probe.ToString());
    }

    [Fact]
    public void A_message_stands_in_the_queue_when_tell_returns()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("now", ActorRefs.NoSender);
        Assert.True(probe.HasMessages);
        Assert.Equal("now", probe.ReceiveOne(TimeSpan.Zero));
    }

    [Fact]
    public void A_name_is_taken_once_and_none_is_free()
    {
        CreateTestProbe("twice");
        Assert.ThrowsAny<Exception>(() => CreateTestProbe("twice"));
        Assert.NotEqual(CreateTestProbe().Ref.Path, CreateTestProbe().Ref.Path);
    }

    [Fact]
    public void A_pilot_answers_before_the_message_is_queued()
    {
        var (probe, asker) = (CreateTestProbe(), CreateTestProbe());
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"re: {message}", probe.Ref);
            return AutoPilot.KeepRunning;
        }));
        asker.Send(probe, "a");
        asker.Send(probe, "b");
        asker.ExpectMsg("re: a");
        asker.ExpectMsg("re: b");
        probe.ExpectMsg("a");
        probe.ExpectMsg("b");
    }

    [Fact]
    public void A_pilot_hands_over_or_ends()
    {
        var (probe, asker) = (CreateTestProbe(), CreateTestProbe());
        var second = new DelegateAutoPilot((sender, _) =>
        {
            sender.Tell("second", probe.Ref);
            return AutoPilot.NoAutoPilot;
        });
        probe.SetAutoPilot(new DelegateAutoPilot((sender, _) =>
        {
            sender.Tell("first", probe.Ref);
            return second;
        }));
        for (var i = 0; i < 3; i++)
        {
            asker.Send(probe, i);
        }

        asker.ExpectMsg("first");
        asker.ExpectMsg("second");
        Assert.False(asker.HasMessages);
        Assert.Equal([0, 1, 2], probe.ReceiveN(3).Cast<int>());
    }

    [Fact]
    public void A_child_has_the_probe_for_its_parent()
    {
        var probe = CreateTestProbe("parent");
        var child = probe.ChildActorOf<ParentTeller>("kid");
        probe.ExpectMsgFrom(child, "to my parent");
        Assert.Equal(probe.Ref.Path / "kid", child.Path);
    }

    [Fact]
    public void A_child_fails_under_the_strategy_that_it_was_given()
    {
        var probe = CreateTestProbe();
        var stopped = probe.ChildActorOf(Props.Create<Failing>(), new OneForOneStrategy(_ => Directive.Stop));
        var restarted = probe.ChildActorOf(Props.Create<Failing>());
        Watch(stopped);
        Watch(restarted);
        stopped.Tell("fail", ActorRefs.NoSender);
        ExpectTerminated(stopped);
        restarted.Tell("fail", ActorRefs.NoSender);
        restarted.Tell("ping", TestActor);
        ExpectMsg("pong");
    }

    [Fact]
    public async Task A_child_is_made_asynchronously()
    {
        var child = await ChildActorOfAsync(Props.Create<ParentTeller>(), "later");
        await ExpectMsgFromAsync(child, "to my parent");
    }

    private sealed class ParentTeller : ActorBase
    {
        protected override void PreStart() => Context.Parent.Tell("to my parent", Self);

        protected override bool Receive(object message) => false;
    }

    private sealed class Failing : ActorBase
    {
        protected override bool Receive(object message)
        {
            if (message is "fail")
            {
                throw new InvalidOperationException("as asked");
            }

            Sender.Tell("pong", Self);
            return true;
        }
    }
}
