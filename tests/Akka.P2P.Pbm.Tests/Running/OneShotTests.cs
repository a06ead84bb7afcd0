namespace Akka.P2P.Pbm.Tests.Running;

using System.Text.Json;
using Akka.P2P.Pbm.Running;

public sealed class OneShotTests
{
    [Fact(DisplayName = "A command's answers are the output, and the exit code is 0")]
    public async Task Done()
    {
        await using var host = await SampleHost.StartAsync();
        var pbm = new FakeSurroundings();

        Assert.Equal(0, await pbm.RunAsync(host.Address, "disk", "usage", "-v", "C", "-v", "two words"));
        Assert.Equal("C  1 MiB\ntwo words  1 MiB\n", pbm.OutputText);
        Assert.Equal("", pbm.ErrorText);
    }

    [Fact(DisplayName = "A command that answers an error ends with 1; what it said before stands on the output")]
    public async Task Failed()
    {
        await using var host = await SampleHost.StartAsync();
        var pbm = new FakeSurroundings();

        Assert.Equal(1, await pbm.RunAsync(host.Address, "echo", "say", "before", "--error"));
        Assert.Equal("before\n", pbm.OutputText);
        Assert.Equal("That was an error.\n", pbm.ErrorText.ReplaceLineEndings("\n"));
    }

    [Theory(DisplayName = "A command that can't be right ends with 2, and says what would be")]
    [InlineData("dusk usage", "did you mean 'disk'")]
    [InlineData("disk", "Commands: usage, purge, copy, watch")]
    [InlineData("disk purge", "the argument 'volume' (-v, --volume) is missing (What to empty). Usage: disk purge --volume <volume>")]
    [InlineData("disk usage --volum C", "did you mean '--volume'")]
    [InlineData("help dusk", "did you mean 'disk'")]
    public async Task Wrong_usage(string command, string part)
    {
        await using var host = await SampleHost.StartAsync();
        var pbm = new FakeSurroundings();

        Assert.Equal(2, await pbm.RunAsync([host.Address, .. command.Split(' ')]));
        Assert.Contains(part, pbm.ErrorText, StringComparison.Ordinal);
        Assert.Equal("", pbm.OutputText);
    }

    [Fact(DisplayName = "Ctrl+C ends a stream with 130, and the host's handler learns of it")]
    public async Task Interrupted()
    {
        await using var host = await SampleHost.StartAsync();
        var pbm = new FakeSurroundings();
        var run = pbm.RunAsync(host.Address, "disk", "watch");
        await host.WatchBegunAsync();
        host.Change("a change");
        await pbm.WrittenAsync("watching\na change\n");

        pbm.Fake.Press();

        Assert.Equal(130, await run);
        await host.WatchCancelledAsync();
        Assert.Equal("watching\na change\n", pbm.OutputText);
    }

    [Fact(DisplayName = "When who reads the output has gone the command is ended, as with '| head'")]
    public async Task Output_gone()
    {
        await using var host = await SampleHost.StartAsync();
        var pbm = new FakeSurroundings { OutputFailure = new IOException("Broken pipe", 32) };

        Assert.Equal(141, await pbm.RunAsync(host.Address, "disk", "watch"));
        await host.WatchCancelledAsync();
    }

