namespace Akka.Tests.Serialization;

using Akka.Actor;
using Akka.Tests.Support;

/// <summary>With <c>serialize-messages</c> on, every local message goes through its serializer, but for those that ask not to.</summary>
public class SerializeMessagesSpecs() : SystemSpec("akka.actor.serialize-messages = on")
{
    [Fact]
    public async Task A_message_arrives_as_an_equal_copy_with_its_sender()
    {
        var probe = NewProbe();
        var sender = NewProbe();
        var sent = new Parcel("a", 1, sender.Ref);
        probe.Ref.Tell(sent, sender.Ref);
        var got = await probe.Next<Parcel>();
        Assert.Equal(sent, got);
        Assert.NotSame(sent, got);
        Assert.Equal(sender.Ref, probe.LastSender);
    }

    [Fact]
    public async Task A_message_that_asks_not_to_is_passed_as_it_is()
    {
        var probe = NewProbe();
        var sent = new Handed(new object());
        probe.Ref.Tell(sent, ActorRefs.NoSender);
        Assert.Same(sent, await probe.Next<Handed>());
    }

    [Fact]
    public async Task Asks_polls_and_ends_work_as_ever()
    {
        var actor = ActorOf((message, context) => context.Sender.Tell(message));
        Assert.Equal("echo", await actor.Ask<string>("echo", Probe.Patience));
        Assert.Equal(actor, (await actor.Ask<ActorIdentity>(new Identify("id"), Probe.Patience)).Subject);
        Assert.Equal(actor, await Sys.ActorSelection(actor.Path).ResolveOne(Probe.Patience));
        Assert.True(await actor.GracefulStop(Probe.Patience));
    }

    public sealed record Parcel(string Text, int Number, IActorRef From);

    public sealed record Handed(object Thing) : INoSerializationVerificationNeeded;
}
