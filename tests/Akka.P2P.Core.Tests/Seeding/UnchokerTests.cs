namespace Akka.P2P.Core.Tests.Seeding;

using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Seeding;
using FsCheck;
using FsCheck.Fluent;
using static Akka.P2P.Core.Tests.Downloading.TestGrid;

public sealed class UnchokerTests
{
    private static readonly UnchokeLimits Few = new(
        Slots: 2, MaxServed: 4, MaxWaiting: 3, Turn: TimeSpan.FromSeconds(30), TurnBytes: 100, FreshFor: TimeSpan.FromMilliseconds(10),
        IdleAfter: TimeSpan.FromMilliseconds(500), InterestLasts: TimeSpan.FromSeconds(60));

    [Fact(DisplayName = "As many as there are slots are let in, the others wait, and too many are refused")]
    public void Slots_and_places()
    {
        var unchoker = new Unchoker(Few);

        for (var i = 1; i <= 5; i++)
            Assert.True(unchoker.TryShowInterest(Peer(i), At(0), out _));

        Assert.True(unchoker.Serves(Peer(1)) && unchoker.Serves(Peer(2)) && !unchoker.Serves(Peer(3)));
        Assert.False(unchoker.TryShowInterest(Peer(6), At(0), out _));
        Assert.False(unchoker.Knows(Peer(6)));
    }

    [Fact(DisplayName = "A turn that ends by its bytes lets the peer finish what it began, and only then gives its slot away")]
    public void Turns_end_gently()
    {
        var unchoker = new Unchoker(Few);
        for (var i = 1; i <= 3; i++)
            unchoker.TryShowInterest(Peer(i), At(0), out _);
        unchoker.Busy(Peer(1), At(0));
        unchoker.Busy(Peer(2), At(0));

        var over = unchoker.Sent(Peer(1), 100, isIdle: false, At(1));

        Assert.Equal<PeerId>([Peer(1)], over.Choked);
        Assert.Empty(over.Unchoked);
        Assert.True(unchoker.Finishes(Peer(1)) && !unchoker.Serves(Peer(1)));
        Assert.Equal<PeerId>([Peer(3)], unchoker.Sent(Peer(1), 20, isIdle: true, At(2)).Unchoked);
        Assert.False(unchoker.Finishes(Peer(1)));
    }

    [Fact(DisplayName = "Whoever asks for nothing holds no slot: the next is let in, and once the slots are busy the others wait again")]
    public void Idle_ones_make_room()
    {
        var unchoker = new Unchoker(Few);
        for (var i = 1; i <= 4; i++)
            unchoker.TryShowInterest(Peer(i), At(0), out _);

        Assert.Equal<PeerId>([Peer(3), Peer(4)], unchoker.Review(At(0.02)).Unchoked);
        Assert.Equal(UnchokeDecision.None, unchoker.Busy(Peer(4), At(0.03)));
        Assert.Equal<PeerId>([Peer(3), Peer(2)], unchoker.Busy(Peer(1), At(0.03)).Choked);
    }

    [Fact(DisplayName = "Whoever was let in and had time to ask, and did not, waits behind those who were not let in yet")]
    public void Idle_ones_keep_nobody_waiting()
    {
        var unchoker = new Unchoker(Few with { MaxWaiting = 10 });
        for (var i = 1; i <= 6; i++)
            unchoker.TryShowInterest(Peer(i), At(0), out _);
        unchoker.Review(At(0.02));
        unchoker.Busy(Peer(3), At(0.03));

        Assert.Equal<PeerId>([Peer(1), Peer(2)], unchoker.Busy(Peer(4), At(0.03)).Choked.Order());
        Assert.Equal<PeerId>([Peer(5)], unchoker.Sent(Peer(3), 100, isIdle: true, At(0.04)).Unchoked);
    }

