namespace Akka.Tests.Actor.Supervision;

using Akka.Actor;
using Akka.Tests.Support;

/// <summary>The budget of restarts is per window of time: a window that is over takes its count with it.</summary>
public class RetryWindowSpecs : SystemSpec
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);
    private readonly Probe _log;

    public RetryWindowSpecs() => _log = NewProbe();

    public static TheoryData<bool> Kinds => [true, false];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_failure_after_the_window_is_the_first_of_a_new_one(bool allForOne)
    {
        var child = await Child(allForOne, Window);
        child.Tell("fail");
        await _log.Expect("restarted");
        for (var round = 0; round < 2; round++)
        {
            // A scheduled message never comes early, so the window is over for certain.
            Sys.Scheduler.ScheduleTellOnce(Window * 2, child, "fail", ActorRefs.NoSender);
            await _log.Expect("restarted");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_second_failure_within_the_window_is_one_too_many(bool allForOne)
    {
        var child = await Child(allForOne, TimeSpan.FromMinutes(5));
        child.Tell("fail");
        child.Tell("fail");
        await _log.Expect("restarted");
        await _log.Expect("stopped");
    }

    private Task<IActorRef> Child(bool allForOne, TimeSpan window)
    {
        SupervisorStrategy strategy = allForOne
            ? new AllForOneStrategy(1, window, _ => Directive.Restart)
            : new OneForOneStrategy(1, window, _ => Directive.Restart);
        var parent = Sys.ActorOf(Props.Create(() => new Parent(strategy, _log.Ref)));
        return parent.Ask<IActorRef>("child", Probe.Patience);
    }

    private sealed class Parent(SupervisorStrategy strategy, IActorRef log) : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() => strategy;

        protected override void OnReceive(object message) => Sender.Tell(Context.ActorOf(Props.Create(() => new Failing(log))));
    }

    private sealed class Failing(IActorRef log) : UntypedActor
    {
        protected override void PreRestart(Exception reason, object message)
        {
        }

        protected override void PostRestart(Exception reason) => log.Tell("restarted");

        protected override void PostStop() => log.Tell("stopped");

        protected override void OnReceive(object message) => throw new InvalidOperationException("failed as told");
    }
}
