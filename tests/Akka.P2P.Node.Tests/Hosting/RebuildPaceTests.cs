namespace Akka.P2P.Node.Tests.Hosting;

using Akka.P2P.Core.Downloading;
using Akka.P2P.Node.Hosting;

public sealed class RebuildPaceTests
{
    private readonly RebuildPace _pace = new(new Backoff(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60)));

    [Fact(DisplayName = "The first rebuild is at once; the next ones wait longer and longer, up to the longest pause")]
    public void Grows()
    {
        Assert.Equal(TimeSpan.Zero, Next(0));
        (double Least, double Most)[] pauses = [(2.5, 5), (5, 10), (10, 20), (20, 40), (30, 60), (30, 60)];
        foreach (var (least, most) in pauses)
            Assert.InRange(Next(1).TotalSeconds, least, most);
    }

    [Fact(DisplayName = "After twice the longest pause in peace a rebuild is at once again")]
    public void Forgets()
    {
        Next(0);
        var second = Next(1);
        Assert.NotEqual(TimeSpan.Zero, Next(1 + second.TotalSeconds + 120));
        Assert.Equal(TimeSpan.Zero, Next(1000));
    }

    private TimeSpan Next(double now) => _pace.Next(TimeSpan.FromSeconds(now), new Random(1));
}
