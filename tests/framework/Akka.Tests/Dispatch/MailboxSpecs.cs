namespace Akka.Tests.Dispatch;

using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Tests.Support;

public class MailboxSpecs : SystemSpec
{
    private const string Hocon = """
        small { mailbox-type = "Akka.Dispatch.BoundedMailbox", mailbox-capacity = 2, mailbox-push-timeout-time = 0s }
        sorted.mailbox-type = "Akka.Tests.Dispatch.MailboxSpecs+ByNumber, Akka.Tests"
        pinned { type = PinnedDispatcher }
        own { type = ForkJoinDispatcher, dedicated-thread-pool.thread-count = 2 }
        """;

    public MailboxSpecs()
        : base(Hocon)
    {
    }

    [Fact]
    public async Task What_a_full_mailbox_cannot_take_is_a_dead_letter()
    {
        var dead = NewProbe();
        Sys.EventStream.Subscribe(dead.Ref, typeof(DeadLetter));
        var seen = NewProbe();
        using var gate = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Blocking(begun, gate, seen.Ref)).WithMailbox("small"));
        actor.Tell(0);
        await begun.Task.WaitAsync(Probe.Patience);
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(3);
        Assert.Equal(3, (await dead.Next<DeadLetter>()).Message);
        gate.Set();
        await seen.Expect(0);
        await seen.Expect(1);
        await seen.Expect(2);
    }

    [Fact]
    public async Task A_priority_mailbox_sorts_and_keeps_equals_in_order()
    {
        var seen = NewProbe();
        using var gate = new ManualResetEventSlim();
        var begun = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Blocking(begun, gate, seen.Ref)).WithMailbox("sorted"));
        actor.Tell(0);
        await begun.Task.WaitAsync(Probe.Patience);
        foreach (var number in new[] { 31, 12, 32, 11, 21 })
        {
            actor.Tell(number);
        }

        gate.Set();
        foreach (var number in new[] { 0, 12, 11, 21, 31, 32 })
        {
            await seen.Expect(number);
        }
    }

    [Theory]
    [InlineData("pinned")]
    [InlineData("own")]
    public async Task Dispatchers_with_threads_of_their_own_run_actors(string dispatcher)
    {
        var isOfThePool = await Sys.ActorOf(Props.Create(() => new WhichThread()).WithDispatcher(dispatcher)).Ask<bool>("?", Probe.Patience);
        Assert.False(isOfThePool);
    }

    [Fact]
    public void An_unknown_dispatcher_or_mailbox_is_refused_and_the_name_stays_free()
    {
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Create(() => new WhichThread()).WithDispatcher("none"), "x"));
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Create(() => new WhichThread()).WithMailbox("none"), "x"));
        Assert.Equal("x", Sys.ActorOf(Props.Create(() => new WhichThread()), "x").Path.Name);
    }

    public sealed class ByNumber(Settings settings, Config config) : UnboundedStablePriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => message is int number ? number / 10 : 0;
    }

    private sealed class WhichThread : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(Thread.CurrentThread.IsThreadPoolThread);
    }

    private sealed class Blocking(TaskCompletionSource begun, ManualResetEventSlim gate, IActorRef seen) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            begun.TrySetResult();
            gate.Wait(Probe.Patience);
            seen.Tell(message);
        }
    }
}
