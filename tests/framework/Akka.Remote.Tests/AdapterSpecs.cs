namespace Akka.Remote.Tests;

using System.Diagnostics;
using Akka.Actor;
using Akka.Remote.Transport;
using Akka.TestKit;

/// <summary>A network that is slow, swallows or loses, by the adapters that a transport can have.</summary>
public sealed class AdapterSpecs() : RemoteSpec(Adapted)
{
    private const string Adapted = """
        akka.remote {
          dot-netty.tcp.applied-adapters = [trttl, gremlin]
          handshake-timeout = 500 ms
          retry-gate-closed-for = 100 ms
          log-remote-lifecycle-events = off
        }
        """;

    [Fact(DisplayName = "Each adapter adds its name to the scheme of addresses")]
    public async Task Scheme()
    {
        var other = Other(more: Adapted);
        Echo(other);

        var echo = await ResolveAsync(other, "user/echo");

        Assert.Equal("akka.trttl.gremlin.tcp", echo.Path.Address.Protocol);
        Assert.Equal("hello", await echo.Ask<string>("hello", Patience));
    }

    [Fact(DisplayName = "Into a black hole messages go without a trace, and those after it arrive on the same association")]
    public async Task Black_hole()
    {
        var other = Other(more: Adapted);
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");

        await CommandAsync(new SetThrottle(AddressOf(other), ThrottleTransportAdapter.Direction.Send, Blackhole.Instance));
        echo.Tell("lost", TestActor);
        await CommandAsync(new SetThrottle(AddressOf(other), ThrottleTransportAdapter.Direction.Both, Unthrottled.Instance));
        echo.Tell("found", TestActor);

        ExpectMsg("found");
        Assert.False(HasMessages);
    }

    [Fact(DisplayName = "Answers that are swallowed on their way in never arrive either")]
    public async Task Black_hole_inwards()
    {
        var other = Other(more: Adapted);
        var seen = new TaskCompletionSource();
        other.ActorOf(Props.Create(() => new Answering(seen)), "echo");
        var echo = await ResolveAsync(other, "user/echo");

        await CommandAsync(new SetThrottle(AddressOf(other), ThrottleTransportAdapter.Direction.Receive, Blackhole.Instance));
        var lost = echo.Ask<string>("one", TimeSpan.FromSeconds(1));
        await seen.Task.WaitAsync(Patience);
        await Assert.ThrowsAsync<AskTimeoutException>(() => lost);
        await CommandAsync(new SetThrottle(AddressOf(other), ThrottleTransportAdapter.Direction.Receive, Unthrottled.Instance));

        Assert.Equal("two", await echo.Ask<string>("two", Patience));
    }

