namespace Akka.P2P.EndToEnd.Tests;

using System.Text.Json;

public sealed class DemoTests : IDisposable
{
    private readonly Workspace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact(DisplayName = "S2.1 S2.23 S2.64: demo moves its file to two leechers, verified, each with a fifth or more of its bytes from the other")]
    public async Task Default_demo()
    {
        await using var demo = NodeProcess.Start(_space.Root, "demo", "--json");
        var done = await demo.EventAsync("done");

        Assert.Equal(0, await demo.ExitAsync());
        Assert.True(done.GetProperty("verified").GetBoolean());
        Assert.Equal(256L << 20, done.GetProperty("bytes").GetInt64());
        var leechers = done.GetProperty("leechers").EnumerateArray().ToList();
        Assert.Equal(2, leechers.Count);
        Assert.All(leechers, leecher => Assert.True(ShareOfOtherLeecher(leecher) >= 0.2, demo.ToString()));
        Assert.Empty(_space.Snapshot());
    }

    [Fact(DisplayName = "demo --file moves a file of the user's to as many leechers as asked for, and leaves the file alone")]
    public async Task Demo_with_a_file()
    {
        var file = _space.WriteFile("mine.bin", 3_000_000);
        var before = _space.Snapshot();

        await using var demo = NodeProcess.Start(_space.Root, "demo", "--file", file, "--leechers", "4", "--json");
        var done = await demo.EventAsync("done");

        Assert.Equal(0, await demo.ExitAsync());
        Assert.Equal(4, done.GetProperty("leechers").GetArrayLength());
        Assert.Equal(before, _space.Snapshot());
    }

    [Fact(DisplayName = "demo in a pipe prints plain lines and ends with what each leecher got from whom")]
    public async Task Demo_in_a_pipe()
    {
        var (exitCode, output, errors) = await NodeProcess.RunAsync(_space.Root, "demo", "--size", "8MiB");

        Assert.True(exitCode == 0, errors);
        Assert.DoesNotContain('\u001b', output);
        Assert.Contains("verified", output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("seeder", output, StringComparison.Ordinal);
    }

    private static double ShareOfOtherLeecher(JsonElement leecher)
    {
        var sources = leecher.GetProperty("sources").EnumerateObject().ToList();
        var fromLeechers = sources.Where(s => s.Name.StartsWith("leecher", StringComparison.Ordinal)).Sum(s => s.Value.GetInt64());
        return (double)fromLeechers / leecher.GetProperty("bytes").GetInt64();
    }
}
