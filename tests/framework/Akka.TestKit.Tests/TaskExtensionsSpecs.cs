namespace Akka.TestKit.Tests;

using Akka.TestKit.Extensions;

public sealed class TaskExtensionsSpecs
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    private static Task<int> Never => new TaskCompletionSource<int>().Task;

    [Fact]
    public async Task A_task_in_time_passes_and_a_late_one_fails_with_the_reason()
    {
        await Task.CompletedTask.ShouldCompleteWithin(Moment);
        Assert.Equal(5, await Task.FromResult(5).ShouldCompleteWithin(Moment));
        await Task.FromResult(5).ShouldCompleteWithin(5, Moment);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Task.FromResult(5).ShouldCompleteWithin(6, Moment));
        var late = await Assert.ThrowsAsync<TimeoutException>(() => Never.ShouldCompleteWithin(Moment, "of {0}", "patience"));
        Assert.Contains("of patience", late.Message, StringComparison.Ordinal);
        Assert.False(await Never.AwaitWithTimeout(Moment));
        Assert.True(await Task.CompletedTask.AwaitWithTimeout(Moment));
        await Assert.ThrowsAsync<TimeoutException>(() => Never.WithTimeout(Moment));
    }

    [Fact]
    public async Task A_task_that_must_fail_does()
    {
        var failing = Task.FromException(new InvalidTimeZoneException("x"));
        Assert.Equal("x", (await failing.ShouldThrowWithin<InvalidTimeZoneException>(Moment)).Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => failing.ShouldThrowWithin<FormatException>(Moment));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Task.CompletedTask.ShouldThrowWithin<FormatException>(Moment));
        await Assert.ThrowsAsync<TimeoutException>(() => Never.ShouldThrowWithin<FormatException>(Moment));
    }
}
