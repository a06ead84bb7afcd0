namespace Akka.Tests.Actor.Futures;

using Akka.Actor;
using Akka.Tests.Support;

public class PipeToSpecs : SystemSpec
{
    private readonly Probe _probe;

    public PipeToSpecs() => _probe = NewProbe();

    [Fact]
    public async Task The_result_is_sent()
    {
        await Task.FromResult("done").PipeTo(_probe.Ref);
        await _probe.Expect("done");
    }

    [Fact]
    public async Task The_sender_is_the_one_given()
    {
        var sender = NewProbe();
        await Task.FromResult("done").PipeTo(_probe.Ref, sender.Ref);
        await _probe.Expect("done");
        Assert.Equal(sender.Ref, _probe.LastSender);
    }

    [Fact]
    public async Task The_result_can_be_transformed()
    {
        await Task.FromResult(20).PipeTo(_probe.Ref, success: n => n + 1);
        await _probe.Expect(21);
    }

    [Fact]
    public async Task A_fault_is_sent_as_a_failure_with_its_own_exception()
    {
        var cause = new InvalidOperationException("no");
        await Task.FromException<string>(cause).PipeTo(_probe.Ref);
        Assert.Same(cause, (await _probe.Next<Status.Failure>()).Cause);
    }

    [Fact]
    public async Task A_fault_can_be_transformed()
    {
        await Task.FromException<string>(new InvalidOperationException("no")).PipeTo(_probe.Ref, failure: e => e.Message);
        await _probe.Expect("no");
    }

    [Fact]
    public async Task A_cancellation_is_sent_as_a_failure()
    {
        await Task.FromCanceled<string>(new CancellationToken(true)).PipeTo(_probe.Ref);
        Assert.IsAssignableFrom<OperationCanceledException>((await _probe.Next<Status.Failure>()).Cause);
    }

    [Fact]
    public async Task A_task_without_result_sends_only_what_the_transformation_makes()
    {
        await Task.CompletedTask.PipeTo(_probe.Ref);
        await Task.CompletedTask.PipeTo(_probe.Ref, success: () => "finished");
        await _probe.Expect("finished");
    }

    [Fact]
    public async Task A_fault_of_a_task_without_result_is_sent()
    {
        await Task.FromException(new InvalidOperationException("no")).PipeTo(_probe.Ref);
        Assert.IsType<InvalidOperationException>((await _probe.Next<Status.Failure>()).Cause);
    }

    [Fact]
    public async Task Value_tasks_can_be_piped()
    {
        await new ValueTask<string>("value").PipeTo(_probe.Ref);
        await _probe.Expect("value");
        await ValueTask.CompletedTask.PipeTo(_probe.Ref, success: () => "plain");
        await _probe.Expect("plain");
    }
}
