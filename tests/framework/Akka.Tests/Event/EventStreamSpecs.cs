namespace Akka.Tests.Event;

using Akka.Actor;
using Akka.Event;
using Akka.Tests.Support;

public class EventStreamSpecs : SystemSpec
{
    private readonly Probe _probe;
    private readonly EventStream _bus = new(false);

    public EventStreamSpecs() => _probe = NewProbe();

    private interface ITagged;

    [Fact]
    public void Subscribing_twice_to_the_same_type_changes_nothing()
    {
        Assert.True(_bus.Subscribe(_probe.Ref, typeof(Animal)));
        Assert.False(_bus.Subscribe(_probe.Ref, typeof(Animal)));
        Assert.True(_bus.Unsubscribe(_probe.Ref, typeof(Animal)));
        Assert.False(_bus.Unsubscribe(_probe.Ref, typeof(Animal)));
    }

    [Fact]
    public async Task A_subscriber_gets_the_type_and_everything_derived_from_it()
    {
        _bus.Subscribe(_probe.Ref, typeof(Animal));
        _bus.Publish(new Animal("a"));
        _bus.Publish(new Dog("d"));
        _bus.Publish("no animal");
        await _probe.Expect(new Animal("a"));
        await _probe.Expect(new Dog("d"));
        await _probe.ExpectNothingBefore(new object());
    }

    [Fact]
    public async Task A_subscriber_to_an_interface_gets_what_implements_it()
    {
        _bus.Subscribe(_probe.Ref, typeof(ITagged));
        _bus.Publish(new Animal("a"));
        _bus.Publish(new Dog("d"));
        await _probe.Expect(new Dog("d"));
        await _probe.ExpectNothingBefore(new object());
    }

    [Fact]
    public async Task An_event_arrives_once_however_many_subscriptions_fit()
    {
        _bus.Subscribe(_probe.Ref, typeof(Dog));
        _bus.Subscribe(_probe.Ref, typeof(Animal));
        _bus.Subscribe(_probe.Ref, typeof(ITagged));
        _bus.Publish(new Dog("d"));
        await _probe.Expect(new Dog("d"));
        await _probe.ExpectNothingBefore(new object());
    }

    [Fact]
    public async Task Unsubscribing_from_a_derived_type_leaves_the_base_subscribed()
    {
        _bus.Subscribe(_probe.Ref, typeof(Animal));
        _bus.Publish(new Dog("before"));
        Assert.True(_bus.Unsubscribe(_probe.Ref, typeof(Dog)));
        _bus.Publish(new Puppy("no"));
        _bus.Publish(new Dog("no"));
        _bus.Publish(new Animal("yes"));
        Assert.True(_bus.Subscribe(_probe.Ref, typeof(Dog)));
        _bus.Publish(new Puppy("again"));
        await _probe.Expect(new Dog("before"));
        await _probe.Expect(new Animal("yes"));
        await _probe.Expect(new Puppy("again"));
    }

    [Fact]
    public async Task Unsubscribing_from_a_base_type_leaves_what_was_subscribed_by_its_own_name()
    {
        Assert.True(_bus.Subscribe(_probe.Ref, typeof(Animal)));
        Assert.True(_bus.Subscribe(_probe.Ref, typeof(Puppy)));
        Assert.True(_bus.Unsubscribe(_probe.Ref, typeof(Animal)));
        _bus.Publish(new Dog("no more"));
        _bus.Publish(new Puppy("still"));
        await _probe.Expect(new Puppy("still"));
        Assert.True(_bus.Unsubscribe(_probe.Ref, typeof(Puppy)));
        Assert.False(_bus.Unsubscribe(_probe.Ref, typeof(Puppy)));
    }

    [Fact]
    public async Task Unsubscribing_from_everything_ends_every_subscription()
    {
        _bus.Subscribe(_probe.Ref, typeof(Animal));
        _bus.Subscribe(_probe.Ref, typeof(string));
        Assert.True(_bus.Unsubscribe(_probe.Ref));
        Assert.False(_bus.Unsubscribe(_probe.Ref));
        _bus.Publish("no");
        await _probe.ExpectNothingBefore(new object());
    }

    [Fact]
    public void A_missing_subscriber_is_refused() =>
        Assert.Throws<ArgumentNullException>(() => _bus.Subscribe(null!, typeof(Animal)));

    [Fact]
    public async Task The_generic_forms_do_the_same()
    {
        Assert.True(Sys.EventStream.Subscribe<Animal>(_probe.Ref));
        Sys.EventStream.Publish(new Dog("d"));
        await _probe.Expect(new Dog("d"));
        Assert.True(Sys.EventStream.Unsubscribe<Animal>(_probe.Ref));
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
        _bus.Subscribe(_probe.Ref, typeof(Animal));
        var others = Enumerable.Range(0, 20).Select(_ => NewProbe()).ToList();
        var publishing = Task.Run(() => Parallel.For(0, 1000, i => _bus.Publish(new Dog(i.ToString(System.Globalization.CultureInfo.InvariantCulture)))));
        foreach (var other in others)
        {
            _bus.Subscribe(other.Ref, typeof(Dog));
            _bus.Unsubscribe(other.Ref);
        }

        await publishing;
        var got = new HashSet<string>();
        for (var i = 0; i < 1000; i++)
            got.Add((await _probe.Next<Dog>()).Name);
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
