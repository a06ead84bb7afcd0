namespace Akka.P2P.Core.Tests.Downloading;

using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using static TestGrid;

public sealed class UploadSlotsTests
{
    private readonly UploadSlots _slots = new(slots: 2, maxWaiting: 3, turn: At(30), interestLasts: At(60));

    [Fact]
    public void The_first_are_served_and_the_others_wait()
    {
        Assert.Equal(Peer(1), Assert.Single(Interested(1, 0).Unchoked));
        Assert.Equal(Peer(2), Assert.Single(Interested(2, 0).Unchoked));
        Assert.Same(SlotChanges.None, Interested(3, 0));
        Assert.Equal((2, 1), (_slots.ServedCount, _slots.WaitingCount));
    }

    [Fact]
    public void Whoever_leaves_makes_room_for_the_longest_waiting()
    {
        for (var peer = 1; peer <= 4; peer++)
            Interested(peer, 0);
        Assert.Equal(Peer(3), Assert.Single(_slots.Leave(Peer(1), At(1)).Unchoked));
        Assert.True(_slots.Serves(Peer(3)));
    }

    [Fact]
    public void Too_many_are_refused_and_change_nothing()
    {
        for (var peer = 1; peer <= 5; peer++)
            Interested(peer, 0);
        Assert.False(_slots.TryShowInterest(Peer(6), At(1), out _));
        Assert.False(_slots.Knows(Peer(6)));
    }

    [Fact]
    public void A_turn_that_is_over_goes_on_while_nobody_waits()
    {
        Interested(1, 0);
        Interested(1, 50);
        Assert.Same(SlotChanges.None, _slots.Review(At(100)));
        Assert.True(_slots.Serves(Peer(1)));
    }

    [Fact]
    public void Who_is_silent_loses_its_place()
    {
        Interested(1, 0);
        Interested(2, 0);
        Interested(3, 0);
        Interested(2, 50);
        Interested(3, 50);
        Assert.Equal(Peer(3), Assert.Single(_slots.Review(At(61)).Unchoked));
        Assert.False(_slots.Knows(Peer(1)));
    }

    [Fact]
    public void Nobody_starves()
    {
        for (var peer = 1; peer <= 5; peer++)
            Interested(peer, 0);
        var served = Enumerable.Range(1, 5).ToDictionary(p => p, _ => 0);
        for (var second = 1; second <= 1500; second++)
        {
            _slots.Review(At(second));
            Assert.Equal(2, _slots.ServedCount);
            for (var peer = 1; peer <= 5; peer++)
            {
                Interested(peer, second);
                served[peer] += _slots.Serves(Peer(peer)) ? 1 : 0;
            }
        }

        Assert.All(served.Values, seconds => Assert.InRange(seconds, 540, 660));
    }

    private SlotChanges Interested(int peer, double at)
    {
        Assert.True(_slots.TryShowInterest(Peer(peer), At(at), out var changes));
        return changes;
    }
}