    [Fact(DisplayName = "It is worth a look when somebody is fresh no more only if that makes room")]
    public void Next_look()
    {
        var unchoker = new Unchoker(Few);
        for (var i = 1; i <= 4; i++)
            unchoker.TryShowInterest(Peer(i), At(0), out _);

        Assert.Equal(At(0.01), unchoker.NextIdleAt);
        unchoker.Busy(Peer(1), At(0.001));
        Assert.Equal(At(0.01), unchoker.NextIdleAt);
        Assert.Equal<PeerId>([Peer(3)], unchoker.Review(At(0.01)).Unchoked);
        unchoker.Busy(Peer(3), At(0.012));
        Assert.Null(unchoker.NextIdleAt);
        unchoker.Sent(Peer(3), 50, isIdle: true, At(0.02));
        Assert.Equal(At(0.03), unchoker.NextIdleAt);
    }

    [Fact(DisplayName = "Whatever happens: at most so many are served, nobody is told twice of the same, and whoever stays gets a turn")]
    public void Any_sequence_of_events()
    {
        var number = Gen.Choose(0, 1_000_000);
        var cases = from count in Gen.Choose(1, 200) from numbers in number.ArrayOf(3 * count) select numbers;
        Prop.ForAll(cases.ToArbitrary(), numbers =>
        {
            var model = new UnchokerModel(Few);
            for (var i = 0; i + 2 < numbers.Length; i += 3)
                model.Step(numbers[i], numbers[i + 1], numbers[i + 2]);
            model.EverybodyGetsATurn();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    /// <summary>Keeps its own books of what peers were told.</summary>
    private sealed class UnchokerModel(UnchokeLimits limits)
    {
        private readonly Unchoker _unchoker = new(limits);
        private readonly HashSet<PeerId> _known = [];
        private readonly HashSet<PeerId> _unchoked = [];
        private readonly HashSet<PeerId> _ever = [];
        private TimeSpan _now;

        public void Step(int kind, int which, int what)
        {
            _now += TimeSpan.FromMilliseconds(what % 400);
            var peer = Peer(1 + (which % 8));
            switch (kind % 5)
            {
                case 0:
                    Interest(peer);
                    break;
                case 1:
                    _known.Remove(peer);
                    _unchoked.Remove(peer);
                    _ever.Remove(peer);
                    Take(_unchoker.Leave(peer, _now));
                    break;
                case 2:
                    Take(_unchoker.Busy(peer, _now));
                    break;
                case 3:
                    Take(_unchoker.Sent(peer, what % 150, what % 3 == 0, _now));
                    break;
                default:
                    Take(_unchoker.Review(_now));
                    break;
            }

            Check();
        }

        public void EverybodyGetsATurn()
        {
            for (var i = 1; i <= 4; i++)
                Interest(Peer(i));
            _ever.Clear();
            _ever.UnionWith(_unchoked);
            for (var round = 0; round < 400 && !_known.IsSubsetOf(_ever); round++)
            {
                _now += TimeSpan.FromMilliseconds(600);
                foreach (var peer in _known.ToArray())
                {
                    Interest(peer);
                    Take(_unchoker.Sent(peer, 60, isIdle: true, _now));
                }

                Take(_unchoker.Review(_now));
                Check();
            }

            Assert.Subset(_ever, _known);
        }

        private void Interest(PeerId peer)
        {
            var knew = _unchoker.Knows(peer);
            if (_unchoker.TryShowInterest(peer, _now, out var decision))
                _known.Add(peer);
            else
                Assert.False(knew);
            Take(decision);
        }

        private void Take(UnchokeDecision decision)
        {
            // Who was silent for too long is gone without a word.
            foreach (var gone in _known.Where(p => !_unchoker.Knows(p)).ToArray())
            {
                _known.Remove(gone);
                _unchoked.Remove(gone);
            }

            foreach (var peer in decision.Choked)
                Assert.True(_unchoked.Remove(peer), "it was choked and not unchoked before");
            foreach (var peer in decision.Unchoked)
            {
                Assert.True(_unchoked.Add(peer), "it was unchoked twice");
                _ever.Add(peer);
            }
        }

        private void Check()
        {
            Assert.True(_unchoker.ServedCount <= limits.MaxServed);
            Assert.True(_unchoker.WaitingCount <= limits.MaxWaiting + limits.MaxServed);
            Assert.Equal(_known.Count, _unchoker.ServedCount + _unchoker.WaitingCount);
            foreach (var peer in _known)
                Assert.Equal(_unchoked.Contains(peer), _unchoker.Serves(peer));
        }
    }
}
