namespace Akka.Tests.Pattern;

using Akka.Actor;
using Akka.Pattern;
using Akka.Tests.Support;

public class BackoffSupervisorSpecs : SystemSpec
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private readonly Probe _started;

    public BackoffSupervisorSpecs() => _started = NewProbe();

    private Props Child => Props.Create(() => new Worker(_started.Ref));

    [Fact]
    public async Task OnStop_starts_a_child_again_that_has_stopped()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(Child, "child", Short, Short, 0)));
        var first = await _started.Next<IActorRef>();
        first.Tell(PoisonPill.Instance);
        var second = await _started.Next<IActorRef>();
        Assert.NotEqual(first, second);
        Assert.Equal(second, (await supervisor.Ask<BackoffSupervisor.CurrentChild>(BackoffSupervisor.GetCurrentChild.Instance, Probe.Patience)).Ref);
    }

    [Fact]
    public async Task OnFailure_starts_a_child_again_that_has_failed()
    {
        Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnFailure(Child, "child", Short, Short, 0)));
        var first = await _started.Next<IActorRef>();
        first.Tell("fail");
        Assert.NotEqual(first, await _started.Next<IActorRef>());
    }

    [Fact]
    public async Task OnFailure_stops_with_a_child_that_stops()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnFailure(Child, "child", Short, Short, 0)));
        (await _started.Next<IActorRef>()).Tell(PoisonPill.Instance);
        Assert.True(await supervisor.GracefulStop(Probe.Patience, "nothing that it minds"));
    }

    [Fact]
    public async Task It_stops_after_the_allowed_retries()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(Child, "child", Short, Long, 0, 1).WithManualReset()));
        (await _started.Next<IActorRef>()).Tell(PoisonPill.Instance);
        (await _started.Next<IActorRef>()).Tell(PoisonPill.Instance);
        Assert.True(await supervisor.GracefulStop(Probe.Patience, "nothing that it minds"));
    }

    [Fact]
    public async Task Messages_pass_to_the_child_and_its_own_to_the_parent()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(Child, "child", Short, Short, 0)));
        Assert.Equal("echo x", await supervisor.Ask<string>("x", Probe.Patience));
    }

    [Fact]
    public async Task It_counts_restarts_until_the_child_resets()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(Child, "child", Short, Long, 0).WithManualReset()));
        (await _started.Next<IActorRef>()).Tell(PoisonPill.Instance);
        await _started.Next<IActorRef>();
        Assert.Equal(1, (await supervisor.Ask<BackoffSupervisor.RestartCount>(BackoffSupervisor.GetRestartCount.Instance, Probe.Patience)).Count);
        supervisor.Tell(BackoffSupervisor.Reset.Instance);
        Assert.Equal(0, (await supervisor.Ask<BackoffSupervisor.RestartCount>(BackoffSupervisor.GetRestartCount.Instance, Probe.Patience)).Count);
    }

    [Fact]
    public async Task It_answers_for_a_child_that_is_stopped_and_the_last_message_ends_it()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(
            Backoff.OnStop(Child, "child", Long, Long, 0).WithReplyWhileStopped("closed").WithFinalStopMessage(m => m is "last")));
        var child = await _started.Next<IActorRef>();
        await child.GracefulStop(Probe.Patience);
        BackoffSupervisor.CurrentChild current;
        do
            current = await supervisor.Ask<BackoffSupervisor.CurrentChild>(BackoffSupervisor.GetCurrentChild.Instance, Probe.Patience);
        while (current.Ref is not null);
        Assert.Equal("closed", await supervisor.Ask<string>("x", Probe.Patience));
        Assert.True(await supervisor.GracefulStop(Probe.Patience, "last"));
    }

    [Fact]
    public void Times_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => BackoffSupervisor.Props(Backoff.OnStop(Child, "child", Long, Short, 0)));
        Assert.Throws<ArgumentException>(() => BackoffSupervisor.Props(Backoff.OnStop(Child, "child", TimeSpan.Zero, Short, 0)));
        Assert.Throws<ArgumentException>(() => BackoffSupervisor.Props(Backoff.OnStop(Child, "child", Short, Long, 2)));
    }

    private sealed class Worker(IActorRef started) : UntypedActor
    {
        protected override void PreStart() => started.Tell(Self);

        protected override void OnReceive(object message)
        {
            if (message is "fail")
                throw new InvalidOperationException("asked to");
            Sender.Tell($"echo {message}");
        }
    }
}
