namespace Akka.TestKit.Tests;

using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Xunit.Abstractions;

public sealed class EventFilterSpecs(ITestOutputHelper output) : Spec(output, "akka.loglevel = DEBUG\nakka.test.filter-leeway = 2s")
{
    [Theory]
    [InlineData(LogLevel.DebugLevel)]
    [InlineData(LogLevel.InfoLevel)]
    [InlineData(LogLevel.WarningLevel)]
    [InlineData(LogLevel.ErrorLevel)]
    public void Each_level_is_counted_and_no_other(LogLevel level)
    {
        EventFilter.ForLogLevel(level, "hello").ExpectOne(() => Say(level, "hello"));
        var other = level == LogLevel.InfoLevel ? LogLevel.ErrorLevel : LogLevel.InfoLevel;
        Fails(
            () => EventFilter.ForLogLevel(level, "hello").ExpectOne(Moment, () => Say(other, "hello")),
            "Expected 1 message, but received 0",
            "hello");
    }

    [Fact]
    public void The_methods_of_the_levels_do_the_same()
    {
        EventFilter.Debug("hello").ExpectOne(() => Say(LogLevel.DebugLevel, "hello"));
        EventFilter.Info("hello").ExpectOne(() => Say(LogLevel.InfoLevel, "hello"));
        EventFilter.Warning("hello").ExpectOne(() => Say(LogLevel.WarningLevel, "hello"));
        EventFilter.Error("hello").ExpectOne(() => Say(LogLevel.ErrorLevel, "hello"));
    }

    [Fact]
    public void Messages_match_by_start_part_and_pattern()
    {
        EventFilter.Info(start: "hel").ExpectOne(() => Say(LogLevel.InfoLevel, "hello"));
        EventFilter.Info(contains: "ell").ExpectOne(() => Say(LogLevel.InfoLevel, "hello"));
        EventFilter.Info(new Regex("^h.*o$")).ExpectOne(() => Say(LogLevel.InfoLevel, "hello"));
        Fails(() => EventFilter.Info(start: "ell").ExpectOne(Moment, () => Say(LogLevel.InfoLevel, "hello")), "starts with \"ell\"");
    }

    [Fact]
    public void Too_many_fail() => Fails(
        () => EventFilter.Info().Expect(1, () =>
        {
            Say(LogLevel.InfoLevel, "a");
            Say(LogLevel.InfoLevel, "b");
        }),
        "Expected 1 message, but received 1 message too many");

    [Fact]
    public void Too_few_fail_and_what_came_instead_is_shown() => Fails(
        () => EventFilter.Info("a").Expect(2, Moment, () =>
        {
            Say(LogLevel.InfoLevel, "a");
            Say(LogLevel.WarningLevel, "something else");
        }),
        "Expected 2 messages, but received 1",
        "something else");

    [Fact]
    public void None_expected_is_none_allowed()
    {
        EventFilter.Info("a").Expect(0, () => Say(LogLevel.InfoLevel, "b"));
        Fails(() => EventFilter.Info("a").Expect(0, () => Say(LogLevel.InfoLevel, "a")), "1 message too many");
    }

    [Fact]
    public void A_function_gives_its_value() => Assert.Equal(5, EventFilter.Info("a").ExpectOne(() =>
    {
        Say(LogLevel.InfoLevel, "a");
        return 5;
    }));

    [Fact]
    public void Events_may_come_after_the_code_has_run()
    {
        var actor = ActorOf(Props.Create<Talker>());
        EventFilter.Info("told").Expect(3, () =>
        {
            for (var i = 0; i < 3; i++)
            {
                actor.Tell("told");
            }
        });
    }

    [Fact]
    public void The_source_is_an_actor_by_its_path()
    {
        var actor = ActorOf(Props.Create<Talker>(), "talker");
        EventFilter.Info(source: actor.Path.ToString()).ExpectOne(() => actor.Tell("a"));
        EventFilter.Info(source: "/user/talker").ExpectOne(() => actor.Tell("a"));
        Fails(() => EventFilter.Info(source: "/user/other").ExpectOne(Moment, () => actor.Tell("a")), "/user/other");
    }

    [Fact]
    public void Filters_join()
    {
        EventFilter.Info("a").And.Warning("b").And.Error("c").Expect(3, () =>
        {
            Say(LogLevel.InfoLevel, "a");
            Say(LogLevel.WarningLevel, "b");
            Say(LogLevel.ErrorLevel, "c");
            Say(LogLevel.ErrorLevel, "d");
        });
    }

    [Fact]
    public void An_inner_expectation_counts_under_an_outer_filter() =>
        EventFilter.Info().Mute(() => EventFilter.Info("a").ExpectOne(() => Say(LogLevel.InfoLevel, "a")));

