namespace Akka.Tests.Actor;

using Akka.Actor;
using Akka.Dispatch;
using Akka.TestKit.Xunit2;

public sealed class PropsSpecs : TestKit
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(20);

    [Fact(DisplayName = "A class, an expression, arguments and a producer make an actor")]
    public void Ways()
    {
        foreach (var props in new[]
        {
            Props.Create<Named>("a", 1),
            Props.Create(typeof(Named), "a", 1),
            Props.Create(() => new Named("a", 1)),
            new Props(typeof(Named), ["a", 1]),
            Props.CreateBy<Maker>("a", 1),
            Props.CreateBy(new Maker("a", 1)),
        })
        {
            Assert.Equal(typeof(Named), props.Type);
            Sys.ActorOf(props).Tell("who");
            ExpectMsg("a1", Ample);
        }
    }

    [Fact(DisplayName = "Arguments of an expression are evaluated once, when the recipe is written")]
    public void Made_once()
    {
        var numbers = new Queue<int>([1, 2, 3]);
        var props = Props.Create(() => new Named("a", numbers.Dequeue()));
        Assert.Equal(["a", 1], props.Arguments);
        Sys.ActorOf(props).Tell("who");
        Sys.ActorOf(props).Tell("who");
        ExpectMsg("a1", Ample);
        ExpectMsg("a1", Ample);
        Assert.Equal(2, numbers.Count);
    }

    [Fact(DisplayName = "No class is refused, and neither is a class that is no actor accepted")]
    public void Refused()
    {
        Assert.Throws<ArgumentNullException>(() => Props.Create((Type)null!));
        Assert.Throws<ArgumentException>(() => Props.Create(typeof(string)));
        Assert.Throws<ArgumentException>(() => new Props(typeof(object)));
    }

    [Fact(DisplayName = "A strategy, a dispatcher, a mailbox, a deployment are set on copies")]
    public void Copies()
    {
        var props = Props.Create(() => new Named("a", 1));
        Assert.Null(props.SupervisorStrategy);
        Assert.Equal(Dispatchers.DefaultDispatcherId, props.Dispatcher);
        var strategy = new OneForOneStrategy(_ => Directive.Stop);
        Assert.Same(strategy, props.WithSupervisorStrategy(strategy).SupervisorStrategy);
        Assert.Same(strategy, Props.Create(() => new Named("a", 1), strategy).SupervisorStrategy);
        Assert.Equal("mine", props.WithDispatcher("mine").Dispatcher);
        Assert.Equal("box", props.WithMailbox("box").Mailbox);
        Assert.Equal(5, props.WithStashCapacity(5).Deploy.StashCapacity);
        var deployed = props.WithDispatcher("mine").WithDeploy(new Deploy().WithMailbox("box"));
        Assert.Equal(("mine", "box"), (deployed.Dispatcher, deployed.Mailbox));
        Assert.Equal(Dispatchers.DefaultDispatcherId, props.Dispatcher);
        Assert.Null(props.Mailbox);
    }

    [Fact(DisplayName = "Recipes of equal parts are equal")]
    public void Equality()
    {
        Assert.Equal(Props.Create(() => new Named("a", 1)), Props.Create<Named>("a", 1));
        Assert.NotEqual(Props.Create<Named>("a", 1), Props.Create<Named>("a", 2));
        Assert.NotEqual(Props.Create<Named>("a", 1), Props.Create<Named>("a", 1).WithDispatcher("other"));
    }

    [Fact(DisplayName = "A producer is asked for each incarnation and gets back each instance")]
    public void Producer()
    {
        var maker = new Maker("a", 1);
        var actor = Sys.ActorOf(Props.CreateBy(maker));
        actor.Tell(new InvalidOperationException("again"));
        actor.Tell("who");
        ExpectMsg("a1", Ample);
        Assert.Equal((2, 1), (maker.Made, maker.Released));
        Watch(actor).Tell(PoisonPill.Instance);
        ExpectTerminated(actor, Ample);
        Assert.Equal((2, 2), (maker.Made, maker.Released));
    }

    [Fact(DisplayName = "A disposable actor is disposed of after each life")]
    public void Disposable()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Closing(TestActor)));
        actor.Tell(new InvalidOperationException("again"));
        ExpectMsg("stopped", Ample);
        ExpectMsg("disposed", Ample);
        actor.Tell(PoisonPill.Instance);
        ExpectMsg("stopped", Ample);
        ExpectMsg("disposed", Ample);
    }

    [Fact(DisplayName = "The recipe comes back from its surrogate")]
    public void Surrogate()
    {
        var props = Props.Create<Named>("a", 1).WithDispatcher("mine");
        Assert.Equal(props, props.ToSurrogate(Sys).FromSurrogate(Sys));
    }

    [Fact(DisplayName = "An empty recipe makes an actor that handles nothing")]
    public void Empty()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.UnhandledMessage));
        Sys.ActorOf(Props.Empty).Tell("x");
        Assert.Equal("x", ExpectMsg<Akka.Event.UnhandledMessage>(Ample).Message);
    }

    private sealed class Named(string name, int number) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Exception e)
                throw e;
            Sender.Tell(name + number);
        }
    }

    private sealed class Maker(string name, int number) : IIndirectActorProducer
    {
        public int Made { get; private set; }

        public int Released { get; private set; }

        public Type ActorType => typeof(Named);

        public ActorBase Produce()
        {
            Made++;
            return new Named(name, number);
        }

        public void Release(ActorBase actor) => Released++;
    }

    private sealed class Closing(IActorRef log) : UntypedActor, IDisposable
    {
        public void Dispose() => log.Tell("disposed");

        protected override void OnReceive(object message) => throw (Exception)message;

        protected override void PostStop() => log.Tell("stopped");
    }
}
