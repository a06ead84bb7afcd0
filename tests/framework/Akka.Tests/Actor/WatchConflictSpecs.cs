namespace Akka.Tests.Actor;

using Akka.Actor;
using Akka.Tests.Support;

/// <summary>One watch has one message, and a watch that is taken back tells nothing, however late.</summary>
public class WatchConflictSpecs : SystemSpec
{
    private readonly Probe _log;
    private readonly IActorRef _watcher;

    public WatchConflictSpecs()
    {
        _log = NewProbe();
        _watcher = ActorOf((message, context) =>
        {
            if (message is Func<IActorContext, object> work)
            {
                context.Sender.Tell(work(context));
            }
            else
            {
                _log.Ref.Tell(Gone.From(message));
            }
        });
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("a", null)]
    [InlineData(null, "b")]
    public async Task Another_message_for_the_same_watch_is_refused_and_the_first_one_stays(string? first, string? second)
    {
        var subject = ActorOf((_, _) => { });
        var refused = await Inside(context =>
        {
            Watch(context, subject, first);
            return Assert.Throws<InvalidOperationException>(() => Watch(context, subject, second));
        });
        Assert.IsType<InvalidOperationException>(refused);
        Sys.Stop(subject);
        if (first is null)
            Assert.Equal(subject, (await _log.Next<Gone>()).Actor);
        else
            await _log.Expect(first);
    }

    [Fact]
    public async Task The_same_message_again_changes_nothing_and_after_Unwatch_any_message_will_do()
    {
        var subject = ActorOf((_, _) => { });
        await Inside(context =>
        {
            Watch(context, subject, "a");
            Watch(context, subject, "a");
            context.Unwatch(subject);
            Watch(context, subject, "b");
            return "done";
        });
        Assert.True(await subject.GracefulStop(Probe.Patience));
        await _log.Expect("b");
        await Inside(_ => "settled");
        await _log.ExpectNothingBefore(new object());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("custom")]
    public async Task Unwatch_takes_back_an_end_that_waits_in_the_mailbox(string? message)
    {
        var subject = ActorOf((_, _) => { });
        var watches = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var queued = new ManualResetEventSlim();
        var holding = Inside(context =>
        {
            Watch(context, subject, message);
            watches.SetResult();
            return queued.Wait(Probe.Patience);
        });
        await watches.Task.WaitAsync(Probe.Patience);
        var unwatching = Inside(context => context.Unwatch(subject));
        Assert.True(await subject.GracefulStop(Probe.Patience));
        queued.Set();
        Assert.Equal(true, await holding);
        await unwatching;
        await Inside(_ => "settled");
        await _log.ExpectNothingBefore(new object());
    }

    [Fact]
    public async Task A_watch_outlives_a_restart_of_the_watcher()
    {
        var subject = ActorOf((_, _) => { });
        await Inside(context => context.Watch(subject));
        _watcher.Tell((Func<IActorContext, object>)(_ => throw new InvalidOperationException("restart")));
        await Inside(_ => "restarted");
        Sys.Stop(subject);
        Assert.Equal(subject, (await _log.Next<Gone>()).Actor);
    }

    [Fact]
    public async Task In_the_parent_a_childs_name_is_free_when_Terminated_comes()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Renaming(_log.Ref)));
        parent.Tell("go");
        for (var i = 0; i < 20; i++)
        {
            await _log.Expect("again");
        }
    }

    private static void Watch(IActorContext context, IActorRef subject, string? message)
    {
        if (message is null)
            context.Watch(subject);
        else
            context.WatchWith(subject, message);
    }

    private Task<object> Inside(Func<IActorContext, object> work) => _watcher.Ask(work, Probe.Patience);

    private sealed class Renaming(IActorRef log) : UntypedActor
    {
        private int _left = 20;

        protected override void OnReceive(object message)
        {
            if (message is Terminated)
                log.Tell("again");
            if (_left-- == 0)
                return;
            var child = Context.ActorOf(Props.Create(() => new Renaming(log)), "the-name");
            Context.Watch(child);
            Context.Stop(child);
        }
    }
}
