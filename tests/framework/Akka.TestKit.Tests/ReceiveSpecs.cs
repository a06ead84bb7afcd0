namespace Akka.TestKit.Tests;

using System.Collections;
using Akka.Actor;
using Xunit.Abstractions;

public sealed class ReceiveSpecs(ITestOutputHelper output) : Spec(output)
{
    [Fact]
    public void One_message_or_null()
    {
        Send("a");
        Assert.Equal("a", ReceiveOne(Ample));
        Assert.Null(ReceiveOne(TimeSpan.Zero));
        Assert.Throws<IllegalActorStateException>(() => LastMessage);
        Assert.Throws<IllegalActorStateException>(() => LastSender);
    }

    [Fact]
    public void A_message_with_its_sender()
    {
        var probe = CreateTestProbe();
        probe.Send(TestActor, "a");
        Assert.True(TryReceiveOne(out var envelope, Ample));
        Assert.Equal(("a", probe.Ref), (envelope.Message, envelope.Sender));
        Assert.Equal(probe.Ref, LastSender);
        Assert.False(TryReceiveOne(out _, TimeSpan.Zero));
    }

    [Fact]
    public void A_look_leaves_the_message()
    {
        Assert.False(HasMessages);
        Send("a");
        Assert.True(HasMessages);
        Assert.Equal("a", PeekOne(Ample));
        Assert.True(TryPeekOne(out var envelope, Ample, CancellationToken.None));
        Assert.Equal("a", envelope.Message);
        Assert.Equal("a", ReceiveOne(Ample));
        Assert.Null(PeekOne(TimeSpan.Zero));
    }

    [Fact]
    public void Several_come_in_order()
    {
        Send(1, 2, 3);
        Assert.Equal([1, 2, 3], ReceiveN(3).Cast<int>());
    }

    [Fact]
    public void Too_few_fail_and_are_named()
    {
        Send(1, 2);
        Fails(() => ReceiveN(3, Moment), "expecting 3", "Only got 2", "[1, 2]");
    }

    [Fact]
    public void Fishing_skips_what_is_not_wanted_and_hands_it_out()
    {
        var skipped = new ArrayList();
        Send(1, "no", "yes", 2);
        Assert.Equal("yes", FishForMessage<string>(s => s == "yes", skipped));
        Assert.Equal(new ArrayList { 1, "no" }, skipped);
        Assert.Equal(2, FishForMessage(m => m is int));
    }

    [Fact]
    public void Fishing_in_vain_fails_and_shows_the_catch()
    {
        Send(1, "no");
        Fails(() => FishForMessage<string>(s => s == "yes", Moment, "the answer"), "the answer", "[1, no]");
    }

    [Fact]
    public void While_a_predicate_accepts_messages_are_taken_and_the_next_one_stays()
    {
        Send("1", "2", 7, "stop", "3");
        Assert.Equal(["1", "2"], ReceiveWhile<string>(s => s != "stop"));
        ExpectMsg("stop");
        ExpectMsg("3");
    }

    [Fact]
    public void While_ends_at_another_type_when_told_so()
    {
        Send("1", 7, "2");
        Assert.Equal(["1"], ReceiveWhile<string>(_ => true, shouldIgnoreOtherMessageTypes: false));
        ExpectMsg(7);
    }

    [Fact]
    public void While_a_filter_gives_something_messages_are_taken()
    {
        Send(1, 2, 30, 4);
        Assert.Equal(["1", "2"], ReceiveWhile(Ample, m => m is int and < 10 ? m.ToString() : null));
        ExpectMsg(30);
        ExpectMsg(4);
    }

    [Fact]
    public void While_ends_with_the_count_and_with_the_pause()
    {
        Send("1", "2", "3");
        Assert.Equal(["1", "2"], ReceiveWhile<string>(_ => true, msgs: 2));
        Assert.Equal(["3"], ReceiveWhile<string>(_ => true, Ample, Moment));
        Assert.Empty(ReceiveWhile<string>(_ => true, Moment));
    }

    [Fact]
    public void Ignored_messages_never_come()
    {
        IgnoreMessages(m => m is int);
        Send(1, "a", 2);
        ExpectMsg("a");
        Assert.False(HasMessages);
        IgnoreMessages<string>();
        Send("b", 3);
        ExpectMsg(3);
        IgnoreMessages<int>(i => i > 5);
        Send(6, 5);
        ExpectMsg(5);
        IgnoreNoMessages();
        Send(6);
        ExpectMsg(6);
    }

    [Fact]
    public async Task Radio_silence_hands_out_what_was_heard_before()
    {
        Send(1, 2);
        Assert.Equal(new ArrayList { 1, 2 }, await WaitForRadioSilenceAsync(Moment));
        Send(1, 2);
        await FailsAsync(() => WaitForRadioSilenceAsync(Moment, 1u), "at most 1");
    }

    [Fact]
    public void A_token_ends_a_wait()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => ReceiveOne(Ample, cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => ExpectMsg<string>(Ample, null, cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => AwaitCondition(() => false, cancelled.Token));
    }
}
