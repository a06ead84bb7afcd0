namespace Akka.Remote.Tests;

using Akka.Actor;

public sealed class TellSpecs : RemoteSpec
{
    [Fact]
    public async Task What_is_told_arrives_and_the_answer_comes_back()
    {
        var other = Other();
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");

        foreach (var message in new object[] { "hello", "", "päckchen 日本", 42, -1, 1234567890123L })
        {
            echo.Tell(message, TestActor);
            ExpectMsg(message);
        }

        echo.Tell(new byte[] { 0, 1, 254 }, TestActor);
        Assert.Equal(new byte[] { 0, 1, 254 }, ExpectMsg<byte[]>());
        Assert.Equal(AddressOf(other), LastSender.Path.Address);
    }

    [Fact]
    public async Task An_ask_is_answered()
    {
        var other = Other();
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(i, await echo.Ask<int>(i, Patience));
        }
    }

    [Fact]
    public async Task An_object_of_ones_own_travels()
    {
        var other = Other();
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");

        Assert.Equal(new Parcel("books", 3), await echo.Ask<Parcel>(new Parcel("books", 3), Patience));
    }

    [Fact]
    public async Task A_reference_in_a_message_leads_back()
    {
        var other = Other();
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");

        var back = await echo.Ask<IActorRef>(TestActor, Patience);
        Assert.Equal(TestActor.Path.ToStringWithoutAddress(), back.Path.ToStringWithoutAddress());
        back.Tell("home");
        ExpectMsg("home");
    }

    [Fact]
    public async Task Outcomes_and_failures_travel()
    {
        var other = Other();
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");

        Assert.Equal("done", (await echo.Ask<Status.Success>(new Status.Success("done"), Patience)).Status);
        echo.Tell(new Status.Failure(new InvalidOperationException("no luck")), TestActor);
        var failure = ExpectMsg<Status.Failure>();
        Assert.Equal("no luck", failure.Cause.Message);
    }

    [Fact]
    public void A_selection_reaches_every_actor_that_it_names()
    {
        var other = Other();
        Echo(other, "one");
        Echo(other, "two");
        var all = Sys.ActorSelection(new RootActorPath(AddressOf(other)) / "user" / "*");

        all.Tell("anyone", TestActor);
        ExpectMsg("anyone");
        ExpectMsg("anyone");

        all.Tell(new Identify(7), TestActor);
        var names = new[] { ExpectMsg<ActorIdentity>(), ExpectMsg<ActorIdentity>() }.Select(i => i.Subject.Path.Name).Order();
        Assert.Equal(["one", "two"], names);
    }

    [Fact]
    public void Identify_of_nobody_is_answered_with_nobody()
    {
        var other = Other();
        Sys.ActorSelection(new RootActorPath(AddressOf(other)) / "user" / "nobody").Tell(new Identify("who"), TestActor);
        Assert.Null(ExpectMsg<ActorIdentity>().Subject);
    }

    [Fact]
    public async Task A_poison_pill_works_across_nodes()
    {
        var other = Other();
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        Watch(echo);

        echo.Tell(PoisonPill.Instance);
        ExpectTerminated(echo);
    }

    [Fact]
    public async Task Ten_thousand_messages_keep_their_order()
    {
        var other = Other();
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");

        for (var i = 0; i < 10_000; i++)
        {
            echo.Tell(i, TestActor);
        }

        for (var i = 0; i < 10_000; i++)
        {
            ExpectMsg(i, Patience);
        }
    }

    [Fact]
    public async Task Big_and_small_messages_keep_their_order()
    {
        var other = Other();
        Echo(other);
        var echo = await ResolveAsync(other, "user/echo");
        var random = new Random(20);

        for (var i = 0; i < 300; i++)
        {
            var bytes = new byte[i % 3 == 0 ? random.Next(60_000, 100_000) : random.Next(4, 200)];
            BitConverter.TryWriteBytes(bytes, i);
            bytes[^1] ^= 0x5A;
            echo.Tell(bytes, TestActor);
        }

        for (var i = 0; i < 300; i++)
        {
            Assert.Equal(i, BitConverter.ToInt32(Untouched(ExpectMsg<byte[]>(Patience))));
        }

        static byte[] Untouched(byte[] bytes)
        {
            bytes[^1] ^= 0x5A;
            return bytes;
        }
    }

    public sealed record Parcel(string What, int HowMany);
}
