namespace Akka.P2P.Core.Tests.Seeding;

using Akka.P2P.Core.Seeding;
using static Akka.P2P.Core.Tests.Downloading.TestGrid;

/// <summary>Slots and the first hand-out together: who is told to see what.</summary>
public sealed class UploadDeskTests
{
    private static readonly UnchokeLimits Limits = new(
        8, 16, 100, TimeSpan.FromSeconds(30), 8 << 20, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(60));

    private readonly UploadDesk _desk = new(Limits, new FirstHandout(Of(64), 4 * ChunkLength, new Random(1)));

    [Fact(DisplayName = "Who was alone goes on seeing what it asked for when another comes, and is shown further chunks as that one is")]
    public void A_second_comes()
    {
        Join(1, 0);
        _desk.Begun(Peer(1), 7, At(0.1));

        var changes = Join(2, 0.2);

        Assert.Equal((Peer(1), 7), (Assert.Single(changes.SeePart).Peer, Assert.Single(changes.SeePart[0].Chunks)));
        Assert.True(_desk.SeesPart(Peer(1)) && _desk.SeesPart(Peer(2)));
        Assert.Equal(3, changes.Shown.Single(s => s.Peer == Peer(1)).Chunks.Length);
        Assert.DoesNotContain(7, changes.Shown.Single(s => s.Peer == Peer(2)).Chunks);
        Assert.Empty(changes.SeeAll);
    }

    [Fact(DisplayName = "A chunk that the lone one asked for and did not get stays among what it sees")]
    public void Refused_before_a_second_comes()
    {
        Join(1, 0);
        _desk.Begun(Peer(1), 7, At(0.1));
        _desk.Dropped(Peer(1), 7);

        Assert.Equal<int>([7], Join(2, 0.2).SeePart.Single().Chunks);
    }

    [Fact(DisplayName = "When all others have left, the one that stays sees everything again")]
    public void Alone_again()
    {
        Join(1, 0);
        Join(2, 1);

        var changes = _desk.Leave(Peer(2), At(2));

        Assert.Equal(Peer(1), Assert.Single(changes.SeeAll));
        Assert.False(_desk.SeesPart(Peer(1)));
        Assert.Equal(Peer(1), Join(3, 3).SeePart.Single().Peer);
    }

    [Fact(DisplayName = "A lone one that falls silent is forgotten: the next one is alone")]
    public void Silent()
    {
        Join(1, 0);
        _desk.Review(At(100));
        Assert.False(_desk.Knows(Peer(1)));

        var changes = Join(2, 101);

        Assert.Empty(changes.SeePart);
        Assert.False(_desk.SeesPart(Peer(2)));
    }

    [Fact(DisplayName = "One of two that falls silent leaves the other alone")]
    public void One_of_two_silent()
    {
        Join(1, 0);
        var shown = Join(2, 0).Shown.Single(s => s.Peer == Peer(2)).Chunks;
        Join(2, 59, isNew: false);
        // At work, so that nothing is taken back from it.
        _desk.Begun(Peer(2), shown[0], At(60.9));

        var changes = _desk.Review(At(61));

        Assert.Equal(Peer(2), Assert.Single(changes.SeeAll));
    }

    [Fact(DisplayName = "A new session of the lone one, or of one of two, changes nothing for the other")]
    public void A_new_session()
    {
        Join(1, 0);
        Assert.Empty(Join(1, 1).SeePart);
        Assert.False(_desk.SeesPart(Peer(1)));
        Join(2, 2);

        var changes = Join(2, 3);

        Assert.Empty(changes.SeePart);
        Assert.Empty(changes.SeeAll);
        Assert.True(_desk.SeesPart(Peer(1)) && _desk.SeesPart(Peer(2)));
    }

    [Fact(DisplayName = "Who takes nothing of what it is shown while another does is told that it sees everything, and the other goes on seeing a part")]
    public void One_wants_others()
    {
        Join(1, 0);
        var shown = Join(2, 0).Shown.Single(s => s.Peer == Peer(2)).Chunks;
        var freed = false;
        for (var i = 1; i <= 10 && !freed; i++)
        {
            _desk.Begun(Peer(2), shown[0], At(i));
            _desk.WentOut(Peer(2), shown[0]);
            shown = _desk.Sent(Peer(2), ChunkLength, isIdle: true, At(i)).Shown.Single(s => s.Peer == Peer(2)).Chunks;
            // The other one has shown a moment ago that it wants some.
            freed = _desk.Review(At(i + 0.1)).SeeAll.Contains(Peer(1));
        }

        Assert.True(freed);
        Assert.True(_desk.SeesPart(Peer(2)));
        Assert.False(_desk.SeesPart(Peer(1)));
    }

    [Fact(DisplayName = "Who is shown chunks after a long silence has the time to ask for them")]
    public void Time_to_ask()
    {
        Join(1, 0);
        var changes = Join(2, 10);
        var toFirst = changes.Shown.Single(s => s.Peer == Peer(1)).Chunks;

        Assert.DoesNotContain(_desk.Review(At(10.1)).Shown, s => s.Peer == Peer(1));

        var others = _desk.Review(At(10.6)).Shown.Single(s => s.Peer == Peer(1)).Chunks;
        Assert.Empty(others.Intersect(toFirst));
    }

    private DeskChanges Join(int peer, double at, bool isNew = true)
    {
        Assert.True(_desk.TryShowInterest(Peer(peer), isNew, At(at), out var changes));
        return changes;
    }
}
