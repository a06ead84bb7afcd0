namespace Akka.Tests.Actor.Dsl;

using Akka.Actor;
using Akka.Actor.Dsl;
using Akka.TestKit.Xunit2;

public sealed class ActSpecs : TestKit
{
    private static Exception Boom => new InvalidOperationException("boom");

    [Fact(DisplayName = "A delegate declares handlers by type and predicate, and for the rest")]
    public void Handlers()
    {
        var actor = ActorOf(c =>
        {
            c.Receive<int>((n, context) => context.Sender.Tell("int " + n), n => n > 10);
            c.Receive<int>(n => n > 5, (n, context) => context.Sender.Tell("middle " + n));
            c.Receive<string>((text, context) => context.Sender.Tell(text + "!"));
            c.ReceiveAny((other, context) => context.Sender.Tell("any " + other));
        });

        actor.Tell(11);
        actor.Tell(6);
        actor.Tell("a");
        actor.Tell(3);
        ExpectMsg("int 11");
        ExpectMsg("middle 6");
        ExpectMsg("a!");
        ExpectMsg("any 3");
    }

    [Fact(DisplayName = "Async handlers keep context and sender, and let nothing between")]
    public void Async()
    {
        var actor = ActorOf(c =>
        {
            c.ReceiveAsync<string>(async (text, context) =>
            {
                await Task.Yield();
                context.Sender.Tell(text + " " + context.Self.Path.Name);
            });
            c.ReceiveAnyAsync(async (other, context) =>
            {
                await Task.Yield();
                context.Sender.Tell(other);
            });
        }, "me");

        actor.Tell("a");
        actor.Tell(1);
        ExpectMsg("a me");
        ExpectMsg(1);
    }

    [Fact(DisplayName = "Behaviours stack up and come off")]
    public void Behaviours()
    {
        var actor = ActorOf(c => c.ReceiveAny((message, context) =>
        {
            if (message is "push")
            {
                c.BecomeStacked((m, inner) =>
                {
                    if (m is "pop")
                        c.UnbecomeStacked();
                    else if (m is "replace")
                        c.Become((_, last) => last.Sender.Tell("last"));
                    else
                        inner.Sender.Tell("inner " + m);
                });
            }
            else
            {
                context.Sender.Tell("outer " + message);
            }
        }));

        foreach (var message in new[] { "1", "push", "2", "pop", "3", "push", "replace", "4" })
            actor.Tell(message);
        ExpectMsg("outer 1");
        ExpectMsg("inner 2");
        ExpectMsg("outer 3");
        ExpectMsg("last");
    }

    [Fact(DisplayName = "Hooks run in the place of the defaults, in the order of a restart")]
    public void Hooks()
    {
        var log = TestActor;
        var actor = ActorOf(c =>
        {
            c.OnPreStart = _ => log.Tell("start");
            c.OnPostStop = _ => log.Tell("stop");
            c.OnPreRestart = (cause, message, _) => log.Tell($"pre {cause.Message} {message}");
            c.OnPostRestart = (cause, _) => log.Tell("post " + cause.Message);
            c.Receive<string>((text, _) => throw new InvalidOperationException(text));
        });
        ExpectMsg("start");
        actor.Tell("x");
        ExpectMsg("pre x x");
        ExpectMsg("post x");
        Sys.Stop(actor);
        ExpectMsg("stop");
    }

    [Fact(DisplayName = "A hook may call the default, which goes through the other hooks")]
    public void Defaults()
    {
        var log = TestActor;
        var actor = ActorOf(c =>
        {
            c.OnPreStart = _ => log.Tell("start");
            c.OnPostStop = _ => log.Tell("stop");
            c.OnPreRestart = (cause, message, _) => c.DefaultPreRestart(cause, message);
            c.OnPostRestart = (cause, _) => c.DefaultPostRestart(cause);
            c.ReceiveAny((_, _) => throw Boom);
        });
        ExpectMsg("start");
        actor.Tell("x");
        ExpectMsg("stop");
        ExpectMsg("start");
    }

    [Fact(DisplayName = "The strategy is for the children, which a delegate may make as well")]
    public void Strategy()
    {
        var log = TestActor;
        var parent = Sys.ActorOf(
            (c, context) =>
            {
                c.Strategy = new OneForOneStrategy(_ => Directive.Stop);
                var child = c.ActorOf(
                    inner =>
                    {
                        inner.OnPostStop = _ => log.Tell("child stopped");
                        inner.ReceiveAny((_, _) => throw Boom);
                    },
                    "child");
                Assert.Equal(context.Self.Path / "child", child.Path);
                c.ReceiveAny((message, _) => child.Forward(message));
            },
            "parent");
        parent.Tell("x");
        ExpectMsg("child stopped");
        Assert.Equal("parent", parent.Path.Name);
    }

    [Fact(DisplayName = "The delegate runs for each incarnation, so that what it closes over in itself is new")]
    public void Incarnations()
    {
        var actor = ActorOf(c =>
        {
            var count = 0;
            c.Receive<int>((_, context) => context.Sender.Tell(++count));
            c.Receive<string>((_, _) => throw Boom);
        });
        actor.Tell(0);
        actor.Tell(0);
        actor.Tell("x");
        actor.Tell(0);
        ExpectMsg(1);
        ExpectMsg(2);
        ExpectMsg(1);
    }
}
