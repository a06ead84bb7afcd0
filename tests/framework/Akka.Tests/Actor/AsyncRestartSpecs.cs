namespace Akka.Tests.Actor;

using Akka.Actor;
using Akka.Tests.Support;

/// <summary>An actor that is restarted while its handler awaits starts afresh; what the old handler does later harms nobody.</summary>
public class AsyncRestartSpecs : SystemSpec
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_new_instance_handles_what_waits_and_the_old_handler_ends_without_effect(bool oldHandlerFails)
    {
        var log = NewProbe();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var parent = Sys.ActorOf(Props.Create(() => new Parent(log.Ref, gate.Task)));
        var awaiting = await parent.Ask<IActorRef>("child", Probe.Patience);
        var failing = await parent.Ask<IActorRef>("child", Probe.Patience);
        awaiting.Tell("await");
        await log.Expect("awaits");
        var waiting = awaiting.Ask<int>("count", Probe.Patience);
        failing.Tell("fail");
        await log.Expect("restarted");
        await log.Expect("restarted");
        Assert.Equal(1, await waiting);
        if (oldHandlerFails)
            gate.SetException(new InvalidOperationException("too late to matter"));
        else
            gate.SetResult();
        for (var count = 2; count < 20; count++)
        {
            Assert.Equal(count, await awaiting.Ask<int>("count", Probe.Patience));
        }

        await log.ExpectNothingBefore(new object());
    }

    private sealed class Parent(IActorRef log, Task gate) : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() => new AllForOneStrategy(_ => Directive.Restart);

        protected override void OnReceive(object message) => Sender.Tell(Context.ActorOf(Props.Create(() => new Child(log, gate))));
    }

    private sealed class Child : ReceiveActor
    {
        private readonly IActorRef _log;
        private int _count;

        public Child(IActorRef log, Task gate)
        {
            _log = log;
            ReceiveAsync<string>(
                async _ =>
                {
                    log.Tell("awaits");
                    await gate;
                },
                s => s == "await");
            Receive<string>(_ => throw new InvalidOperationException("failed as told"), s => s == "fail");
            Receive<string>(_ => Sender.Tell(++_count));
        }

        protected override void PostRestart(Exception reason) => _log.Tell("restarted");
    }
}
