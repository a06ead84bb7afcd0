namespace Akka.TestKit.Tests;

using Xunit.Abstractions;
using Xunit.Sdk;

public sealed class AwaitSpecs(ITestOutputHelper output) : Spec(output)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void An_assertion_is_tried_until_it_passes()
    {
        var tries = 0;
        AwaitAssert(() => Assert.Equal(3, ++tries), Ample, Tick);
        Assert.Equal(3, tries);
    }

    [Fact]
    public void The_last_failure_of_an_assertion_passes_through() =>
        Assert.Throws<EqualException>(() => AwaitAssert(() => Assert.Equal("a", "b"), Moment, Tick));

    [Fact]
    public void A_condition_is_tried_until_it_holds()
    {
        var tries = 0;
        AwaitCondition(() => ++tries == 3, Ample, Tick);
        Assert.Equal(3, tries);
    }

    [Fact]
    public void A_condition_that_never_holds_fails_with_time_tries_and_message() =>
        Fails(() => AwaitCondition(() => false, Moment, Tick, "the moon"), "[00:00:00.05", "attempts", "the moon");

    [Fact]
    public void Without_throwing_the_answer_is_a_bool()
    {
        Assert.True(AwaitConditionNoThrow(() => true, Moment));
        Assert.False(AwaitConditionNoThrow(() => false, Moment, Tick));
    }

    [Fact]
    public async Task The_async_forms_do_the_same()
    {
        var tries = 0;
        await AwaitAssertAsync(() => Assert.Equal(3, ++tries), Ample, Tick);
        await AwaitAssertAsync(
            async () =>
            {
                await Task.Yield();
                Assert.Equal(5, ++tries);
            },
            Ample,
            Tick);
        await AwaitConditionAsync(() => Task.FromResult(++tries == 7), Ample, Tick);
        Assert.True(await AwaitConditionNoThrowAsync(() => ++tries == 9, Ample, Tick));
        Assert.False(await AwaitConditionNoThrowAsync(() => Task.FromResult(false), Moment, Tick));
        await Assert.ThrowsAsync<EqualException>(() => AwaitAssertAsync(() => Assert.Equal("a", "b"), Moment, Tick));
        await FailsAsync(() => AwaitConditionAsync(() => Task.FromResult(false), Moment, Tick, "the moon"), "the moon");
    }

    [Fact]
    public void An_interval_must_be_positive() =>
        Assert.Throws<ArgumentException>(() => AwaitCondition(() => true, Ample, TimeSpan.Zero));

    [Fact]
    public void A_latch_opens_after_its_countdowns()
    {
        var latch = CreateTestLatch(2);
        latch.CountDown();
        Assert.False(latch.IsOpen);
        Assert.Throws<TimeoutException>(() => latch.Ready(Moment));
        latch.CountDown();
        Assert.True(latch.IsOpen);
        latch.Ready();
        latch.Reset();
        Assert.False(latch.IsOpen);
        latch.Open();
        latch.CountDown();
        Assert.True(latch.IsOpen);
    }

    [Fact]
    public async Task A_barrier_lets_all_through_together_or_none()
    {
        var barrier = CreateTestBarrier(2);
        var other = Task.Run(() => barrier.Await(Ample));
        barrier.Await(Ample);
        await other;
        barrier.Reset();
        Assert.Throws<TimeoutException>(() => barrier.Await(Moment));
    }
}
