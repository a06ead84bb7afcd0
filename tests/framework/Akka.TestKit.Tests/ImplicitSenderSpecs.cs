namespace Akka.TestKit.Tests;

using Akka.Actor;
using Xunit.Abstractions;

public sealed class ImplicitSenderSpecs(ITestOutputHelper output) : Spec(output)
{
    [Fact]
    public void The_test_actor_is_the_sender_of_what_the_test_tells()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("hello");
        probe.ExpectMsgFrom(TestActor, "hello");
    }

    [Fact]
    public async Task It_still_is_after_an_await()
    {
        var probe = CreateTestProbe();
        await Task.Yield();
        probe.Ref.Tell("one");
        await probe.ExpectMsgFromAsync(TestActor, "one");
        await Task.Delay(1);
        probe.Ref.Tell("two");
        await probe.ExpectMsgFromAsync(TestActor, "two");
        await WithinAsync(Ample, async () =>
        {
            await Task.Yield();
            probe.Ref.Tell("three");
        });
        await probe.ExpectMsgFromAsync(TestActor, "three");
        var tries = 0;
        await AwaitAssertAsync(
            () =>
            {
                Assert.True(++tries > 1);
                probe.Ref.Tell("four");
            },
            Ample,
            TimeSpan.FromMilliseconds(1));
        await probe.ExpectMsgFromAsync(TestActor, "four");
    }

    [Fact]
    public void Blocking_on_an_async_form_does_not_deadlock()
    {
        Send("a");
        Assert.Equal("a", ExpectMsgAsync<string>().AsTask().GetAwaiter().GetResult());
        Task.Run(() => TestActor.Tell("b", ActorRefs.NoSender));
        Assert.Equal("b", ExpectMsgAsync<string>().AsTask().GetAwaiter().GetResult());
    }
}

public sealed class NoImplicitSenderSpecs(ITestOutputHelper output) : Spec(output), INoImplicitSender
{
    [Fact]
    public void A_kit_marked_so_has_no_implicit_sender()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("hello");
        probe.ExpectMsg("hello");
        Assert.NotEqual(TestActor, probe.Sender);
    }
}
