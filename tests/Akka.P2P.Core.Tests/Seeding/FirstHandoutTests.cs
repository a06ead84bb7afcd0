namespace Akka.P2P.Core.Tests.Seeding;

using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Seeding;
using FsCheck;
using FsCheck.Fluent;
using static Akka.P2P.Core.Tests.Downloading.TestGrid;

public sealed class FirstHandoutTests
{
    [Fact(DisplayName = "One peer alone sees everything; from the second on each chunk is shown to one peer only")]
    public void Shown_once()
    {
        var handout = new FirstHandout(Of(6), 2 * ChunkLength, new Random(1));

        Assert.True(handout.Join(Peer(1), out _));
        Assert.False(handout.Join(Peer(2), out _));
        Assert.False(handout.Join(Peer(3), out _));
        var second = handout.Show(Peer(2));
        var third = handout.Show(Peer(3));

        Assert.Equal(2, second.Length);
        Assert.Equal(2, third.Length);
        Assert.Empty(second.Intersect(third));
        Assert.Empty(handout.Show(Peer(2)));
    }

    [Fact(DisplayName = "Who saw everything because it was alone sees only what it asked for once another comes, and is shown chunks as that one is")]
    public void No_longer_alone()
    {
        var handout = new FirstHandout(Of(6), 2 * ChunkLength, new Random(1));
        Assert.True(handout.Join(Peer(1), out var nobody));
        Assert.Null(nobody);
        handout.Asked(Peer(1), 4);
        Assert.Empty(handout.Show(Peer(1)));

        Assert.False(handout.Join(Peer(2), out var first));

        Assert.Equal(Peer(1), first);
        Assert.Equal<int>([4], handout.SeenBy(Peer(1)));
        Assert.Single(handout.Show(Peer(1)));
        Assert.DoesNotContain(4, handout.Show(Peer(2)));
        Assert.False(handout.Join(Peer(3), out var again));
        Assert.Null(again);
    }

    [Fact(DisplayName = "Who takes nothing of what it is shown while others do wants other chunks: it alone sees everything, and the hand-out goes on")]
    public void One_wants_others()
    {
        var handout = new FirstHandout(Of(40), 2 * ChunkLength, new Random(1));
        handout.Join(Peer(1), out _);
        handout.Join(Peer(2), out _);
        for (var i = 1; i <= 4; i++)
        {
            handout.Show(Peer(1));
            var taken = handout.Show(Peer(2))[0];
            Assert.Equal(i == 4, handout.TakeBack(Peer(1), hadTime: true));
            handout.Asked(Peer(2), taken);
            handout.Sent(Peer(2), taken);
        }

        Assert.Empty(handout.Show(Peer(1)));
        Assert.False(handout.IsOver);
        Assert.False(handout.Join(Peer(3), out var demoted));
        Assert.Null(demoted);
    }

    [Fact(DisplayName = "What a peer that left was shown and did not get is shown to another one")]
    public void Given_back()
    {
        var handout = new FirstHandout(Of(4), 2 * ChunkLength, new Random(1));
        handout.Join(Peer(1), out _);
        handout.Join(Peer(2), out _);
        handout.Join(Peer(3), out _);
        var shown = handout.Show(Peer(2));
        var others = handout.Show(Peer(3));
        handout.Asked(Peer(2), shown[0]);
        handout.Sent(Peer(2), shown[0]);
        handout.Asked(Peer(3), others[0]);
        handout.Sent(Peer(3), others[0]);

        Assert.Empty(handout.Show(Peer(3)));
        handout.Leave(Peer(2));

        Assert.Equal<int>([shown[1]], handout.Show(Peer(3)));
        Assert.False(handout.IsOver);
    }

    [Fact(DisplayName = "Who has got all that it was shown ends the hand-out when nothing is left to show: it does not wait for a slower one")]
    public void The_slow_are_not_waited_for()
    {
        var handout = new FirstHandout(Of(4), 2 * ChunkLength, new Random(1));
        handout.Join(Peer(1), out _);
        handout.Join(Peer(2), out _);
        handout.Join(Peer(3), out _);
        handout.Show(Peer(2));
        foreach (var chunk in handout.Show(Peer(3)))
            handout.Sent(Peer(3), chunk);
        Assert.False(handout.IsOver);

        Assert.Empty(handout.Show(Peer(3)));

        Assert.True(handout.IsOver);
    }

    [Fact(DisplayName = "Peers that take nothing of what they are shown, four times in a row, have it from elsewhere: the hand-out ends; one question in between, and they are counted anew")]
    public void What_nobody_wants_is_spread()
    {
        var handout = new FirstHandout(Of(40), 2 * ChunkLength, new Random(1));
        handout.Join(Peer(1), out _);
        handout.Join(Peer(2), out _);
        for (var i = 0; i < 3; i++)
        {
            handout.Show(Peer(2));
            handout.TakeBack(Peer(2), hadTime: true);
        }

        handout.Asked(Peer(2), handout.Show(Peer(2))[0]);
        handout.Refused(Peer(2), 0);
        handout.Leave(Peer(2));
        handout.Join(Peer(2), out _);
        for (var i = 0; i < 4; i++)
        {
            Assert.False(handout.IsOver);
            Assert.NotEmpty(handout.Show(Peer(2)));
            handout.TakeBack(Peer(2), hadTime: true);
        }

        Assert.True(handout.IsOver);
    }