    [Theory(DisplayName = "An output that can't be written is 1, and is said")]
    [InlineData("disk usage")]
    [InlineData("--json disk usage")]
    [InlineData("--json disk purge")]
    public async Task Output_full(string command)
    {
        await using var host = await SampleHost.StartAsync();
        var pbm = new FakeSurroundings { OutputFailure = new IOException("No space left on device", 28) };

        Assert.Equal(1, await pbm.RunAsync([host.Address, .. command.Split(' ')]));
        Assert.Contains("No space left on device", pbm.ErrorText, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A host with a hundred thousand palettes is told of in a sentence that ends")]
    public void Bounded() => Assert.Equal(2000, Akka.P2P.Pbm.Text.Sentence.Bounded(new string('x', 100_000)).Length);

    [Fact(DisplayName = "A host that is lost in the middle of a command is 4, and it is said that nobody knows how it ended")]
    public async Task Host_lost()
    {
        var host = await SampleHost.StartAsync();
        var pbm = new FakeSurroundings();
        var run = pbm.RunAsync(host.Address, "disk", "watch");
        await host.WatchBegunAsync();

        await host.DisposeAsync();

        Assert.Equal(4, await run);
        Assert.Contains("Whether 'disk watch' was carried out is not known.", pbm.ErrorText, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "--json passes lines of JSON through, wherever it stands, and wraps what knows no JSON")]
    public async Task Json()
    {
        await using var host = await SampleHost.StartAsync();
        var (before, behind, plain) = (new FakeSurroundings(), new FakeSurroundings(), new FakeSurroundings());

        Assert.Equal(0, await before.RunAsync("--json", host.Address, "disk", "usage", "-v", "D"));
        Assert.Equal(0, await behind.RunAsync(host.Address, "disk", "usage", "-v", "D", "--json"));
        Assert.Equal(0, await plain.RunAsync("--json", host.Address, "echo", "say", "two", "\u009b\"lines\""));

        Assert.Equal("{\"volume\":\"D\",\"bytes\":1048576}\n", before.OutputText);
        Assert.Equal(before.OutputText, behind.OutputText);
        Assert.Equal(["two", "\u009b\"lines\""], plain.OutputText.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement.GetProperty("text").GetString()));
        Assert.DoesNotContain(plain.OutputText, c => c != '\n' && char.IsControl(c));
    }

    [Theory(DisplayName = "With --json an error is JSON, too: the last line, with the exit code")]
    [InlineData("echo say x --error", 1, "That was an error.")]
    [InlineData("disk purge", 2, "disk purge: the argument 'volume'")]
    [InlineData("disk usage --nothing", 2, "there is no switch '--nothing'")]
    public async Task Json_errors(string command, int code, string reason)
    {
        await using var host = await SampleHost.StartAsync();
        var pbm = new FakeSurroundings();

        Assert.Equal(code, await pbm.RunAsync(["--json", host.Address, .. command.Split(' ')]));

        var last = JsonDocument.Parse(pbm.OutputText.TrimEnd().Split('\n')[^1]).RootElement;
        Assert.Equal(("failed", code), (last.GetProperty("event").GetString(), last.GetProperty("code").GetInt32()));
        Assert.Contains(reason, last.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("", pbm.ErrorText);
    }

    [Fact(DisplayName = "What a host says can't steer the terminal, in answers, in help and in completion")]
    public async Task Hostile()
    {
        await using var host = await SampleHost.StartAsync();
        var (answer, help) = (new FakeSurroundings(), new FakeSurroundings());

        Assert.Equal(0, await answer.RunAsync(host.Address, "echo", "hostile"));
        Assert.Equal(0, await help.RunAsync(host.Address, "help", "echo", "hostile"));

        Assert.Equal("␛[2J␛]0;owned␇red␍over \\u009B31m\\u202Eend\n", answer.OutputText);
        Assert.Contains("␛]0;owned␇Rings and \\u202Eturns.", help.OutputText, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Fifty thousand lines arrive whole and in order")]
    public async Task Many_lines()
    {
        await using var host = await SampleHost.StartAsync();
        var pbm = new FakeSurroundings();

        Assert.Equal(0, await pbm.RunAsync(host.Address, "echo", "big", "-n", "50000"));
        Assert.Equal(Enumerable.Range(1, 50_000).Select(i => $"line {i}"), pbm.OutputText.TrimEnd().Split('\n'));
    }

    [Theory(DisplayName = "Help and version need no host")]
    [InlineData("help", "HOST:PORT")]
    [InlineData("--help", "--token-file")]
    [InlineData("--version", "0.1.0")]
    public async Task Without_a_host(string argument, string part)
    {
        var pbm = new FakeSurroundings();

        Assert.Equal(0, await pbm.RunAsync(argument));
        Assert.Contains(part, pbm.OutputText, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Help of a palette is the host's, in front of it and behind")]
    public async Task Help_of_a_palette()
    {
        await using var host = await SampleHost.StartAsync();
        var (front, behind) = (new FakeSurroundings(), new FakeSurroundings());

        Assert.Equal(0, await front.RunAsync(host.Address, "help", "disk", "purge"));
        Assert.Equal(0, await behind.RunAsync(host.Address, "disk", "purge", "--help"));

        Assert.StartsWith("disk purge --volume <volume>\nEmpties a volume.\n", front.OutputText, StringComparison.Ordinal);
        Assert.Equal(front.OutputText, behind.OutputText);
    }
}
