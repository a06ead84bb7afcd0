namespace Akka.Remote.Tests;

using Akka.Actor;
using Akka.Event;

public sealed class QuarantineSpecs : RemoteSpec
{
    [Fact]
    public async Task A_quarantined_incarnation_is_not_spoken_with_again_and_learns_of_it()
    {
        var port = FreePort();
        var other = Other(more: Tcp(port));
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        var uid = AddressUidExtension.Uid(other);
        var there = CreateTestProbe(other);
        other.EventStream.Subscribe(there.Ref, typeof(ThisActorSystemQuarantinedEvent));
        Sys.EventStream.Subscribe(TestActor, typeof(QuarantinedEvent));

        ((IRemoteActorRefProvider)((ExtendedActorSystem)Sys).Provider).Quarantine(AddressOf(other), uid);
        var quarantined = ExpectMsg<QuarantinedEvent>();
        Assert.Equal(uid, quarantined.Uid);
        Assert.Equal(AddressOf(other), quarantined.Address);
        Assert.Equal(AddressOf(Sys), there.ExpectMsg<ThisActorSystemQuarantinedEvent>(Patience).RemoteAddress);

        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        echo.Tell("to the quarantined", TestActor);
        FishForMessage<DeadLetter>(d => d.Message is "to the quarantined", Patience);
        Sys.EventStream.Unsubscribe(TestActor);

        // A restart gives it another uid, and all is well.
        await other.Terminate();
        var restarted = Other(more: Tcp(port));
        Echo(restarted);
        await AwaitAssertAsync(
            async () => await Sys.ActorSelection(new RootActorPath(AddressOf(restarted)) / "user" / "echo").ResolveOne(TimeSpan.FromMilliseconds(500)),
            Patience);
    }

    [Fact]
    public void Every_start_has_another_uid() =>
        Assert.NotEqual(AddressUidExtension.Uid(Sys), AddressUidExtension.Uid(Other()));
}