    [Theory(DisplayName = "At a rate, bytes take at least as long as the rate says, and all arrive in order")]
    [InlineData(ThrottleTransportAdapter.Direction.Send)]
    [InlineData(ThrottleTransportAdapter.Direction.Receive)]
    public async Task Rate(ThrottleTransportAdapter.Direction direction)
    {
        var other = Other(more: Adapted);
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        await CommandAsync(new SetThrottle(AddressOf(other), direction, new TokenBucket(20_000, 100_000, 0, 0)));
        var watch = Stopwatch.StartNew();

        for (var i = 0; i < 20; i++)
            echo.Tell(new byte[5_000 + i], TestActor);

        for (var i = 0; i < 20; i++)
            Assert.Equal(5_000 + i, ExpectMsg<byte[]>().Length);
        // 100 KB, less the stock of 20 KB and the last piece, which passes on credit.
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(0.5), $"it took only {watch.Elapsed}");
    }

    [Fact(DisplayName = "With three of ten frames lost each way, a watch still ends in Terminated, and of many messages some arrive, in order and once")]
    public async Task Lossy()
    {
        var other = Other(more: Adapted);
        var watched = other.ActorOf(Props.Create(() => new EchoActor()), "echo");
        var echo = await ResolveAsync(other, "user/echo");
        await CommandAsync(new FailureInjectorTransportAdapter.All(new FailureInjectorTransportAdapter.Drop(0.3, 0.3)));

        Watch(echo);
        for (var i = 0; i < 300; i++)
            echo.Tell(i, TestActor);
        other.Stop(watched);

        var numbers = new List<int>();
        Terminated? terminated = null;
        while (terminated is null)
        {
            switch (await ReceiveOneAsync(Patience * 2))
            {
                case int number:
                    numbers.Add(number);
                    break;
                case Terminated ended:
                    terminated = ended;
                    break;
                case null:
                    Assert.Fail($"no Terminated within {Patience * 2}, after {numbers.Count} answers");
                    break;
            }
        }

        Assert.Equal(echo, terminated.ActorRef);
        Assert.Equal(numbers.Distinct().Order(), numbers);
        Assert.InRange(numbers.Count, 0, 299);
    }

    [Fact(DisplayName = "With three of ten frames lost each way from the start, nodes associate all the same, and asks that are repeated are answered")]
    public async Task Lossy_from_the_start()
    {
        await CommandAsync(new FailureInjectorTransportAdapter.All(new FailureInjectorTransportAdapter.Drop(0.3, 0.3)));
        var other = Other(more: Adapted);
        Echo(other);
        var selection = Sys.ActorSelection(new RootActorPath(AddressOf(other)) / "user" / "echo");

        for (var i = 0; i < 10; i++)
            await AwaitAssertAsync(async () => Assert.Equal(i, await selection.Ask<int>(i, TimeSpan.FromMilliseconds(300))), Patience * 2, TimeSpan.FromMilliseconds(10));
    }

    [Fact(DisplayName = "A node that nothing is lost from, by its address, hears everything")]
    public async Task One_address()
    {
        var other = Other(more: Adapted);
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");

        await CommandAsync(new FailureInjectorTransportAdapter.One(AddressOf(other), FailureInjectorTransportAdapter.PassThru.Instance));
        await CommandAsync(new FailureInjectorTransportAdapter.All(new FailureInjectorTransportAdapter.Drop(1, 1)));

        for (var i = 0; i < 50; i++)
            Assert.Equal(i, await echo.Ask<int>(i, Patience));
    }

    [Fact(DisplayName = "An association that is forced to end is made again by the next message")]
    public async Task Forced()
    {
        var other = Other(more: Adapted);
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        var ended = CreateTestProbe();
        Sys.EventStream.Subscribe(ended.Ref, typeof(DisassociatedEvent));

        await CommandAsync(new ForceDisassociate(AddressOf(other)));

        Assert.Equal(AddressOf(other), ended.ExpectMsg<DisassociatedEvent>().RemoteAddress);
        await AwaitAssertAsync(async () => Assert.Equal("again", await echo.Ask<string>("again", TimeSpan.FromSeconds(1))), Patience);
    }

    [Fact(DisplayName = "A bucket lets pass what it has, refuses what it hasn't, and says when it will")]
    public void Buckets()
    {
        const long Second = 1_000_000_000;
        ThrottleMode bucket = new TokenBucket(100, 100, 0, 0);

        Assert.False(bucket.TryConsumeTokens(0, 10).Item2);
        Assert.Equal(TimeSpan.FromSeconds(0.1), bucket.TimeToAvailable(0, 10));
        Assert.Equal((new TokenBucket(100, 100, Second / 2, 40), true), bucket.TryConsumeTokens(Second / 2, 10));
        // More than it can ever hold passes when there is anything, on credit.
        Assert.Equal((new TokenBucket(100, 100, Second, -100), true), bucket.TryConsumeTokens(Second, 200));
        Assert.Equal((Blackhole.Instance, true), Blackhole.Instance.TryConsumeTokens(0, int.MaxValue));
        Assert.Equal((Unthrottled.Instance, true), Unthrottled.Instance.TryConsumeTokens(0, int.MaxValue));
    }

    private async Task CommandAsync(object command) =>
        Assert.True(await ((RemoteActorRefProvider)((ExtendedActorSystem)Sys).Provider).Transport.ManagementCommand(command));

    private sealed class Answering(TaskCompletionSource seen) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            Sender.Tell(message, Self);
            if (message is "one")
                seen.TrySetResult();
        }
    }
}
