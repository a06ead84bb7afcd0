namespace Akka.P2P.Core.Tests.Downloading;

using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using static Akka.P2P.Core.Downloading.DownloadPriority;

public sealed class DownloadTurnsTests
{
    private readonly DownloadTurns _queue = new(2);

    [Fact(DisplayName = "No more than the bound run; the others wait in the order of their coming, and one that leaves makes room")]
    public void Bound()
    {
        Enter("abcd", Normal);

        Assert.Equal("ab", Next());
        Assert.Equal("", Next());
        Assert.Equal("cd", Waiting());
        _queue.Leave(Id('a'));
        Assert.Equal("c", Next());
        Assert.Equal("d", Waiting());
    }

    [Fact(DisplayName = "The more urgent goes first, of equals the one that came first; what runs is not stopped for it")]
    public void Priorities()
    {
        Enter("ab", Low);
        Assert.Equal("ab", Next());
        Enter("cd", Low);
        Enter("e", Normal);
        Enter("f", High);
        Enter("0", Normal);

        Assert.Equal("", Next());
        Assert.Equal("fe0cd", Waiting());
        _queue.Reprioritize(Id('d'), High);
        Assert.Equal("dfe0c", OrderOf(_queue));
        _queue.Reprioritize(Id('a'), High);
        _queue.Leave(Id('b'));
        Assert.Equal("d", Next());
    }

    [Fact(DisplayName = "One that waits can leave, and come again behind the others; one that is here already is left as it is")]
    public void Leaving()
    {
        Enter("abcd", Normal);
        Next();
        _queue.Leave(Id('c'));
        _queue.Leave(Id('c'));
        Enter("cda", High);

        Assert.Equal("cd", Waiting());
        Assert.True(_queue.IsWaiting(Id('c')));
        Assert.False(_queue.IsWaiting(Id('a')));
        _queue.Leave(Id('b'));
        Assert.Equal("c", Next());
    }

    [Fact(DisplayName = "One that has nothing to do gives its place to the next, and goes on when it has, whoever runs by then; it makes room only once")]
    public void Idle()
    {
        Enter("abcdef", Normal);
        Next();
        _queue.Idle(Id('a'), true);
        _queue.Idle(Id('a'), true);
        _queue.Idle(Id('c'), true);

        Assert.Equal("c", Next());
        Enter("a", High);
        Assert.Equal("def", Waiting());
        _queue.Idle(Id('a'), false);
        _queue.Leave(Id('b'));
        Assert.Equal("", Next());
        _queue.Idle(Id('c'), true);
        _queue.Leave(Id('c'));
        Assert.Equal("d", Next());
    }

    [Fact(DisplayName = "A bound of 0 is none")]
    public void Unbounded()
    {
        var queue = new DownloadTurns(0);
        for (var i = 0; i < 16; i++)
            queue.Enter(Id("0123456789abcdef"[i]), Normal);

        Assert.Equal(16, queue.Next().Length);
        Assert.Equal(0, queue.Waiting);
    }

    private static TorrentId Id(char digit) => TorrentId.Parse(new string(digit, TorrentId.TextLength));

    private static string OrderOf(DownloadTurns queue) => string.Concat(queue.InOrder().Select(t => t.ToString()[0]));

    private void Enter(string digits, DownloadPriority priority)
    {
        foreach (var digit in digits)
            _queue.Enter(Id(digit), priority);
    }

    private string Next() => string.Concat(_queue.Next().Select(t => t.ToString()[0]));

    private string Waiting() => OrderOf(_queue);
}
