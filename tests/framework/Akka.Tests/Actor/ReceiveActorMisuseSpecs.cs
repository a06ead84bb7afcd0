namespace Akka.Tests.Actor;

using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

public sealed class ReceiveActorMisuseSpecs : TestKit
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(20);

    [Theory(DisplayName = "After what catches everything no handler can be declared")]
    [InlineData("any")]
    [InlineData("object")]
    [InlineData("type")]
    [InlineData("anyAsync")]
    public void Closed(string how)
    {
        Sys.ActorOf(Props.Create(() => new Declaring(how, TestActor)));
        Assert.IsType<InvalidOperationException>(ExpectMsg<Exception>(Ample));
    }

    [Fact(DisplayName = "A predicate leaves what is for every object open")]
    public void Open()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Picky()));
        actor.Tell("x");
        actor.Tell(1);
        ExpectMsg("object x", Ample);
        ExpectMsg("int 1", Ample);
    }

    [Fact(DisplayName = "Handlers can't be declared while a message is handled, only in the constructor and in Become")]
    public void Late()
    {
        var actor = Sys.ActorOf(Props.Create(() => new LateDeclaring()));
        actor.Tell("late");
        Assert.IsType<InvalidOperationException>(ExpectMsg<Exception>(Ample));
        actor.Tell("become");
        actor.Tell("x");
        ExpectMsg("became x", Ample);
    }

    [Fact(DisplayName = "An actor without handlers handles nothing")]
    public void None()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new Silent()));
        actor.Tell("x");
        var unhandled = ExpectMsg<UnhandledMessage>(Ample);
        Assert.Equal(("x", actor, TestActor), (unhandled.Message, unhandled.Recipient, unhandled.Sender));
    }

    [Fact(DisplayName = "Handlers are tried in their order, by base types and interfaces too")]
    public void Order()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Ordered()));
        foreach (var message in new object[] { "long text", "text", 1, 2.5, new[] { 1 }, 'c' })
            actor.Tell(message);
        ExpectMsg("long", Ample);
        ExpectMsg("string", Ample);
        ExpectMsg("int", Ample);
        ExpectMsg("formattable", Ample);
        ExpectMsg("enumerable", Ample);
        ExpectMsg("type", Ample);
    }

    [Fact(DisplayName = "What a handler refuses by its answer goes to the next one")]
    public void Refusing()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new Refuser()));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(3);
        ExpectMsg("first 1", Ample);
        ExpectMsg("second 2", Ample);
        Assert.Equal(3, ExpectMsg<UnhandledMessage>(Ample).Message);
    }

    [Fact(DisplayName = "A restart goes back to the handlers of the constructor")]
    public void Restart()
    {
        var actor = Sys.ActorOf(Props.Create(() => new LateDeclaring()));
        actor.Tell("become");
        actor.Tell(new InvalidOperationException("x"));
        actor.Tell("again");
        ExpectMsg("initial again", Ample);
    }

    private sealed class Declaring : ReceiveActor
    {
        public Declaring(string how, IActorRef log)
        {
            switch (how)
            {
                case "any":
                    ReceiveAny(_ => { });
                    break;
                case "object":
                    Receive<object>(_ => { });
                    break;
                case "type":
                    Receive(typeof(object), _ => { });
                    break;
                default:
                    ReceiveAnyAsync(_ => Task.CompletedTask);
                    break;
            }

            try
            {
                Receive<int>(_ => { });
            }
            catch (Exception e)
            {
                log.Tell(e);
            }
        }
    }

    private sealed class Picky : ReceiveActor
    {
        public Picky()
        {
            Receive<object>(o => Sender.Tell("object " + o), o => o is string);
            Receive<int>(n => Sender.Tell("int " + n));
        }
    }

    private sealed class LateDeclaring : ReceiveActor
    {
        public LateDeclaring()
        {
            Receive<string>(text =>
            {
                if (text == "late")
                {
                    try
                    {
                        Receive<int>(_ => { });
                    }
                    catch (Exception e)
                    {
                        Sender.Tell(e);
                    }
                }
                else if (text == "become")
                {
                    Become(() =>
                    {
                        Receive<string>(t => Sender.Tell("became " + t));
                        Receive<Exception>(e => throw e);
                    });
                }
                else
                {
                    Sender.Tell("initial " + text);
                }
            });
        }
    }

    private sealed class Silent : ReceiveActor;

    private sealed class Ordered : ReceiveActor
    {
        public Ordered()
        {
            Receive<string>(s => s.Length > 5, _ => Sender.Tell("long"));
            Receive<string>(_ => Sender.Tell("string"));
            Receive<int>(_ => Sender.Tell("int"));
            Receive(typeof(IConvertible), m => m is char, _ => Sender.Tell("type"));
            Receive<IFormattable>(_ => Sender.Tell("formattable"));
            Receive<System.Collections.IEnumerable>(_ => Sender.Tell("enumerable"));
        }
    }

    private sealed class Refuser : ReceiveActor
    {
        public Refuser()
        {
            Receive<int>(n =>
            {
                if (n != 1)
                    return false;
                Sender.Tell("first 1");
                return true;
            });
            Receive(typeof(int), n =>
            {
                if (n is not 2)
                    return false;
                Sender.Tell("second 2");
                return true;
            });
        }
    }
}
