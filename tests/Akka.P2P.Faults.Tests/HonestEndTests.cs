namespace Akka.P2P.Faults.Tests;

using Akka.P2P.Faults.Running;

/// <summary>What counts as an honest end of a leecher without the tree, on made-up histories.</summary>
public sealed class HonestEndTests
{
    private static readonly string[] Sources = ["seeder1", "seeder2"];
    private readonly LeecherHistory _history = new();

    public HonestEndTests()
    {
        _history.Started();
        _history.Progressed(At(10));
    }

    [Fact(DisplayName = "Every source is broken for good and the leecher says that it waits: that is honest")]
    public void Waits()
    {
        _history.Waits(At(12), "No source is up.");

        Assert.Null(Problem("seeder1", "seeder2"));
    }

    [Fact(DisplayName = "Its own disk is broken for good and it says what failed: that is honest")]
    public void Own_disk()
    {
        _history.Failed(At(12), "The disk is full.");

        Assert.Null(Problem("leecher1"));
    }

    [Fact(DisplayName = "Whoever says nothing hangs, whatever is broken")]
    public void Silent()
    {
        Assert.Contains("has not said why", Problem("seeder1", "seeder2"), StringComparison.Ordinal);
        Assert.Contains("has not said why", Problem("leecher1"), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "What stays broken elsewhere excuses nobody: another's disk, one seeder of two, nothing at all")]
    [InlineData("leecher2")]
    [InlineData("seeder1")]
    [InlineData("tracker")]
    [InlineData(null)]
    public void Untouched(string? broken)
    {
        _history.Waits(At(12), "No source is up.");

        Assert.Contains("nothing that stays broken is in its way", Problem(broken is null ? [] : [broken]), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A word from before its last progress explains nothing; a wait that was said while chunks were on their way still stands")]
    public void Old_words()
    {
        _history.Failed(At(9), "The disk was full.");
        Assert.NotNull(Problem("leecher1"));

        _history.Waits(At(10) - LeecherHistory.OnTheWay, "No source is up.");
        Assert.Null(Problem("leecher1"));

        _history.Progressed(At(11));
        Assert.NotNull(Problem("leecher1"));
    }

    [Fact(DisplayName = "A wait that is over, and what another process said, are no words of this one")]
    public void Taken_back()
    {
        _history.Waits(At(12), "No source is up.");
        _history.Resumed();
        Assert.NotNull(Problem("leecher1"));

        _history.Failed(At(13), "The disk is full.");
        _history.Waits(At(13), "The disk is full.");
        _history.Started();
        Assert.NotNull(Problem("leecher1"));
    }

    [Theory(DisplayName = "An exit is honest with a code from 1 to 5 and a sentence, and with nothing less")]
    [InlineData(1, "The disk is full.", true)]
    [InlineData(5, "Nobody answers.", true)]
    [InlineData(0, "Nobody answers.", false)]
    [InlineData(6, "Nobody answers.", false)]
    [InlineData(134, "Nobody answers.", false)]
    [InlineData(1, null, false)]
    [InlineData(1, " ", false)]
    public void Exits(int code, string? sentence, bool isHonest)
    {
        _history.Exited(At(12), code, sentence);

        Assert.Equal(isHonest, Problem("leecher1") is null);
    }

    [Fact(DisplayName = "Events without a reason are no words")]
    public void Without_a_reason()
    {
        _history.Waits(At(12), "");
        _history.Failed(At(12), null);

        Assert.NotNull(Problem("leecher1"));
    }

    [Fact(DisplayName = "One whose turn never came has nothing to explain")]
    public void Never_started() => Assert.Null(HonestEnd.Problem("leecher1", new LeecherHistory(), ["seeder1", "seeder2"], Sources));

    [Fact(DisplayName = "A leecher that has it all and goes on is a source, too: with it up, dead seeders excuse nobody")]
    public void Finished_leechers_serve()
    {
        _history.Waits(At(12), "No source is up.");

        Assert.NotNull(HonestEnd.Problem("leecher1", _history, ["seeder1", "seeder2"], [.. Sources, "leecher2"]));
    }

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(seconds);

    private string? Problem(params string[] broken) => HonestEnd.Problem("leecher1", _history, broken, Sources);
}
