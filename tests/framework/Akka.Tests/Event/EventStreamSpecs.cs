namespace Akka.Tests.Event;

using Akka.Actor;
using Akka.Event;
using Akka.Tests.Support;

public class EventStreamSpecs : SystemSpec
{
    private readonly Probe probe;
    private readonly EventStream bus = new(false);

    public EventStreamSpecs() => probe = NewProbe();

    private interface ITagged;

    [Fact]
    public void Subscribing_twice_to_the_same_type_changes_nothing()
    {
        Assert.True(bus.Subscribe(probe.Ref, typeof(Animal)));
        Assert.False(bus.Subscribe(probe.Ref, typeof(Animal)));
        Assert.True(bus.Unsubscribe(probe.Ref, typeof(Animal)));
        Assert.False(bus.Unsubscribe(probe.Ref, typeof(Animal)));
    }

    [Fact]
    public async Task A_subscriber_gets_the_type_and_everything_derived_from_it()
    {
        bus.Subscribe(probe.Ref, typeof(Animal));
        bus.Publish(new Animal("a"));
        bus.Publish(new Dog("d"));
        bus.Publish("no animal");
        await probe.Expect(new Animal("a"));
        await probe.Expect(new Dog("d"));
        await probe.ExpectNothingBefore(new object());
    }

    [Fact]
    public async Task A_subscriber_to_an_interface_gets_what_implements_it()
    {
        bus.Subscribe(probe.Ref, typeof(ITagged));
        bus.Publish(new Animal("a"));
        bus.Publish(new Dog("d"));
        await probe.Expect(new Dog("d"));
        await probe.ExpectNothingBefore(new object());
    }

    [Fact]
    public async Task An_event_arrives_once_however_many_subscriptions_fit()
    {
        bus.Subscribe(probe.Ref, typeof(Dog));
        bus.Subscribe(probe.Ref, typeof(Animal));
        bus.Subscribe(probe.Ref, typeof(ITagged));
        bus.Publish(new Dog("d"));
        await probe.Expect(new Dog("d"));
        await probe.ExpectNothingBefore(new object());
    }

    [Fact]
    public async Task Unsubscribing_from_a_derived_type_leaves_the_base_subscribed()
    {
        bus.Subscribe(probe.Ref, typeof(Animal));
        bus.Publish(new Dog("before"));
        Assert.True(bus.Unsubscribe(probe.Ref, typeof(Dog)));
        bus.Publish(new Puppy("no"));
        bus.Publish(new Dog("no"));
        bus.Publish(new Animal("yes"));
        Assert.True(bus.Subscribe(probe.Ref, typeof(Dog)));
        bus.Publish(new Puppy("again"));
        await probe.Expect(new Dog("before"));
        await probe.Expect(new Animal("yes"));
        await probe.Expect(new Puppy("again"));
    }

    [Fact]
    public async Task Unsubscribing_from_a_type_takes_derived_subscriptions_along()
    {
        bus.Subscribe(probe.Ref, typeof(Puppy));
        bus.Subscribe(probe.Ref, typeof(string));
        Assert.True(bus.Unsubscribe(probe.Ref, typeof(Animal)));
        bus.Publish(new Puppy("no"));
        bus.Publish("yes");
        await probe.Expect("yes");
    }

    [Fact]
    public async Task Unsubscribing_from_everything_ends_every_subscription()
    {
        bus.Subscribe(probe.Ref, typeof(Animal));
        bus.Subscribe(probe.Ref, typeof(string));
        Assert.True(bus.Unsubscribe(probe.Ref));
        Assert.False(bus.Unsubscribe(probe.Ref));
        bus.Publish("no");
        await probe.ExpectNothingBefore(new object());
    }

    [Fact]
    public void A_missing_subscriber_is_refused() =>
        Assert.Throws<ArgumentNullException>(() => bus.Subscribe(null!, typeof(Animal)));

    [Fact]
    public async Task The_generic_forms_do_the_same()
    {
        Assert.True(Sys.EventStream.Subscribe<Animal>(probe.Ref));
        Sys.EventStream.Publish(new Dog("d"));
        await probe.Expect(new Dog("d"));
        Assert.True(Sys.EventStream.Unsubscribe<Animal>(probe.Ref));
    }

    [Fact]
    public async Task An_actor_that_stops_is_taken_off()
    {
        // The stream of the system logs at debug level what its unsubscriber does.
        using var debugged = ActorSystem.Create(
            "debugged",
            "akka { loggers = [], loglevel = DEBUG, stdout-loglevel = OFF, actor.debug.event-stream = on }");
        var log = new Probe(debugged);
        var stopping = debugged.ActorOf(Props.Create(() => new Silent()), "stopping");
        debugged.EventStream.Subscribe(log.Ref, typeof(Debug));
        debugged.EventStream.Subscribe(stopping, typeof(Animal));
        await stopping.GracefulStop(Probe.Patience);
        string text;
        do
            text = (await log.Next<Debug>()).Message.ToString()!;
        while (!(text.Contains("unsubscribing", StringComparison.Ordinal) && text.Contains("stopping", StringComparison.Ordinal)));
        Assert.False(debugged.EventStream.Unsubscribe(stopping));
    }

    [Fact]
    public async Task Publishing_from_many_threads_while_others_subscribe_loses_nothing()
    {
        bus.Subscribe(probe.Ref, typeof(Animal));
        var others = Enumerable.Range(0, 20).Select(_ => NewProbe()).ToList();
        var publishing = Task.Run(() => Parallel.For(0, 1000, i => bus.Publish(new Dog(i.ToString(System.Globalization.CultureInfo.InvariantCulture)))));
        foreach (var other in others)
        {
            bus.Subscribe(other.Ref, typeof(Dog));
            bus.Unsubscribe(other.Ref);
        }

        await publishing;
        var got = new HashSet<string>();
        for (var i = 0; i < 1000; i++)
            got.Add((await probe.Next<Dog>()).Name);
        Assert.Equal(1000, got.Count);
    }

    private record Animal(string Name);

    private record Dog(string Name) : Animal(Name), ITagged;

    private sealed record Puppy(string Name) : Dog(Name);

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }
}