    [Fact(DisplayName = "Whatever happens: no chunk is with two peers at a time, none is lost, and the hand-out ends")]
    public void Any_sequence_of_events()
    {
        var number = Gen.Choose(0, 1_000_000);
        var cases = from chunks in Gen.Choose(1, 12)
                    from seed in number
                    from count in Gen.Choose(1, 150)
                    from numbers in number.ArrayOf(3 * count)
                    select (chunks, seed, numbers);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var model = new HandoutModel(c.chunks, c.seed);
            for (var i = 0; i + 2 < c.numbers.Length; i += 3)
                model.Step(c.numbers[i], c.numbers[i + 1], c.numbers[i + 2]);
            model.RunToTheEnd();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private sealed class HandoutModel
    {
        private readonly int _chunks;
        private readonly FirstHandout _handout;

        // Who was shown what, and whether it asked; what is taken back is no longer here.
        private readonly Dictionary<int, (PeerId Peer, bool Asked)> _with = [];
        private readonly HashSet<int> _sent = [];
        private readonly HashSet<PeerId> _here = [];
        private readonly HashSet<PeerId> _seePart = [];
        private readonly Dictionary<int, int> _passedOver = [];
        private readonly Dictionary<PeerId, int> _fruitless = [];
        private int _allFruitless;
        private bool _isEnded;

        public HandoutModel(int chunks, int seed)
        {
            _chunks = chunks;
            _handout = new FirstHandout(Of(chunks), 2 * ChunkLength, new Random(seed));
            // Another one is there already, and does nothing.
            Assert.True(_handout.Join(Peer(100), out _));
        }

        public void Step(int kind, int which, int what)
        {
            var peer = Peer(1 + (which % 4));
            var mine = _with.Where(w => w.Value.Peer == peer).Select(w => w.Key).Order().ToArray();
            switch (kind % 7)
            {
                case 0:
                    var wasAlone = Others(peer) == 0;
                    _seePart.Remove(peer);
                    _fruitless.Remove(peer);
                    Drop(peer, evenAsked: true);
                    if (!_handout.Join(peer, out var noLongerAlone))
                        _seePart.Add(peer);
                    Assert.Equal(wasAlone && !_handout.IsOver && !_here.Contains(peer) ? Peer(100) : null, noLongerAlone);
                    _here.Add(peer);
                    break;
                case 1:
                    var wasHere = _here.Remove(peer);
                    _seePart.Remove(peer);
                    _fruitless.Remove(peer);
                    Drop(peer, evenAsked: true);
                    Assert.Equal(wasHere && _here.Count == 0 && !_handout.IsOver ? Peer(100) : null, _handout.Leave(peer));
                    break;
                case 2 or 3:
                    Show(peer);
                    break;
                case 4 when mine.Length > 0:
                    var asked = mine[what % mine.Length];
                    _handout.Asked(peer, asked);
                    NoteAsked(peer);
                    _with[asked] = (peer, true);
                    break;
                case 5 when mine.Length > 0:
                    Send(peer, mine[what % mine.Length]);
                    break;
                default:
                    TakeBack(peer, mine, hadTime: what % 2 == 0);
                    break;
            }

            Assert.Equal(_sent.Count, _handout.OutCount);
            Assert.Equal(_isEnded || _sent.Count == _chunks, _handout.IsOver);
        }

        public void RunToTheEnd()
        {
            for (var i = 1; i <= 4; i++)
            {
                _handout.Leave(Peer(i));
                _seePart.Remove(Peer(i));
                Drop(Peer(i), evenAsked: true);
            }

            if (!_handout.Join(Peer(1), out _))
                _seePart.Add(Peer(1));
            for (var round = 0; round < 2 * _chunks && !_handout.IsOver; round++)
            {
                Show(Peer(1));
                foreach (var chunk in _with.Keys.ToArray())
                    Send(Peer(1), chunk);
            }

            Assert.True(_handout.IsOver, $"{_handout.OutCount} of {_chunks} are out");
        }

        private void Show(PeerId peer)
        {
            var wasOver = _handout.IsOver;
            foreach (var chunk in _handout.Show(peer))
            {
                Assert.False(wasOver);
                Assert.DoesNotContain(chunk, _sent);
                Assert.True(_with.TryAdd(chunk, (peer, false)), $"chunk {chunk} is with another peer");
            }

            // Nothing to show it, and nothing that it waits for.
            _isEnded |= !wasOver && _seePart.Contains(peer) && !_with.Values.Any(w => w.Peer == peer);
        }

        private void Send(PeerId peer, int chunk)
        {
            _handout.Asked(peer, chunk);
            NoteAsked(peer);
            _handout.Sent(peer, chunk);
            _with.Remove(chunk);
            _sent.Add(chunk);
        }

        private int Others(PeerId peer) => _here.Count(p => p != peer);

        private void NoteAsked(PeerId peer)
        {
            _allFruitless = 0;
            _fruitless.Remove(peer);
        }

        private void TakeBack(PeerId peer, int[] mine, bool hadTime)
        {
            if (hadTime && mine.Length > 0 && !mine.Any(c => _with[c].Asked))
            {
                _isEnded |= ++_allFruitless >= 4;
                _fruitless[peer] = _fruitless.GetValueOrDefault(peer) + 1;
                if (_fruitless[peer] >= 4)
                    _seePart.Remove(peer);
            }

            var seesPart = _seePart.Contains(peer);
            Assert.False(_handout.TakeBack(peer, hadTime) && seesPart);
            foreach (var chunk in mine.Where(c => hadTime && !_with[c].Asked))
            {
                if ((_passedOver[chunk] = _passedOver.GetValueOrDefault(chunk) + 1) >= 2)
                    _sent.Add(chunk);
            }

            Drop(peer, evenAsked: false);
        }

        private void Drop(PeerId peer, bool evenAsked)
        {
            foreach (var (chunk, (who, asked)) in _with.ToArray())
            {
                if (who == peer && (evenAsked || !asked))
                    _with.Remove(chunk);
            }
        }
    }
}
