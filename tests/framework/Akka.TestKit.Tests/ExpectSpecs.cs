namespace Akka.TestKit.Tests;

using Akka.Actor;
using Xunit.Abstractions;

public sealed class ExpectSpecs(ITestOutputHelper output) : Spec(output)
{
    [Fact]
    public void A_message_of_the_type_is_returned()
    {
        Send("one");
        Assert.Equal("one", ExpectMsg<string>());
        Assert.Equal("one", LastMessage);
    }

    [Fact]
    public void A_message_of_a_derived_type_is_one_of_the_base()
    {
        Send("one");
        Assert.Equal("one", ExpectMsg<object>());
    }

    [Fact]
    public void Another_type_fails_and_says_what_came_and_from_whom()
    {
        var probe = CreateTestProbe("somebody");
        probe.Send(TestActor, 5);
        Fails(() => ExpectMsg<string>(), "System.String", "{5}", "System.Int32", "somebody");
    }

    [Fact]
    public void Nothing_in_time_fails_and_says_how_long_and_the_hint() =>
        Fails(() => ExpectMsg<string>(Moment, "the greeting"), "00:00:00.05", "System.String", "the greeting");

    [Fact]
    public void An_equal_message_passes_and_another_fails_with_both_values()
    {
        Send("one", "two", "three");
        Assert.Equal("one", ExpectMsg("one"));
        Fails(() => ExpectMsg("deux"), "deux", "two");
        ExpectMsg("three");
    }

    [Fact]
    public void Collections_are_compared_item_by_item()
    {
        Send(new List<int> { 1, 2 }, new List<int> { 1, 2 });
        ExpectMsg(new List<int> { 1, 2 });
        Fails(() => ExpectMsg(new List<int> { 1, 3 }));
    }

    [Fact]
    public void A_predicate_decides()
    {
        Send(4, 5);
        Assert.Equal(4, ExpectMsg<int>(i => i % 2 == 0));
        Fails(() => ExpectMsg<int>(i => i % 2 == 0, null, "even"), "{5}", "even");
    }

    [Fact]
    public void A_predicate_sees_the_sender()
    {
        var probe = CreateTestProbe();
        probe.Send(TestActor, "a");
        probe.Send(TestActor, "b");
        ExpectMsg<string>((m, s) => m == "a" && s.Equals(probe.Ref));
        Fails(() => ExpectMsg<string>((_, s) => s.Equals(TestActor)));
    }

    [Fact]
    public void What_an_assertion_throws_passes_through()
    {
        Send("a", "b");
        ExpectMsg<string>(m => Assert.Equal("a", m));
        Assert.Throws<InvalidTimeZoneException>(() => ExpectMsg<string>(new Action<string>(_ => throw new InvalidTimeZoneException())));
    }

    [Fact]
    public void A_comparer_decides()
    {
        Send("ABC", "ABC");
        ExpectMsg("abc", (a, b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase));
        Fails(() => ExpectMsg("abd", (a, b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase)), "abd", "ABC");
    }

    [Fact]
    public void Braces_in_messages_do_no_harm()
    {
        Send("{0} {x}", "{1}");
        Fails(() => ExpectMsg<int>(null, "{2}"), "{0} {x}", "{2}");
        Fails(() => ExpectMsg("{3}"), "{3}", "{1}");
    }

    [Fact]
    public void The_sender_is_checked()
    {
        var (one, two) = (CreateTestProbe(), CreateTestProbe());
        one.Send(TestActor, "a");
        one.Send(TestActor, "b");
        one.Send(TestActor, "c");
        two.Send(TestActor, "d");
        ExpectMsgFrom<string>(one);
        ExpectMsgFrom(one.Ref, "b");
        ExpectMsgFrom<string>(one, m => m == "c");
        Fails(() => ExpectMsgFrom<string>(one), "{d}", one.Ref.Path.Name, two.Ref.Path.Name);
    }

    [Fact]
    public void Sender_and_message_are_checked_by_functions()
    {
        var probe = CreateTestProbe();
        probe.Send(TestActor, "a");
        probe.Send(TestActor, "b");
        ExpectMsgFrom<string>(s => s.Equals(probe.Ref), m => m == "a");
        Fails(() => ExpectMsgFrom<string>(s => s.Equals(TestActor), m => m == "b"));
    }

    [Fact]
    public void All_of_several_come_in_any_order()
    {
        Send(3, 1, 2);
        Assert.Equal([3, 1, 2], ExpectMsgAllOf(1, 2, 3));
    }

    [Fact]
    public void All_of_several_fails_for_a_stranger_and_names_it()
    {
        Send(3, 1, 4);
        Fails(() => ExpectMsgAllOf(1, 2, 3), "not found: [2]", "[4]");
    }

    [Fact]
    public void All_of_several_fails_when_one_is_missing()
    {
        Send(3, 1);
        Fails(() => ExpectMsgAllOf(Moment, 1, 2, 3), "Only got 2");
    }

    [Fact]
    public void Any_of_several_takes_one()
    {
        Send(2, 9);
        Assert.Equal(2, ExpectMsgAnyOf([1, 2, 3]));
        Fails(() => ExpectMsgAnyOf([1, 2, 3]), "[1, 2, 3]", "{9}");
    }

    [Fact]
    public void Each_predicate_finds_its_message()
    {
        Send("x", 7);
        ExpectMsgAllOfMatchingPredicates(PredicateInfo.Create<int>(i => i == 7), PredicateInfo.Create<string>(s => s == "x"));
        Send("x", 8);
        Fails(() => ExpectMsgAllOfMatchingPredicates(PredicateInfo.Create<int>(i => i == 7), PredicateInfo.Create<string>(s => s == "x")), "8");
    }

    [Fact]
    public void The_end_of_a_watched_actor_is_expected()
    {
        var (watched, other) = (CreateTestProbe(), CreateTestProbe());
        Watch(watched.Ref);
        Watch(other.Ref);
        Sys.Stop(watched.Ref);
        var terminated = ExpectTerminated(watched);
        Assert.Equal(watched.Ref, terminated.ActorRef);
        Sys.Stop(other.Ref);
        Fails(() => ExpectTerminated(watched), other.Ref.Path.Name);
    }

    [Fact]
    public void An_actor_that_is_watched_no_longer_ends_in_silence()
    {
        var watched = CreateTestProbe();
        Watch(watched.Ref);
        Unwatch(watched.Ref);
        var ended = CreateTestProbe();
        ended.Watch(watched.Ref);
        Sys.Stop(watched.Ref);
        ended.ExpectTerminated(watched.Ref);
        ExpectNoMsg(Moment);
    }

    [Fact]
    public void Silence_passes_and_a_message_breaks_it()
    {
        ExpectNoMsg(20);
        Send("noise");
        Fails(() => ExpectNoMsg(20), "noise");
        Send("noise");
        Fails(() => ExpectNoMsg(Moment), "noise", "00:00:00.05");
    }
}
