namespace Akka.P2P.Core.Tests.Talking;

using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Core.Talking;

public sealed class TalkingTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory(DisplayName = "Text of strangers is shown on one line, without what a terminal obeys or an eye misreads, and cut between characters")]
    [InlineData(null, "")]
    [InlineData("plain äöü 漢字 العربية", "plain äöü 漢字 العربية")]
    [InlineData("a\nb\r\tc\0d\u001b[31m\u009b1m", "a b  c d [31m 1m")]
    [InlineData("x\u2028y\u202ez\u2066\ufeff", "x y z  ")]
    [InlineData("👨‍👩‍👧", "👨‍👩‍👧")]
    [InlineData("123456789012345678901234567890", "1234567890123456789012345678")]
    [InlineData("123456789012345678901234567😀", "123456789012345678901234567")]
    public void Safe_text(string? text, string shown) => Assert.Equal(shown, SafeText.Of(text, 28));

    [Fact(DisplayName = "Half a character is shown as U+FFFD")]
    public void Half_a_character() => Assert.Equal("a\ufffdb", SafeText.Of("a\ud83db", 10));

    [Fact(DisplayName = "A sender passes at its rate, after a burst; who is stopped takes nothing from the others")]
    public void Gate()
    {
        var gate = new RateGate<string>(new Rate(60, 3), new Rate(600, 100));
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => gate.TryPass("loud", Second)));
        for (var i = 0; i < 1000; i++)
            Assert.False(gate.TryPass("loud", Second));
        for (var i = 0; i < 30; i++)
            Assert.True(gate.TryPass($"quiet {i}", Second));
        Assert.True(gate.TryPass("loud", 2 * Second));
        Assert.False(gate.TryPass("loud", 2 * Second));
        Assert.Equal(3, Enumerable.Range(0, 9).Count(_ => gate.TryPass("loud", 60 * Second)));
        // A clock that goes back gives nothing.
        Assert.False(gate.TryPass("loud", Second));
    }

    [Fact(DisplayName = "A crowd of senders passes at the rate of all, and is not remembered beyond a bound")]
    public void Gate_of_all()
    {
        var gate = new RateGate<int>(new Rate(60, 10), new Rate(60, 50), maxSenders: 100);
        Assert.Equal(50, Enumerable.Range(0, 1000).Count(i => gate.TryPass(i, Second)));
        Assert.InRange(gate.SenderCount, 1, 100);
    }

    [Fact(DisplayName = "A log line is due once in so long, and says for how many it stands")]
    public void Log_pace()
    {
        var pace = new LogPace(10 * Second);
        Assert.True(pace.IsDue(Second, out var count));
        Assert.Equal(1, count);
        for (var i = 0; i < 5; i++)
            Assert.False(pace.IsDue(2 * Second, out _));
        Assert.True(pace.IsDue(11 * Second, out count));
        Assert.Equal(6, count);
    }

    [Fact(DisplayName = "The ids from which a list by prefix begins")]
    public void Before()
    {
        Assert.Equal(default, PeerId.Before(""));
        Assert.Equal(default, PeerId.Before("00"));
        Assert.Equal($"0f{new string('f', 30)}", PeerId.Before("1").ToString());
        Assert.Equal($"{new string('a', 31)}9", PeerId.Before(new string('A', 32)).ToString());
        Assert.Equal($"{new string('0', 15)}0{new string('f', 16)}", PeerId.Before("0000000000000001").ToString());
        Assert.Throws<FormatException>(() => PeerId.Before("xyz"));
        Assert.Throws<FormatException>(() => PeerId.Before(new string('0', 33)));
    }

    [Fact(DisplayName = "A fan-out tells so many at a time, repeats, gives up the silent, and ends at its limit")]
    public void Fan_out()
    {
        var peers = Enumerable.Range(1, 5).Select(Peer).ToList();
        var fan = new FanOut(peers, new FanOutPace(2, 2 * Second, 5 * Second, 12 * Second), Guid.NewGuid, TimeSpan.Zero);
        var first = fan.Step(TimeSpan.Zero);
        Assert.Equal(peers[..2], first.Select(f => f.Peer));
        Assert.Empty(fan.Step(Second));
        Assert.Equal(first.AsEnumerable(), fan.Step(2 * Second));
        Assert.True(fan.TryEnd(first[0].Id, null, 3 * Second));
        Assert.False(fan.TryEnd(first[0].Id, null, 3 * Second));
        Assert.False(fan.TryEnd(Guid.NewGuid(), null, 3 * Second));
        Assert.Equal(peers[2], fan.Step(3 * Second).Single().Peer);
        // The second is given up, and makes room for the fourth.
        Assert.Contains(peers[3], fan.Step(5 * Second).Select(f => f.Peer));
        Assert.False(fan.IsDone);
        Assert.Contains(peers[4], fan.Step(8 * Second).Select(f => f.Peer));
        Assert.Empty(fan.Step(12 * Second));
        Assert.True(fan.IsDone);
        Assert.Equal([peers[0]], fan.Done.Where(d => d.IsDelivered).Select(d => d.Peer));
        Assert.Equal(peers.ToHashSet(), fan.Done.Select(d => d.Peer).ToHashSet());
    }

    [Fact(DisplayName = "Pings are bounded, and an answer ends the one it is to, once")]
    public void Ping_book()
    {
        var book = new PingBook<string>(2 * Second, 5 * Second, 2, new Random(1));
        var address = new PeerAddress("10.0.0.1", 8001);
        var (one, two) = (book.Begin(address, "one", TimeSpan.Zero)!.Value, book.Begin(address, "two", TimeSpan.Zero)!.Value);
        Assert.Null(book.Begin(address, "three", TimeSpan.Zero));
        Assert.True(book.TryEnd(two, Second, out var ended));
        Assert.Equal(("two", Second), (ended.Asker, ended.Elapsed));
        Assert.False(book.TryEnd(two, Second, out _));
        Assert.Single(book.Due(2 * Second));
        Assert.Empty(book.Due(3 * Second));
        // The first try is answered late: that is how long it took.
        Assert.True(book.TryEnd(one, 4 * Second, out ended));
        Assert.Equal(4 * Second, ended.Elapsed);
        Assert.True(book.IsEmpty);
        book.Begin(address, "four", 4 * Second);
        Assert.Empty(book.Expire(8 * Second));
        Assert.Equal("four", Assert.Single(book.Expire(9 * Second)).Asker);
    }

    [Fact(DisplayName = "The inbox keeps so many; who sent most loses the oldest")]
    public void Ring()
    {
        var inbox = new InboxRing(3);
        Assert.True(inbox.TryAdd(Entry(1, "a")));
        for (var i = 0; i < 9; i++)
            inbox.TryAdd(Entry(2, $"b{i}"));
        Assert.Equal(["a", "b7", "b8"], inbox.Entries.Select(e => e.Text));
        var again = Entry(3, "c");
        Assert.True(inbox.TryAdd(again));
        Assert.False(inbox.TryAdd(again));
        Assert.Equal(["a", "b8", "c"], inbox.Entries.Select(e => e.Text));
        Assert.True(inbox.TryAdd(Entry(4, "d")));
        Assert.Equal(["b8", "c", "d"], inbox.Entries.Select(e => e.Text));
        Assert.Equal(12, inbox.Heard);

        static InboxEntry Entry(int from, string text) => new(Guid.NewGuid(), Peer(from), "", text, TimeSpan.Zero);
    }

    private static SwarmPeer Peer(int i) => new(PeerId.Draw(new Random(i)), new PeerAddress("10.0.0.1", 8000 + i));
}
