namespace Akka.P2P.Actors.Tests.Seeding;

using Akka.P2P.Actors.Seeding;
using Akka.P2P.Core.Identity;

public sealed class OpenUploadsTests
{
    private static readonly PeerId One = new(new byte[PeerId.Size]);
    private readonly OpenUploads _open = new(maxPerPeer: 2);

    [Fact(DisplayName = "A chunk is open from its beginning until all of it was sent, or until it is dropped")]
    public void Open_until_sent()
    {
        Assert.True(_open.TryBegin(One, 1, chunk: 7, length: 100));
        Assert.False(_open.Sent(One, 1, 40, out _));
        Assert.True(_open.Has(One) && _open.IsOpen(One, 1) && !_open.IsOpen(One, 2));
        Assert.True(_open.Sent(One, 1, 60, out var whole));
        Assert.Equal(7, whole);
        Assert.False(_open.Has(One));
        Assert.False(_open.Sent(One, 1, 60, out _));

        _open.TryBegin(One, 2, chunk: 8, length: 100);
        Assert.True(_open.TryDrop(One, 2, out var dropped));
        Assert.Equal((8, 0), (dropped, _open.Count));
        Assert.False(_open.TryDrop(One, 2, out _));
    }

    [Fact(DisplayName = "Who has too many open may begin no other; forgotten, it may")]
    public void Bounded()
    {
        Assert.True(_open.TryBegin(One, 1, 1, 100) && _open.TryBegin(One, 2, 2, 100));
        Assert.False(_open.TryBegin(One, 3, 3, 100));
        Assert.Equal(2, _open.Count);

        _open.Forget(One);

        Assert.True(_open.TryBegin(One, 3, 3, 100));
        Assert.Equal(1, _open.Count);
    }
}
