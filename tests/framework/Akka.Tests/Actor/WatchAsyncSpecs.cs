namespace Akka.Tests.Actor;

using Akka.Actor;
using Akka.TestKit.Xunit2;

public sealed class WatchAsyncSpecs : TestKit
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(20);

    [Fact(DisplayName = "Waiting for an actor's end ends with it")]
    public async Task Ends()
    {
        var actor = Sys.ActorOf(Props.Empty);
        var end = actor.WatchAsync();
        Assert.False(end.IsCompleted);
        Sys.Stop(actor);
        Assert.True(await end.WaitAsync(Ample));
    }

    [Fact(DisplayName = "Of an actor that is gone already it ends at once")]
    public async Task Gone()
    {
        var actor = Sys.ActorOf(Props.Empty);
        await actor.GracefulStop(Ample);
        Assert.True(await actor.WatchAsync().WaitAsync(Ample));
    }

    [Fact(DisplayName = "Several may wait for one")]
    public async Task Several_watchers()
    {
        var actor = Sys.ActorOf(Props.Empty);
        var ends = Enumerable.Range(0, 5).Select(_ => actor.WatchAsync()).ToList();
        actor.Tell(PoisonPill.Instance);
        Assert.All(await Task.WhenAll(ends).WaitAsync(Ample), Assert.True);
    }
}
