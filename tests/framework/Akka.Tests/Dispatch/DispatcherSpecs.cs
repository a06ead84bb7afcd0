namespace Akka.Tests.Dispatch;

using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.TestKit.Xunit2;

public sealed class DispatcherSpecs : TestKit
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(20);

    public DispatcherSpecs()
        : base("""
            mine { throughput = 17 }
            one { type = ForkJoinDispatcher, dedicated-thread-pool.thread-count = 1, throughput = 3 }
            pinned { type = PinnedDispatcher }
            task { type = TaskDispatcher, throughput = 5 }
            channel { executor = channel-executor }
            alias = mine
            loop = loop2
            loop2 = loop
            odd { type = "No.Such.Type, Nowhere" }
            akka.actor.deployment { "/placed".dispatcher = mine, "/parent/*".dispatcher = mine }
            """)
    {
    }

    [Fact(DisplayName = "A section's keys count, the default section fills in the rest")]
    public void Settings()
    {
        Assert.Equal((17, "mine"), (Sys.Dispatchers.Lookup("mine").Throughput, Sys.Dispatchers.Lookup("mine").Id));
        Assert.Equal(TimeSpan.FromSeconds(1), Sys.Dispatchers.Lookup("mine").ShutdownTimeout);
        Assert.Equal(30, Sys.Dispatchers.DefaultGlobalDispatcher.Throughput);
        Assert.Equal(Dispatchers.DefaultDispatcherId, Sys.Dispatchers.DefaultGlobalDispatcher.Id);
        Assert.Equal(5, Sys.Dispatchers.Lookup("task").Throughput);
    }

    [Fact(DisplayName = "There is one dispatcher for an id, and one for each actor that is pinned")]
    public void One()
    {
        Assert.Same(Sys.Dispatchers.Lookup("mine"), Sys.Dispatchers.Lookup("mine"));
        Assert.Same(Sys.Dispatchers.Lookup("mine"), Sys.Dispatchers.Lookup("alias"));
        Assert.Same(Sys.Dispatchers.DefaultGlobalDispatcher, Sys.Dispatchers.Lookup(Dispatchers.DefaultDispatcherId));
        Assert.NotSame(Sys.Dispatchers.Lookup("pinned"), Sys.Dispatchers.Lookup("pinned"));
        Assert.IsType<PinnedDispatcher>(Sys.Dispatchers.Lookup("pinned"));
    }

    [Theory(DisplayName = "What is not configured, of no known type, or a circle of names is refused")]
    [InlineData("nowhere")]
    [InlineData("odd")]
    [InlineData("loop")]
    public void Refused(string id) => Assert.Throws<ConfigurationException>(() => Sys.Dispatchers.Lookup(id));

    [Fact(DisplayName = "Whether there is one can be asked")]
    public void Asked()
    {
        Assert.True(Sys.Dispatchers.HasDispatcher("mine"));
        Assert.True(Sys.Dispatchers.HasDispatcher(Dispatchers.DefaultDispatcherId));
        Assert.False(Sys.Dispatchers.HasDispatcher("nowhere"));
    }

    [Theory(DisplayName = "Each kind runs actors, in order")]
    [InlineData("mine")]
    [InlineData("one")]
    [InlineData("pinned")]
    [InlineData("task")]
    [InlineData("channel")]
    [InlineData("akka.actor.internal-dispatcher")]
    public void Runs(string id)
    {
        var actor = Sys.ActorOf(Props.Create(() => new Numbers(TestActor)).WithDispatcher(id));
        for (var i = 0; i < 200; i++)
            actor.Tell(i);
        Assert.Equal(Enumerable.Range(0, 200).Cast<object>(), ReceiveN(200, Ample));
    }

    [Fact(DisplayName = "A turn handles as many messages as the throughput says, then others have theirs")]
    public void Throughput()
    {
        var order = new ConcurrentQueue<string>();
        var gate = new TaskCompletionSource();
        var (a, b, blocker) = (Recorder("a"), Recorder("b"), Sys.ActorOf(Props.Create(() => new Blocked(gate.Task)).WithDispatcher("one")));
        foreach (var actor in new[] { a, b, blocker })
            Assert.Equal(actor, actor.Ask<ActorIdentity>(new Identify(0), Ample).GetAwaiter().GetResult().Subject);
        blocker.Tell("block");
        for (var i = 0; i < 6; i++)
        {
            a.Tell(i);
            b.Tell(i);
        }

        gate.SetResult();
        AwaitCondition(() => order.Count == 12, Ample);
        Assert.Equal("aaabbbaaabbb", string.Concat(order));

        IActorRef Recorder(string name) => Sys.ActorOf(Props.Create(() => new Recording(name, order)).WithDispatcher("one"));
    }

    [Fact(DisplayName = "A pinned actor has a thread of its own all its life")]
    public void Pinned()
    {
        var (a, b) = (Thread_of(), Thread_of());
        a.Tell("who");
        b.Tell("who");
        a.Tell("who");
        b.Tell("who");
        var threads = ReceiveN(4, Ample).Cast<int>().GroupBy(id => id).ToList();
        Assert.Equal(2, threads.Count);
        Assert.All(threads, t => Assert.Equal(2, t.Count()));

        IActorRef Thread_of() => Sys.ActorOf(Props.Create(() => new Telling()).WithDispatcher("pinned"));
    }

    [Fact(DisplayName = "The deployment of a path wins over the code")]
    public void Deployment()
    {
        var placed = Sys.ActorOf(Props.Create(() => new Telling()).WithDispatcher("pinned"), "placed");
        placed.Tell("dispatcher");
        ExpectMsg("mine", Ample);
        var parent = Sys.ActorOf(Props.Create(() => new Telling()), "parent");
        parent.Tell("dispatcher");
        ExpectMsg(Dispatchers.DefaultDispatcherId, Ample);
        parent.Tell("child");
        ExpectMsg<IActorRef>(Ample).Tell("dispatcher");
        ExpectMsg("mine", Ample);
    }

    [Fact(DisplayName = "A dispatcher made in code is known by its id, unless that is taken")]
    public void Registered()
    {
        var other = Sys.Dispatchers.Lookup("mine").Configurator;
        Assert.True(Sys.Dispatchers.RegisterConfigurator("in-code", other));
        Assert.False(Sys.Dispatchers.RegisterConfigurator("in-code", other));
        Assert.Same(Sys.Dispatchers.Lookup("mine"), Sys.Dispatchers.Lookup("in-code"));
    }

    [Fact(DisplayName = "Other work can be put on a dispatcher")]
    public void Scheduled()
    {
        Sys.Dispatchers.DefaultGlobalDispatcher.Schedule(() => TestActor.Tell("ran", ActorRefs.NoSender));
        ExpectMsg("ran", Ample);
    }

    private sealed class Numbers(IActorRef log) : UntypedActor
    {
        protected override void OnReceive(object message) => log.Tell(message);
    }

    private sealed class Blocked(Task gate) : UntypedActor
    {
        protected override void OnReceive(object message) => gate.Wait(Ample);
    }

    private sealed class Recording(string name, ConcurrentQueue<string> order) : UntypedActor
    {
        protected override void OnReceive(object message) => order.Enqueue(name);
    }

    private sealed class Telling : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message switch
        {
            "who" => Environment.CurrentManagedThreadId,
            "child" => Context.ActorOf(Props.Create(() => new Telling())),
            _ => Context.Dispatcher.Id,
        });
    }
}
