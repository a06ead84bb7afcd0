namespace Akka.TestKit.Tests;

using Xunit.Abstractions;

public sealed class WithinSpecs(ITestOutputHelper output) : Spec(output)
{
    [Fact]
    public void What_remains_shrinks_inside_and_has_no_meaning_outside()
    {
        Within(Ample, () =>
        {
            Assert.InRange(Remaining, TimeSpan.FromSeconds(5), Ample);
            var before = Remaining;
            ExpectNoMsg(10);
            Assert.True(Remaining <= before - TimeSpan.FromMilliseconds(9));
            Assert.True(RemainingOrDefault <= before);
        });
        Assert.Throws<InvalidOperationException>(() => Remaining);
        Assert.Equal(TestKitSettings.SingleExpectDefault, RemainingOrDefault);
    }

    [Fact]
    public void An_inner_block_ends_no_later_than_the_outer_one() => Within(Ample, () =>
    {
        Within(2 * Ample, () => Assert.True(Remaining <= Ample));
        Within(TimeSpan.FromSeconds(1), () => Assert.True(Remaining <= TimeSpan.FromSeconds(1)), epsilonValue: Ample);
        Assert.True(Remaining > TimeSpan.FromSeconds(1));
    });

    [Fact]
    public void Expectations_inside_wait_for_what_remains() =>
        Fails(() => Within(TimeSpan.FromSeconds(1), () => ExpectMsg<string>()), "Timeout 00:00:00.");

    [Fact]
    public void A_block_that_takes_too_long_fails()
    {
        using var never = new ManualResetEventSlim();
        Fails(() => Within(TimeSpan.FromMilliseconds(10), () => never.Wait(Moment)), "exceeding 00:00:00.01");
    }

    [Fact]
    public void A_block_that_is_too_fast_fails() =>
        Fails(() => Within(TimeSpan.FromSeconds(5), Ample, () => { }, "the wait"), "should have at least been 00:00:05", "the wait");

    [Fact]
    public void A_block_whose_least_time_does_not_fit_fails_at_once() =>
        Fails(() => Within(Moment, () => Within(TimeSpan.FromSeconds(5), Ample, () => Assert.Fail("never run"))), "not possible");

    [Fact]
    public void Silence_to_the_end_is_not_too_late() => Within(Moment, () => ExpectNoMsg());

    [Fact]
    public void A_value_comes_out() => Assert.Equal(5, Within(Ample, () => 5));

    [Fact]
    public async Task The_async_forms_do_the_same()
    {
        Assert.Equal(5, await WithinAsync(Ample, () => Task.FromResult(5)));
        await WithinAsync(Ample, async () =>
        {
            await Task.Yield();
            Assert.InRange(Remaining, TimeSpan.FromSeconds(5), Ample);
        });
        Assert.Throws<InvalidOperationException>(() => Remaining);
        await FailsAsync(() => WithinAsync(TimeSpan.FromSeconds(1), async () => await ExpectMsgAsync<string>()), "Timeout 00:00:00.");
        await FailsAsync(() => WithinAsync(TimeSpan.FromSeconds(5), Ample, () => Task.CompletedTask), "at least");
    }

    [Fact]
    public void A_block_that_throws_restores_the_outer_time()
    {
        Assert.Throws<InvalidTimeZoneException>(() => Within(Ample, new Action(() => throw new InvalidTimeZoneException())));
        Assert.Throws<InvalidOperationException>(() => Remaining);
    }
}

public sealed class DilatedSpecs(ITestOutputHelper output) : Spec(output, "akka.test { timefactor = 2.5, single-expect-default = 20ms }")
{
    [Fact]
    public void Times_are_multiplied_by_the_factor()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), Dilated(TimeSpan.FromSeconds(2)));
        Assert.Equal(Timeout.InfiniteTimeSpan, Dilated(Timeout.InfiniteTimeSpan));
        Assert.Equal(TimeSpan.FromMilliseconds(50), RemainingOrDefault);
        Assert.Equal(TimeSpan.FromMilliseconds(50), RemainingOrDilated(null));
        Assert.Equal(TimeSpan.FromSeconds(5), RemainingOrDilated(TimeSpan.FromSeconds(2)));
        Assert.Throws<ArgumentException>(() => RemainingOrDilated(Timeout.InfiniteTimeSpan));
        Within(TimeSpan.FromSeconds(4), () => Assert.InRange(Remaining, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void The_default_of_an_expectation_is_multiplied_too() => Fails(() => ExpectMsg<string>(), "Timeout 00:00:00.05");
}
