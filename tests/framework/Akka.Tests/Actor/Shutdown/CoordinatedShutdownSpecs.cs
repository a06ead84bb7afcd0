namespace Akka.Tests.Actor.Shutdown;

using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Tests.Support;

public class CoordinatedShutdownSpecs
{
    private static readonly string[] KnownPhases =
    [
        CoordinatedShutdown.PhaseBeforeServiceUnbind,
        CoordinatedShutdown.PhaseServiceUnbind,
        CoordinatedShutdown.PhaseServiceRequestsDone,
        CoordinatedShutdown.PhaseServiceStop,
        CoordinatedShutdown.PhaseBeforeClusterShutdown,
        CoordinatedShutdown.PhaseClusterShardingShutdownRegion,
        CoordinatedShutdown.PhaseClusterLeave,
        CoordinatedShutdown.PhaseClusterExiting,
        CoordinatedShutdown.PhaseClusterExitingDone,
        CoordinatedShutdown.PhaseClusterShutdown,
        CoordinatedShutdown.PhaseBeforeActorSystemTerminate,
        CoordinatedShutdown.PhaseActorSystemTerminate,
    ];

    private readonly ConcurrentQueue<string> _ran = new();

    [Fact]
    public async Task The_known_phases_run_in_their_order_and_the_system_ends()
    {
        var system = Start();
        var shutdown = CoordinatedShutdown.Get(system);
        foreach (var phase in KnownPhases.Reverse())
            shutdown.AddTask(phase, "note", Note(phase));
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Probe.Patience);
        Assert.Equal(KnownPhases, _ran);
        await system.WhenTerminated.WaitAsync(Probe.Patience);
    }

    [Fact]
    public async Task Terminate_runs_the_phases()
    {
        var system = Start();
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "note", Note("stopped"));
        await system.Terminate().WaitAsync(Probe.Patience);
        Assert.Equal(["stopped"], _ran);
        Assert.Same(CoordinatedShutdown.ActorSystemTerminateReason.Instance, CoordinatedShutdown.Get(system).ShutdownReason);
    }

    [Fact]
    public async Task Terminate_does_not_run_them_when_that_is_off()
    {
        var system = Start("akka.coordinated-shutdown.run-by-actor-system-terminate = off");
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "note", Note("stopped"));
        await system.Terminate().WaitAsync(Probe.Patience);
        Assert.Empty(_ran);
    }

    [Fact]
    public async Task The_system_stays_when_terminating_it_is_off()
    {
        var system = Start("akka.coordinated-shutdown { terminate-actor-system = off, run-by-actor-system-terminate = off }");
        await CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Probe.Patience);
        Assert.False(system.WhenTerminated.IsCompleted);
        await system.Terminate().WaitAsync(Probe.Patience);
    }

    [Fact]
    public void Switches_that_contradict_each_other_are_refused() =>
        Assert.Throws<ConfigurationException>(() => Start("akka.coordinated-shutdown.terminate-actor-system = off"));

    [Fact]
    public async Task It_runs_once_and_keeps_its_first_reason()
    {
        var shutdown = CoordinatedShutdown.Get(Start());
        Assert.Null(shutdown.ShutdownReason);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "note", Note("once"));
        var first = shutdown.Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
        var second = shutdown.Run(CoordinatedShutdown.ClusterDowningReason.Instance);
        await Task.WhenAll(first, second).WaitAsync(Probe.Patience);
        Assert.Equal(["once"], _ran);
        Assert.Same(CoordinatedShutdown.ClusterLeavingReason.Instance, shutdown.ShutdownReason);
    }

    [Fact]
    public async Task It_can_begin_at_a_later_phase()
    {
        var shutdown = CoordinatedShutdown.Get(Start());
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "note", Note("skipped"));
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterLeave, "note", Note("leave"));
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseClusterLeave).WaitAsync(Probe.Patience);
        Assert.Equal(["leave"], _ran);
    }

    [Fact]
    public async Task Tasks_of_one_phase_run_side_by_side()
    {
        var shutdown = CoordinatedShutdown.Get(Start());
        var gate = new TaskCompletionSource<Done>();
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "waits", () => gate.Task);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "opens", () =>
        {
            gate.SetResult(Done.Instance);
            return Task.FromResult(Done.Instance);
        });
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Probe.Patience);
        Assert.True(gate.Task.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_task_may_add_tasks_to_later_phases()
    {
        var shutdown = CoordinatedShutdown.Get(Start());
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "adds", () =>
        {
            shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "late", Note("late"));
            return Task.FromResult(Done.Instance);
        });
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Probe.Patience);
        Assert.Equal(["late"], _ran);
    }

    [Fact]
    public async Task A_phase_with_recover_goes_on_after_a_failed_and_a_late_task()
    {
        var shutdown = CoordinatedShutdown.Get(Start("akka.coordinated-shutdown.phases { service-stop.timeout = 50ms }"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "fails", () => Task.FromException<Done>(new InvalidOperationException("no")));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "hangs", () => new TaskCompletionSource<Done>().Task);
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterLeave, "note", Note("went on"));
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Probe.Patience);
        Assert.Equal(["went on"], _ran);
    }

    [Fact]
    public async Task A_phase_without_recover_ends_the_run_when_it_is_late()
    {
        var system = Start("akka.coordinated-shutdown.phases.service-stop { timeout = 50ms, recover = off }");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "hangs", () => new TaskCompletionSource<Done>().Task);
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterLeave, "note", Note("too far"));
        var e = await Assert.ThrowsAsync<TimeoutException>(() => shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Probe.Patience));
        Assert.Contains("service-stop", e.Message, StringComparison.Ordinal);
        Assert.Empty(_ran);
    }

    [Fact]
    public async Task A_phase_without_recover_ends_the_run_with_the_error_of_its_task()
    {
        var shutdown = CoordinatedShutdown.Get(Start("akka.coordinated-shutdown.phases.service-stop.recover = off"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "fails", () => Task.FromException<Done>(new InvalidOperationException("no")));
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterLeave, "note", Note("too far"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Probe.Patience));
        Assert.Empty(_ran);
    }

    [Fact]
    public async Task A_disabled_phase_is_left_out()
    {
        var shutdown = CoordinatedShutdown.Get(Start("akka.coordinated-shutdown.phases.service-stop.enabled = off"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "note", Note("disabled"));
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Probe.Patience);
        Assert.Empty(_ran);
    }

    [Fact]
    public async Task Phases_of_ones_own_run_where_they_belong()
    {
        var shutdown = CoordinatedShutdown.Get(Start(
            "akka.coordinated-shutdown.phases { flush { depends-on = [service-stop], timeout = 7s }, before-cluster-shutdown.depends-on = [flush] }"));
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeClusterShutdown, "note", Note("after"));
        shutdown.AddTask("flush", "note", Note("flush"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "note", Note("before"));
        Assert.Equal(TimeSpan.FromSeconds(7), shutdown.Timeout("flush"));
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Probe.Patience);
        Assert.Equal(["before", "flush", "after"], _ran);
    }

    [Fact]
    public void Phases_that_depend_on_each_other_in_a_circle_are_refused()
    {
        var e = Assert.ThrowsAny<Exception>(() => CoordinatedShutdown.Get(Start("akka.coordinated-shutdown.phases { a.depends-on = [b], b.depends-on = [a] }")));
        Assert.Contains("Cycle", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_phase_is_refused()
    {
        var system = Start();
        var shutdown = CoordinatedShutdown.Get(system);
        Assert.Throws<ConfigurationException>(() => shutdown.AddTask("nowhere", "x", Note("x")));
        Assert.Throws<ArgumentException>(() => shutdown.Timeout("nowhere"));
        await system.Terminate();
    }

    [Fact]
    public async Task The_total_timeout_is_the_sum_over_phases_with_tasks()
    {
        var system = Start();
        var shutdown = CoordinatedShutdown.Get(system);
        var before = shutdown.TotalTimeout;
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "a", Note("a"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "b", Note("b"));
        Assert.Equal(before + TimeSpan.FromSeconds(5), shutdown.TotalTimeout);
        await system.Terminate();
    }

    private static ActorSystem Start(string hocon = "") => ActorSystem.Create(
        "shutdown",
        ConfigurationFactory.ParseString(hocon).WithFallback(
            ConfigurationFactory.ParseString("akka { loggers = [], stdout-loglevel = OFF, coordinated-shutdown.run-by-clr-shutdown-hook = off }")));

    private Func<Task<Done>> Note(string text) => () =>
    {
        _ran.Enqueue(text);
        return Task.FromResult(Done.Instance);
    };
}
