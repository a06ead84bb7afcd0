namespace Akka.P2P.Core.Tests.Swarms;

using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using static Akka.P2P.Core.Tests.Downloading.TestGrid;

public sealed class SubscriptionsTests
{
    private static readonly TorrentId One = new(Enumerable.Repeat((byte)1, 32).ToArray());
    private static readonly TorrentId Other = new(Enumerable.Repeat((byte)2, 32).ToArray());
    private readonly Subscriptions _subscriptions = new(max: 200, new Random(1));

    [Fact(DisplayName = "Of few everybody is told, but not the one that joined")]
    public void All_of_few()
    {
        Subscribe(1, 2, 3);
        _subscriptions.Add(Other, Peer(4));

        Assert.Equal<PeerId>([Peer(1), Peer(3)], _subscriptions.Draw(One, Peer(2), 50).OrderBy(p => p == Peer(3)));
        Assert.Equal(3, _subscriptions.Draw(One, Peer(9), 3).Length);
        Assert.Empty(_subscriptions.Draw(One, Peer(9), 0));
    }

    [Fact(DisplayName = "Of many so many are told, each once, and over time everybody is as often as the others")]
    public void Some_of_many()
    {
        Subscribe([.. Enumerable.Range(1, 100)]);
        var told = Enumerable.Range(0, 1000).SelectMany(_ =>
        {
            var drawn = _subscriptions.Draw(One, Peer(100), 10);
            Assert.Equal(10, drawn.Distinct().Count());
            return drawn;
        }).CountBy(p => p).ToDictionary();

        Assert.Equal(99, told.Count);
        Assert.DoesNotContain(Peer(100), told.Keys);
        // A tenth of a thousand each; five standard deviations are 47.
        Assert.All(told.Values, count => Assert.InRange(count, 54, 148));
    }

    [Fact(DisplayName = "Who unsubscribed or is gone is told nothing, and its place is free for another")]
    public void Gone()
    {
        Subscribe([.. Enumerable.Range(1, 200)]);
        Assert.False(_subscriptions.Add(One, Peer(201)));

        Assert.True(_subscriptions.Remove(One, Peer(7)));
        Assert.False(_subscriptions.Remove(One, Peer(7)));
        Assert.True(_subscriptions.Add(Other, Peer(8)));
        _subscriptions.RemoveAll(Peer(8));

        Assert.Equal(198, _subscriptions.Count);
        Assert.Empty(_subscriptions.Draw(Other, Peer(9), 50));
        var told = _subscriptions.Draw(One, Peer(9), 200);
        Assert.Equal(197, told.Distinct().Count());
        Assert.DoesNotContain(Peer(7), told);
        Assert.DoesNotContain(Peer(8), told);
    }

    private void Subscribe(params int[] peers)
    {
        foreach (var peer in peers)
            Assert.True(_subscriptions.Add(One, Peer(peer)));
    }
}
