namespace Akka.Tests.Actor;

using Akka.Actor;
using Akka.Event;
using Akka.Tests.Support;

public class ReceiveActorSpecs : SystemSpec
{
    [Fact]
    public async Task The_first_handler_that_fits_handles()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Sorting()));
        Assert.Equal("small 1", await actor.Ask<string>(1, Probe.Patience));
        Assert.Equal("int 100", await actor.Ask<string>(100, Probe.Patience));
        Assert.Equal("text a", await actor.Ask<string>("a", Probe.Patience));
    }

    [Fact]
    public async Task What_fits_no_handler_is_unhandled()
    {
        var unhandled = NewProbe();
        Sys.EventStream.Subscribe(unhandled.Ref, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new Sorting()));
        actor.Tell(1.5);
        Assert.Equal(1.5, (await unhandled.Next<UnhandledMessage>()).Message);
    }

    [Fact]
    public async Task Behaviours_stack_up_and_come_off()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Sorting()));
        actor.Tell("push");
        Assert.Equal("other a", await actor.Ask<string>("a", Probe.Patience));
        actor.Tell("pop");
        Assert.Equal("text a", await actor.Ask<string>("a", Probe.Patience));
    }

    [Fact]
    public async Task Nothing_may_be_declared_after_a_handler_for_everything()
    {
        var outcome = new TaskCompletionSource<Exception>();
        Sys.ActorOf(Props.Create(() => new TooLate(outcome)));
        Assert.IsType<InvalidOperationException>(await outcome.Task.WaitAsync(Probe.Patience));
    }

    private sealed class Sorting : ReceiveActor
    {
        public Sorting()
        {
            Receive<int>(i => Sender.Tell($"small {i}"), i => i < 10);
            Receive<int>(i => Sender.Tell($"int {i}"));
            Receive<string>(
                _ => BecomeStacked(() =>
                {
                    Receive<string>(_ => UnbecomeStacked(), s => s == "pop");
                    Receive<string>(s => Sender.Tell($"other {s}"));
                }),
                s => s == "push");
            Receive<string>(s => Sender.Tell($"text {s}"));
        }
    }

    private sealed class TooLate : ReceiveActor
    {
        public TooLate(TaskCompletionSource<Exception> outcome)
        {
            ReceiveAny(_ => { });
            try
            {
                Receive<int>(_ => { });
            }
            catch (InvalidOperationException e)
            {
                outcome.TrySetResult(e);
            }
        }
    }
}
