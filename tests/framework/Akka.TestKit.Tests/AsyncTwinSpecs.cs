namespace Akka.TestKit.Tests;

using Akka.Actor;
using Xunit.Abstractions;

/// <summary>Each async form passes and fails as its synchronous twin.</summary>
public sealed class AsyncTwinSpecs(ITestOutputHelper output) : Spec(output)
{
    [Fact]
    public async Task Expects()
    {
        var probe = CreateTestProbe();
        foreach (var message in new object[] { "a", "b", "c", "d", "e", "f" })
        {
            probe.Send(TestActor, message);
        }

        Assert.Equal("a", await ExpectMsgAsync<string>());
        await ExpectMsgAsync("b");
        await ExpectMsgAsync<string>(m => m == "c");
        await ExpectMsgAsync<string>((m, s) => m == "d" && s.Equals(probe.Ref));
        await ExpectMsgAsync("E", (x, y) => string.Equals(x, y, StringComparison.OrdinalIgnoreCase));
        await ExpectMsgFromAsync(probe, "f");
        await ExpectNoMsgAsync(10);
        Send(5, 6);
        await FailsAsync(async () => await ExpectMsgAsync<string>(), "{5}");
        await FailsAsync(async () => await ExpectNoMsgAsync(Moment), "{6}");
        await FailsAsync(async () => await ExpectMsgAsync<string>(Moment), "Timeout");
    }

    [Fact]
    public async Task Several_messages()
    {
        Send(2, 1, 3, 4, 5);
        Assert.Equal([2, 1], await ToList(ExpectMsgAllOfAsync([1, 2])));
        Assert.Equal(3, await ExpectMsgAnyOfAsync([3, 9]));
        Assert.Equal([4, 5], (await ToList(ReceiveNAsync(2))).Cast<int>());
        await FailsAsync(() => ToList(ReceiveNAsync(1, Moment)), "Only got 0");
        await FailsAsync(() => ToList(ExpectMsgAllOfAsync(Moment, [1])), "Only got 0");
    }

    [Fact]
    public async Task Several_come_one_by_one_while_the_test_goes_on()
    {
        TestActor.Tell(0, ActorRefs.NoSender);
        var got = new List<int>();
        await foreach (var message in ReceiveNAsync(3))
        {
            got.Add((int)message);
            TestActor.Tell(got.Count, ActorRefs.NoSender);
        }

        Assert.Equal([0, 1, 2], got);
    }

    [Fact]
    public async Task Receives()
    {
        Send("a", "b", 1, "fish", "w1", "w2", 2, "end");
        Assert.Equal("a", await PeekOneAsync(Ample));
        Assert.Equal("a", await ReceiveOneAsync(Ample));
        var (ok, envelope) = await TryReceiveOneAsync(Ample);
        Assert.True(ok);
        Assert.Equal("b", envelope.Message);
        Assert.Equal("fish", await FishForMessageAsync<string>(m => m == "fish"));
        Assert.Equal(["w1", "w2"], await ToList(ReceiveWhileAsync<string>(m => m[0] == 'w')));
        await FishUntilMessageAsync<string>();
        Assert.Equal("end", LastMessage);
        Assert.False((await TryReceiveOneAsync(TimeSpan.Zero)).Item1);
        Assert.Null(await ReceiveOneAsync(TimeSpan.Zero));
        await FailsAsync(async () => await FishForMessageAsync<string>(_ => true, Moment), "Timeout");
    }

    [Fact]
    public async Task Watches()
    {
        var watched = CreateTestProbe();
        await WatchAsync(watched.Ref);
        Sys.Stop(watched.Ref);
        await ExpectTerminatedAsync(watched.Ref);
    }

    [Fact]
    public async Task A_wait_ends_with_the_message_that_comes_later()
    {
        var pending = ExpectMsgAsync<string>(Ample).AsTask();
        Assert.False(pending.IsCompleted);
        Send("late");
        Assert.Equal("late", await pending);
    }

    private static async Task<List<T>> ToList<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
        {
            list.Add(item);
        }

        return list;
    }
}
