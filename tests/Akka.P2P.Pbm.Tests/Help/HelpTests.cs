namespace Akka.P2P.Pbm.Tests.Help;

using Akka.P2P.Pbm.Help;
using Petabridge.Cmd;

public sealed class HelpTests
{
    [Theory(DisplayName = "Help is asked for in front of, or behind, what it is about")]
    [InlineData("help", "")]
    [InlineData("help disk", "disk")]
    [InlineData("help disk usage", "disk usage")]
    [InlineData("--help", "")]
    [InlineData("disk --help", "disk")]
    [InlineData("disk -h", "disk")]
    [InlineData("disk usage -v C --help", "disk usage")]
    [InlineData("disk usage -?", "disk usage")]
    [InlineData("disk usage", null)]
    [InlineData("disk copy -- --help", null)]
    [InlineData("disk copy \"--help\"", null)]
    [InlineData("\"help\"", null)]
    [InlineData("", null)]
    public void Is_asked(string line, string? words) =>
        Assert.Equal(words, HelpRequest.In(line, SamplePalettes.All) is { } request ? string.Join(' ', request.Words) : null);

    [Fact(DisplayName = "A command that has a switch of that name keeps it")]
    public void Own_switch()
    {
        var palette = new CommandPalette("log", [new CommandDefinitionBuilder().WithName("tail").WithArgument(a => a.WithName("head").WithSwitch("-h")).Build()]);

        Assert.Null(HelpRequest.In("log tail -h 5", [palette]));
        Assert.NotNull(HelpRequest.In("log tail --help", [palette]));
    }

    [Fact(DisplayName = "Help has three levels: everything, a palette, a command")]
    public void Levels()
    {
        Assert.Contains("  disk         usage, purge, copy, watch", HelpPages.Everything(SamplePalettes.All));
        Assert.Contains("  disk purge  Empties a volume.", HelpPages.Of(SamplePalettes.Disk));
        Assert.Equal(
            [
                "disk usage [--volume <volume>]... [--unit <unit>] [--all]",
                "Shows used bytes per volume.",
                "",
                "  -v, --volume <volume>  Volume to show (may be repeated; for example C, D, two words)",
                "  --unit <unit>          Unit of sizes (default: MiB; for example GiB)",
                "  --all                  Hidden ones, too",
            ],
            HelpPages.Of(SamplePalettes.Disk, SamplePalettes.Usage));
    }

    [Fact(DisplayName = "Help of what there isn't says what there is")]
    public void Unknown()
    {
        Assert.Contains("did you mean 'disk'", Refusal("help dusk"), StringComparison.Ordinal);
        Assert.Contains("Commands: usage, purge, copy, watch", Refusal("help disk nothing"), StringComparison.Ordinal);
        Assert.Contains("help PALETTE [COMMAND]", Refusal("help disk usage -v"), StringComparison.Ordinal);

        static string Refusal(string line) =>
            Assert.Throws<PbmException>(() => HelpRequest.In(line, SamplePalettes.All)!.Lines(SamplePalettes.All).ToList()).Message;
    }

    [Fact(DisplayName = "A hundred thousand palettes are one line on connecting")]
    public void Many()
    {
        CommandPalette[] many = [.. Enumerable.Range(0, 100_000).Select(i => new CommandPalette($"p{i}", [SamplePalettes.Count]))];

        Assert.Equal("Palettes: p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11 and 99988 more. 'help' explains them, 'exit' leaves.", HelpPages.Summary(many));
    }
}
