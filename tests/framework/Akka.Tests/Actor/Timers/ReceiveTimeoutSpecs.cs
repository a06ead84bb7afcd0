namespace Akka.Tests.Actor.Timers;

using Akka.Actor;
using Akka.TestKit;
using Akka.Tests.Support;

/// <summary>Time passes only when a spec says so.</summary>
public class ReceiveTimeoutSpecs : SystemSpec
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Probe _seen;
    private IActorRef _idle = ActorRefs.Nobody;

    public ReceiveTimeoutSpecs()
        : base("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"") => _seen = NewProbe();

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public async Task It_comes_after_silence_and_again_after_more()
    {
        await Idle(Second);
        Time.Advance(Second);
        await _seen.Next<ReceiveTimeout>();
        await Settle();
        Time.Advance(Second);
        await _seen.Next<ReceiveTimeout>();
    }

    [Fact]
    public async Task A_message_puts_it_off()
    {
        var actor = await Idle(Second);
        Time.Advance(0.6 * Second);
        await actor.Ask<string>("x", Probe.Patience);

        // Its answer comes before the clock is set anew; that of the next message comes after.
        await actor.Ask<string>(new Quiet(), Probe.Patience);
        Time.Advance(0.6 * Second);
        await actor.Ask<string>(new Quiet(), Probe.Patience);
        await _seen.ExpectNothingBefore(new object());
        Time.Advance(0.4 * Second);
        await _seen.Next<ReceiveTimeout>();
    }

    [Fact]
    public async Task A_message_that_does_not_influence_it_does_not_put_it_off()
    {
        var actor = await Idle(Second);
        Time.Advance(0.6 * Second);
        await actor.Ask<string>(new Quiet(), Probe.Patience);
        Time.Advance(0.4 * Second);
        await _seen.Next<ReceiveTimeout>();
    }

    [Fact]
    public async Task It_can_be_taken_back()
    {
        var actor = await Idle(Second);
        await actor.Ask<string>(new Off(), Probe.Patience);
        Time.Advance(10 * Second);
        await actor.Ask<string>(new Quiet(), Probe.Patience);
        await _seen.ExpectNothingBefore(new object());
    }

    private async Task<IActorRef> Idle(TimeSpan timeout)
    {
        _idle = Sys.ActorOf(Props.Create(() => new Waiting(_seen.Ref, timeout)));
        await _idle.Ask<string>("begin", Probe.Patience);
        await Settle();
        return _idle;
    }

    // The timer is set again only after a handler has ended: what is answered next comes after that.
    private Task<string> Settle() => _idle.Ask<string>(new Quiet(), Probe.Patience);

    private sealed class Quiet : INotInfluenceReceiveTimeout;

    private sealed class Off;

    private sealed class Waiting : UntypedActor
    {
        private readonly IActorRef _seen;

        public Waiting(IActorRef seen, TimeSpan timeout)
        {
            _seen = seen;
            Context.SetReceiveTimeout(timeout);
        }

        protected override void OnReceive(object message)
        {
            if (message is ReceiveTimeout)
            {
                _seen.Tell(message);
                return;
            }

            if (message is Off)
                Context.SetReceiveTimeout(null);
            Sender.Tell("ok");
        }
    }
}
