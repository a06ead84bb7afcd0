namespace Akka.Tests.Actor.Systems;

using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.TestKit;

public sealed class ActorSystemSpecs : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(20);

    [Theory(DisplayName = "A name of other characters is refused")]
    [InlineData("-hallowelt")]
    [InlineData("hallo*welt")]
    [InlineData("hallo@welt")]
    [InlineData("hallo#welt")]
    [InlineData("hallo$welt")]
    [InlineData("hallo%welt")]
    [InlineData("hallo/welt")]
    [InlineData("")]
    public void Bad_names(string name) => Assert.Throws<ArgumentException>(() => ActorSystem.Create(name));

    [Theory(DisplayName = "Letters, digits, hyphens and underscores make a name")]
    [InlineData("foo-bar")]
    [InlineData("f00_bar")]
    public async Task Good_names(string name)
    {
        var system = ActorSystem.Create(name);
        Assert.Equal(name, system.Name);
        await system.Terminate().WaitAsync(Ample);
    }

    [Fact(DisplayName = "Callbacks run when the actors have stopped, the last registered first, and then the end is told")]
    public async Task Callbacks()
    {
        var system = ActorSystem.Create("callbacks");
        var order = new List<int>();
        var stopped = new TestLatch();
        system.ActorOf(Props.Create(() => new Latched(stopped)));
        for (var i = 0; i < 5; i++)
        {
            var number = i;
            system.RegisterOnTermination(() =>
            {
                Assert.True(stopped.IsOpen);
                order.Add(number);
            });
        }

        Assert.False(system.WhenTerminated.IsCompleted);
        await system.Terminate().WaitAsync(Ample);
        Assert.True(system.WhenTerminated.IsCompleted);
        Assert.Equal([4, 3, 2, 1, 0], order);
    }

    [Fact(DisplayName = "After the end no callback is taken any more, and no actor is made")]
    public async Task Afterwards()
    {
        var system = ActorSystem.Create("afterwards");
        await system.Terminate().WaitAsync(Ample);
        Assert.Throws<InvalidOperationException>(() => system.RegisterOnTermination(() => { }));
        Assert.Throws<InvalidOperationException>(() => system.ActorOf(Props.Empty));
        await system.Terminate().WaitAsync(Ample);
    }

    [Fact(DisplayName = "Actors that are made while the system ends either are refused or end with it")]
    public async Task Racing()
    {
        var system = ActorSystem.Create("racing");
        var made = new List<IActorRef>();
        var creating = Task.Run(() =>
        {
            try
            {
                for (var i = 0; i < 100_000; i++)
                {
                    made.Add(system.ActorOf(Props.Empty));
                }
            }
            catch (InvalidOperationException)
            {
                // The system has begun to end.
            }
        });
        Assert.True(SpinWait.SpinUntil(() => made.Count > 100, Ample));
        await system.Terminate().WaitAsync(Ample);
        await creating.WaitAsync(Ample);
        Assert.All(made, actor => Assert.True(((IInternalActorRef)actor).IsTerminated));
    }

    [Fact(DisplayName = "A top-level actor is found by its path as soon as it is made")]
    public async Task Found_at_once()
    {
        for (var i = 0; i < 50; i++)
        {
            var actor = Sys.ActorOf(Props.Empty, "found" + i);
            Assert.Equal(actor, await Sys.ActorSelection("/user/found" + i).ResolveOne(Ample));
        }
    }

    [Fact(DisplayName = "The strategy of /user comes from the configuration")]
    public async Task Guardian_strategy()
    {
        var hocon = ConfigurationFactory.ParseString(
            $"akka {{ loglevel = OFF, stdout-loglevel = OFF, actor.guardian-supervisor-strategy = \"{typeof(Stopping).AssemblyQualifiedName}\" }}");
        var system = ActorSystem.Create("stops", hocon);
        var actor = system.ActorOf(Props.Create<Fragile>());
        var end = actor.WatchAsync();
        actor.Tell("x");
        Assert.True(await end.WaitAsync(Ample));
        await system.Terminate().WaitAsync(Ample);
    }

    [Fact(DisplayName = "A failure that /user escalates ends the system")]
    public async Task Escalating()
    {
        var hocon = ConfigurationFactory.ParseString(
            $"akka {{ loglevel = OFF, stdout-loglevel = OFF, actor.guardian-supervisor-strategy = \"{typeof(Escalation).AssemblyQualifiedName}\" }}");
        var system = ActorSystem.Create("escalates", hocon);
        system.ActorOf(Props.Create<Fragile>()).Tell("x");
        await system.WhenTerminated.WaitAsync(Ample);
    }

    [Fact(DisplayName = "A system without a configuration has the reference, and each setting shows")]
    public async Task Defaults()
    {
        var system = ActorSystem.Create("defaults");
        var settings = system.Settings;
        Assert.Equal("Akka.Actor.LocalActorRefProvider", settings.ProviderClass.Split(',')[0]);
        Assert.Equal("Akka.Actor.DefaultSupervisorStrategy", settings.SupervisorStrategyClass.Split(',')[0]);
        Assert.Equal("Akka.Actor.HashedWheelTimerScheduler", settings.SchedulerClass.Split(',')[0]);
        Assert.Equal(TimeSpan.FromSeconds(20), settings.CreationTimeout);
        Assert.Equal(Timeout.InfiniteTimeSpan, settings.AskTimeout);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.UnstartedPushTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.SchedulerShutdownTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.LoggerStartTimeout);
        Assert.Equal(("INFO", "WARNING"), (settings.LogLevel, settings.StdoutLogLevel));
        Assert.Equal(10, settings.LogDeadLetters);
        Assert.Equal(TimeSpan.FromMinutes(5), settings.LogDeadLettersSuspendDuration);
        Assert.Equal(10, settings.DefaultVirtualNodesFactor);
        Assert.False(settings.SerializeAllMessages || settings.SerializeAllCreators || settings.LogConfigOnStart || settings.EmitActorTelemetry);
        Assert.False(settings.DebugAutoReceive || settings.DebugLifecycle || settings.DebugEventStream || settings.DebugUnhandledMessage || settings.FsmDebugEvent);
        Assert.False(settings.HasCluster);

        var dispatcher = settings.Config.GetConfig("akka.actor.default-dispatcher");
        Assert.Equal(("Dispatcher", "default-executor"), (dispatcher.GetString("type"), dispatcher.GetString("executor")));
        Assert.Equal(TimeSpan.FromSeconds(1), dispatcher.GetTimeSpan("shutdown-timeout"));
        Assert.Equal(30, dispatcher.GetInt("throughput"));
        Assert.Equal(TimeSpan.Zero, dispatcher.GetTimeSpan("throughput-deadline-time"));
        var mailbox = settings.Config.GetConfig("akka.actor.default-mailbox");
        Assert.Equal((1000, TimeSpan.FromSeconds(10)), (mailbox.GetInt("mailbox-capacity"), mailbox.GetTimeSpan("mailbox-push-timeout-time")));
        Assert.Equal(-1, mailbox.GetInt("stash-capacity"));
        await system.Terminate().WaitAsync(Ample);
    }

    [Fact(DisplayName = "A setup carries the configuration, the provider and parts of any kind")]
    public async Task Setups()
    {
        var bootstrap = BootstrapSetup.Create()
            .WithConfig(ConfigurationFactory.ParseString("mine = 7"))
            .WithActorRefProvider(ProviderSelection.Local.Instance);
        var setup = bootstrap.And(new Part("first")).And(new Part("second"));
        var system = ActorSystem.Create("setups", setup);
        Assert.Equal(7, system.Settings.Config.GetInt("mine"));
        Assert.Equal("second", system.Settings.Setup.Get<Part>().Value.Name);
        Assert.False(system.Settings.Setup.Get<OtherPart>().HasValue);
        Assert.False(ActorSystemSetup.Empty.Get<Part>().HasValue);
        Assert.Equal("third", ActorSystemSetup.Create(new Part("second")).WithSetup(new Part("third")).Get<Part>().Value.Name);
        await system.Terminate().WaitAsync(Ample);
    }

    [Fact(DisplayName = "Disposing terminates, and time runs from the start")]
    public async Task Disposing()
    {
        var system = ActorSystem.Create("disposing");
        Assert.True(SpinWait.SpinUntil(() => system.Uptime > TimeSpan.Zero, Ample));
        system.Dispose();
        await system.WhenTerminated.WaitAsync(Ample);
    }

    [Fact(DisplayName = "A top-level actor is stopped by the system, and a stranger's child by its reference")]
    public async Task Stopping_actors()
    {
        var top = Sys.ActorOf(Props.Create<Fragile>());
        var end = top.WatchAsync();
        Sys.Stop(top);
        Assert.True(await end.WaitAsync(Ample));
        var child = ChildActorOf(Props.Empty);
        end = child.WatchAsync();
        Sys.Stop(child);
        Assert.True(await end.WaitAsync(Ample));
    }

    private sealed class Part(string name) : Setup
    {
        public string Name { get; } = name;
    }

    private sealed class OtherPart : Setup;

    private sealed class Latched(TestLatch stopped) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }

        protected override void PostStop() => stopped.CountDown();
    }

    private sealed class Fragile : UntypedActor
    {
        protected override void OnReceive(object message) => throw new InvalidOperationException(message.ToString());
    }

    public sealed class Stopping : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(_ => Directive.Stop);
    }

    public sealed class Escalation : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(_ => Directive.Escalate);
    }
}
