namespace Akka.P2P.Pbm.Tests;

using System.Globalization;
using System.Text.RegularExpressions;
using Akka.P2P.Pbm.CommandLine;

public sealed partial class ConsolesDocsTests
{
    private static readonly string Page = Docs.Read("docs/consoles.md");

    [Fact(DisplayName = "docs/consoles.md has every exit code of pbm, and no other")]
    public void Exit_codes() => Assert.Equal(
        Enum.GetValues<ExitCode>().Select(code => ((int)code).ToString(CultureInfo.InvariantCulture)),
        CodeRow().Matches(Page).Select(match => match.Groups[1].Value));

    [Fact(DisplayName = "docs/consoles.md has every option of pbm, and no other")]
    public void Options() => Assert.Equal(
        new PbmCommandLine().Root.Options.Select(option => option.Name).Except(["--help", "--version"]).Order(StringComparer.Ordinal),
        OptionRow().Matches(Page).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));

    [Theory(DisplayName = "Every pbm line of a page is one that the program takes")]
    [InlineData("README.md")]
    [InlineData("docs/consoles.md")]
    public void Lines(string page)
    {
        var lines = Line().Matches(Docs.Read(page)).Select(match => match.Groups[1].Value.Replace("HOST:PORT", "127.0.0.1:9110", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => new PbmCommandLine().Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact(DisplayName = "The screen in docs/consoles.md is the one that the tests see in a terminal (P2P_UPDATE_SCREENS=1 writes it anew)")]
    public void Screen()
    {
        var screen = File.ReadAllText(Path.Combine(Docs.Screens, "session.txt"));
        if (Environment.GetEnvironmentVariable("P2P_UPDATE_SCREENS") == "1")
            File.WriteAllText(Path.Combine(Docs.Root, "docs", "consoles.md"), Shown().Replace(Page, match => match.Groups[1].Value + screen + "```"));

        Assert.Equal(screen, Shown().Match(Docs.Read("docs/consoles.md")).Groups[2].Value);
    }

    [GeneratedRegex(@"(?m)^\| `(\d+)` \|")]
    private static partial Regex CodeRow();

    [GeneratedRegex(@"(?m)^\| `(--[a-z-]+)")]
    private static partial Regex OptionRow();

    [GeneratedRegex(@"(?m)(?:^|`|\| )pbm ((?:[A-Z0-9-][^`\n|]*)|(?:[a-z]+ [a-z][^`\n|]*))")]
    private static partial Regex Line();

    [GeneratedRegex(@"(<!-- screen: session -->\n```\n)([\s\S]*?)```")]
    private static partial Regex Shown();
}
