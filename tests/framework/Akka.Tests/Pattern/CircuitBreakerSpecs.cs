namespace Akka.Tests.Pattern;

using Akka.Actor;
using Akka.Pattern;
using Akka.Tests.Support;

public class CircuitBreakerSpecs : SystemSpec
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task Closed_it_lets_calls_through_and_counts_failures_in_a_row()
    {
        var breaker = new CircuitBreaker(Sys.Scheduler, 3, Long, Long);
        await Fail(breaker);
        await Fail(breaker);
        Assert.Equal(2, breaker.CurrentFailureCount);
        Assert.Equal(5, await breaker.WithCircuitBreaker(() => Task.FromResult(5)));
        Assert.Equal(0, breaker.CurrentFailureCount);
        Assert.True(breaker.IsClosed);
    }

    [Fact]
    public async Task It_opens_at_the_configured_failures_and_refuses_calls()
    {
        var breaker = new CircuitBreaker(Sys.Scheduler, 2, Long, Long);
        var opened = new TaskCompletionSource();
        breaker.OnOpen(opened.SetResult);
        await Fail(breaker);
        await Fail(breaker);
        await opened.Task.WaitAsync(Probe.Patience);
        Assert.True(breaker.IsOpen);
        var called = false;
        var refused = await Assert.ThrowsAsync<OpenCircuitException>(() => breaker.WithCircuitBreaker(() =>
        {
            called = true;
            return Task.FromResult(1);
        }));
        Assert.False(called);
        Assert.IsType<InvalidOperationException>(refused.InnerException);
        Assert.InRange(refused.RemainingDuration, TimeSpan.FromMinutes(9), Long);
    }

    [Fact]
    public async Task Half_open_one_good_call_closes_it()
    {
        var breaker = await HalfOpen();
        var closed = new TaskCompletionSource();
        breaker.OnClose(closed.SetResult);
        await breaker.WithCircuitBreaker(() => Task.FromResult(1));
        await closed.Task.WaitAsync(Probe.Patience);
        Assert.True(breaker.IsClosed);
    }

    [Fact]
    public async Task Half_open_one_bad_call_opens_it_again()
    {
        var breaker = await HalfOpen();
        var opened = new TaskCompletionSource();
        breaker.OnOpen(() => opened.TrySetResult());
        await Fail(breaker);
        await opened.Task.WaitAsync(Probe.Patience);
    }

    [Fact]
    public async Task Half_open_only_one_call_gets_through()
    {
        var breaker = await HalfOpen();
        var gate = new TaskCompletionSource<int>();
        var trial = breaker.WithCircuitBreaker(() => gate.Task);
        await Assert.ThrowsAsync<OpenCircuitException>(() => breaker.WithCircuitBreaker(() => Task.FromResult(2)));
        gate.SetResult(1);
        Assert.Equal(1, await trial);
    }

    [Fact]
    public async Task A_call_that_takes_too_long_is_a_failure()
    {
        var breaker = new CircuitBreaker(Sys.Scheduler, 1, Soon, Long);
        await Assert.ThrowsAsync<TimeoutException>(() => breaker.WithCircuitBreaker(() => new TaskCompletionSource<int>().Task));
        Assert.True(breaker.IsOpen);
    }

    [Fact]
    public void Calls_on_this_thread_work_alike()
    {
        var breaker = CircuitBreaker.Create(Sys.Scheduler, 1, Long, Long);
        Assert.Equal(3, breaker.WithSyncCircuitBreaker(() => 3));
        Assert.Throws<InvalidOperationException>(() => breaker.WithSyncCircuitBreaker(() => throw new InvalidOperationException("no")));
        Assert.Throws<OpenCircuitException>(() => breaker.WithSyncCircuitBreaker(() => 3));
    }

    [Fact]
    public void Success_and_failure_can_be_reported_from_outside()
    {
        var breaker = new CircuitBreaker(Sys.Scheduler, 2, Long, Long);
        breaker.Fail();
        breaker.Succeed();
        breaker.Fail();
        Assert.True(breaker.IsClosed);
        breaker.Fail();
        Assert.True(breaker.IsOpen);
        Assert.IsType<UserCalledFailException>(breaker.LastCaughtException);
    }

    [Fact]
    public void Factors_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new CircuitBreaker(Sys.Scheduler, 1, Long, Long, Long, 0.5));
        Assert.Throws<ArgumentException>(() => new CircuitBreaker(Sys.Scheduler, 1, Long, Long).WithRandomFactor(1.5));
        Assert.Equal(2.0, new CircuitBreaker(Sys.Scheduler, 1, Long, Long).WithExponentialBackoff(Long).ExponentialBackoffFactor);
    }

    [Fact]
    public async Task A_retry_goes_on_until_it_works()
    {
        var calls = 0;
        Assert.Equal(3, await RetrySupport.Retry(() => ++calls < 3 ? Task.FromException<int>(new InvalidOperationException("no")) : Task.FromResult(calls), 5, TimeSpan.FromMilliseconds(1), Sys.Scheduler));
    }

    [Fact]
    public async Task A_retry_ends_with_the_last_failure()
    {
        var calls = 0;
        await Assert.ThrowsAsync<InvalidOperationException>(() => RetrySupport.Retry(
            () =>
            {
                calls++;
                return Task.FromException<int>(new InvalidOperationException("no"));
            },
            2));
        Assert.Equal(3, calls);
    }

    private static Task<InvalidOperationException> Fail(CircuitBreaker breaker) =>
        Assert.ThrowsAsync<InvalidOperationException>(() => breaker.WithCircuitBreaker(() => Task.FromException<int>(new InvalidOperationException("no"))));

    private async Task<CircuitBreaker> HalfOpen()
    {
        var breaker = new CircuitBreaker(Sys.Scheduler, 1, Long, Soon);
        var halfOpen = new TaskCompletionSource();
        breaker.OnHalfOpen(() => halfOpen.TrySetResult());
        await Fail(breaker);
        await halfOpen.Task.WaitAsync(Probe.Patience);
        return breaker;
    }
}
