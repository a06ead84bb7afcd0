namespace Akka.Remote.Tests;

using Akka.Actor;
using Akka.Event;

public sealed class LimitSpecs : RemoteSpec
{
    [Fact]
    public async Task A_message_over_the_frame_limit_is_dropped_with_an_error_and_the_association_stays()
    {
        var other = Other();
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        Sys.EventStream.Subscribe(TestActor, typeof(DisassociatedEvent));

        Sys.EventStream.Subscribe(TestActor, typeof(Error));
        echo.Tell(new byte[128_000], TestActor);
        Assert.Contains("128000", ExpectMsg<Error>().ToString(), StringComparison.Ordinal);
        echo.Tell(new byte[127_000], TestActor);
        Assert.Equal(127_000, ExpectMsg<byte[]>().Length);
    }

    [Fact]
    public async Task Both_sides_may_agree_on_larger_frames()
    {
        const string More = "akka.remote.dot-netty.tcp.maximum-frame-size = 2 MiB";
        var one = Other("one", More);
        var two = Other("two", More);
        Echo(two);
        var echo = await one.ActorSelection(new RootActorPath(AddressOf(two)) / "user" / "echo").ResolveOne(Patience);

        var sent = new byte[1_500_000];
        new Random(7).NextBytes(sent);
        Assert.Equal(sent, await echo.Ask<byte[]>(sent, Patience));
    }

    [Fact]
    public void A_frame_limit_below_the_least_is_refused_at_start()
    {
        var thrown = Record.Exception(() => Other("small", "akka.remote.dot-netty.tcp.maximum-frame-size = 31999b"));
        Assert.Contains(nameof(ArgumentException), thrown?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_is_taken_is_an_error_at_start()
    {
        var taken = AddressOf(Sys).Port!.Value;
        Assert.NotNull(Record.Exception(() => Other("second", Tcp(taken))));
    }
}