    [Fact]
    public void Exceptions_match_by_type_and_by_either_message()
    {
        void Fail() => Log.Error(new InvalidOperationException("the cause"), "the text");
        EventFilter.Exception<InvalidOperationException>().ExpectOne(Fail);
        EventFilter.Exception<Exception>().ExpectOne(Fail);
        EventFilter.Exception<InvalidOperationException>("the cause").ExpectOne(Fail);
        EventFilter.Exception<InvalidOperationException>("the text").ExpectOne(Fail);
        EventFilter.Exception(typeof(InvalidOperationException), contains: "cause").ExpectOne(Fail);
        EventFilter.Exception<InvalidOperationException>(new Regex("^the cause$")).ExpectOne(Fail);
        Fails(() => EventFilter.Exception<TimeoutException>().ExpectOne(Moment, Fail), "System.TimeoutException");
        Fails(() => EventFilter.Exception<InvalidOperationException>("another").ExpectOne(Moment, Fail));
        Assert.Throws<ArgumentException>(() => EventFilter.Exception(typeof(string)));
    }

    [Fact]
    public void Inner_exceptions_match_when_told_so()
    {
        void Fail() => Log.Error(new InvalidOperationException("outer", new TimeoutException("inner")), "the text");
        EventFilter.Exception(typeof(TimeoutException), checkInnerExceptions: true).ExpectOne(Fail);
        Fails(() => EventFilter.Exception(typeof(TimeoutException)).ExpectOne(Moment, Fail));
    }

    [Fact]
    public void A_failing_actor_is_an_error_with_its_exception()
    {
        var actor = ActorOf(Props.Create<Talker>(), "failing");
        EventFilter.Exception<InvalidTimeZoneException>("as asked", source: actor.Path.ToString()).ExpectOne(() => actor.Tell(5));
    }

    [Fact]
    public void Dead_letters_match_by_type_predicate_and_recipient()
    {
        var gone = CreateTestProbe("gone");
        Watch(gone.Ref);
        Sys.Stop(gone.Ref);
        ExpectTerminated(gone.Ref);
        EventFilter.DeadLetter().ExpectOne(() => gone.Ref.Tell("a"));
        EventFilter.DeadLetter<string>().ExpectOne(() => gone.Ref.Tell("a"));
        var type = typeof(string);
        EventFilter.DeadLetter(type).ExpectOne(() => gone.Ref.Tell("a"));
        EventFilter.DeadLetter<string>(s => s == "a").ExpectOne(() =>
        {
            gone.Ref.Tell("a");
            gone.Ref.Tell("b");
        });
        EventFilter.DeadLetter<string>(source: gone.Ref.Path.ToString()).ExpectOne(() => gone.Ref.Tell("a"));
        Fails(() => EventFilter.DeadLetter<int>().ExpectOne(Moment, () => gone.Ref.Tell("a")));
    }

    [Fact]
    public void A_predicate_picks()
    {
        EventFilter.Custom(e => e is Warning && e.Message.ToString() == "a").ExpectOne(() => Say(LogLevel.WarningLevel, "a"));
    }

    [Fact]
    public void Muted_events_are_muted_until_they_are_not()
    {
        using (EventFilter.Info("a").Mute())
        {
            Say(LogLevel.InfoLevel, "a");
        }

        Assert.Equal(5, EventFilter.Info("a").Mute(() => 5));
        EventFilter.Info("a").ExpectOne(() => Say(LogLevel.InfoLevel, "a"));
    }

    [Fact]
    public async Task The_async_forms_do_the_same()
    {
        await EventFilter.Info("a").ExpectOneAsync(async () =>
        {
            await Task.Yield();
            Say(LogLevel.InfoLevel, "a");
        });
        await EventFilter.Info("a").ExpectAsync(2, Ample, () =>
        {
            Say(LogLevel.InfoLevel, "a");
            Say(LogLevel.InfoLevel, "a");
        });
        Assert.Equal(5, await EventFilter.Info("a").ExpectOneAsync(() =>
        {
            Say(LogLevel.InfoLevel, "a");
            return Task.FromResult(5);
        }));
        Assert.Equal(6, await EventFilter.Info("a").MuteAsync(() => Task.FromResult(6)));
        await FailsAsync(() => EventFilter.Info("a").ExpectOneAsync(Moment, () => Task.CompletedTask), "received 0");
    }

    [Fact]
    public void Another_system_has_filters_of_its_own()
    {
        var other = ActorSystem.Create("other", DefaultConfig);
        try
        {
            CreateEventFilter(other).Info("a").ExpectOne(() => other.Log.Info("a"));
        }
        finally
        {
            Shutdown(other);
        }
    }

    private void Say(LogLevel level, string text) => Log.Log(level, text);

    private sealed class Talker : ActorBase
    {
        protected override bool Receive(object message)
        {
            if (message is int)
            {
                throw new InvalidTimeZoneException("as asked");
            }

            Context.GetLogger().Info(message.ToString()!);
            return true;
        }
    }
}
