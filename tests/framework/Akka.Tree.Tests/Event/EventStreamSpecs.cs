namespace Akka.Tree.Tests.Event;

using Akka.Event;
using Akka.Tests.Support;

public class EventStreamSpecs : SystemSpec
{
    [Fact]
    public async Task Unsubscribing_from_a_type_takes_derived_subscriptions_along()
    {
        var (bus, probe) = (new EventStream(false), NewProbe());
        bus.Subscribe(probe.Ref, typeof(Puppy));
        bus.Subscribe(probe.Ref, typeof(string));
        Assert.True(bus.Unsubscribe(probe.Ref, typeof(Animal)));
        bus.Publish(new Puppy("no"));
        bus.Publish("yes");
        await probe.Expect("yes");
    }

    private record Animal(string Name);

    private sealed record Puppy(string Name) : Animal(Name);
}
