namespace Akka.Tests.Actor;

using Akka.Actor;
using Akka.Tests.Support;

public class AsyncHandlerSpecs : SystemSpec
{
    private readonly Probe _log;

    public AsyncHandlerSpecs() => _log = NewProbe();

    [Fact]
    public async Task No_other_message_is_handled_while_a_handler_waits_and_the_context_stays()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(gate.Task, _log.Ref)));
        actor.Tell("slow", _log.Ref);
        actor.Tell("next", _log.Ref);
        await _log.Expect("slow begins");
        await _log.ExpectNothingBefore(new object());
        gate.SetResult();
        await _log.Expect("slow ends");
        Assert.Equal(actor, _log.LastSender);
        await _log.Expect("next");
    }

    [Fact]
    public async Task Its_exception_fails_the_actor_and_PreRestart_is_told_the_message()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(Task.CompletedTask, _log.Ref)));
        actor.Tell("fail", _log.Ref);
        actor.Tell("next", _log.Ref);
        await _log.Expect("restart after fail: late");
        await _log.Expect("next");
    }

    [Fact]
    public async Task Many_yields_neither_overflow_nor_let_others_in()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Waiting(Task.CompletedTask, _log.Ref)));
        actor.Tell("yield", _log.Ref);
        actor.Tell("next", _log.Ref);
        await _log.Expect("yielded 5000");
        await _log.Expect("next");
    }

    private sealed class Waiting : ReceiveActor
    {
        private readonly IActorRef _log;

        public Waiting(Task gate, IActorRef log)
        {
            _log = log;
            ReceiveAsync<string>(
                async _ =>
                {
                    Sender.Tell("slow begins");
                    await gate;
                    Sender.Tell("slow ends");
                },
                s => s == "slow");
            ReceiveAsync<string>(
                async _ =>
                {
                    await Task.Yield();
                    throw new InvalidOperationException("late");
                },
                s => s == "fail");
            ReceiveAsync<string>(
                async _ =>
                {
                    for (var i = 0; i < 5000; i++)
                    {
                        await Task.Yield();
                    }

                    Sender.Tell("yielded 5000");
                },
                s => s == "yield");
            ReceiveAny(m => Sender.Tell(m));
        }

        protected override void PreRestart(Exception reason, object message) => _log.Tell($"restart after {message}: {reason.Message}");
    }
}
