namespace Akka.Tests.Actor;

using Akka.Actor;
using Akka.Tests.Support;

/// <summary>A watch that arrives while its actor is on its way out.</summary>
public sealed class WatchDuringEndSpecs : SystemSpec
{
    [Fact(DisplayName = "An actor that waits for its children to end is still watched, and told of once, when it has ended")]
    public async Task While_it_waits()
    {
        var (log, gate, stopping) = (NewProbe(), new TaskCompletionSource(), new TaskCompletionSource());
        var subject = Sys.ActorOf(Props.Create(() => new Parent(gate.Task, stopping)));
        await subject.Ask<string>("is it there", Probe.Patience);
        Sys.Stop(subject);
        await stopping.Task.WaitAsync(Probe.Patience);

        var watcher = Watcher(log);
        await watcher.Ask<string>(subject, Probe.Patience);
        await log.ExpectNothingBefore(new object());
        gate.SetResult();

        Assert.Equal(new Gone(subject, true), await log.Next<Gone>());
        await watcher.Ask<ActorIdentity>(new Identify(0), Probe.Patience);
        await log.ExpectNothingBefore(new object());
    }

    [Fact(DisplayName = "A watch and a stop that race end in exactly one Terminated, whichever comes first")]
    public async Task Race()
    {
        var log = NewProbe();
        var watcher = Watcher(log);
        for (var round = 0; round < 300; round++)
        {
            var subject = ActorOf((_, _) => { });
            using var start = new Barrier(2);
            await Task.WhenAll(
                Task.Run(() =>
                {
                    start.SignalAndWait();
                    watcher.Tell(subject, ActorRefs.NoSender);
                }),
                Task.Run(() =>
                {
                    start.SignalAndWait();
                    Sys.Stop(subject);
                }));

            Assert.Equal(subject, (await log.Next<Gone>()).Actor);
        }

        await watcher.Ask<ActorIdentity>(new Identify(0), Probe.Patience);
        await log.ExpectNothingBefore(new object());
    }

    [Fact(DisplayName = "A child that throws in PostStop is gone all the same: its parent ends, and whoever watches either is told")]
    public async Task Throwing_last()
    {
        var log = NewProbe();
        var parent = Sys.ActorOf(Props.Create(() => new Parent(Task.FromException(new InvalidOperationException("it fails while it is stopped")), new TaskCompletionSource())));
        var child = await parent.Ask<IActorRef>("child", Probe.Patience);
        var watcher = Watcher(log);
        await watcher.Ask<string>(child, Probe.Patience);
        await watcher.Ask<string>(parent, Probe.Patience);

        Sys.Stop(parent);

        Assert.Equal([child, parent], [(await log.Next<Gone>()).Actor, (await log.Next<Gone>()).Actor]);
    }

    private IActorRef Watcher(Probe log) => ActorOf((message, context) =>
    {
        if (message is IActorRef subject)
        {
            context.Watch(subject);
            context.Sender.Tell("watched");
        }
        else
        {
            log.Ref.Tell(Gone.From(message));
        }
    });

    private sealed class Parent(Task gate, TaskCompletionSource stopping) : UntypedActor
    {
        private readonly IActorRef _child = Context.ActorOf(Props.Create(() => new Child(gate, stopping)));

        protected override void OnReceive(object message) => Sender.Tell(message is "child" ? _child : message);
    }

    private sealed class Child(Task gate, TaskCompletionSource stopping) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }

        protected override void PostStop()
        {
            stopping.TrySetResult();
            gate.GetAwaiter().GetResult();
        }
    }
}
