namespace Akka.P2P.EndToEnd.Tests;

using System.Diagnostics;

/// <summary>Real processes under TLS, with certificates of the CA that <c>hocon/private-ca.sh</c> makes.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly Workspace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact(DisplayName = "With --tls at both ends the printed line fetches the file; without it, or with another CA's certificate, nothing is fetched and the sharing side's log says why")]
    public async Task Only_who_has_a_certificate_gets_in()
    {
        var ours = await IssueAsync("ours", "seeder");
        var leechers = await IssueAsync("ours", "leecher");
        var strangers = await IssueAsync("theirs", "stranger");
        var source = _space.WriteFile("secret.bin", 3_000_000);
        await using var seeder = NodeProcess.Start(
            _space.Root, "share", source, "--bind", "127.0.0.1:0", "--json", "--tls", ours, "--set", "akka.loglevel=WARNING");
        var sharing = await seeder.EventAsync("sharing");
        var magnet = sharing.GetProperty("magnet").GetString()!;
        var tracker = sharing.GetProperty("trackers")[0].GetString()!;
        Assert.Contains("&tr=akka.ssl.tcp://p2p@", magnet, StringComparison.Ordinal);
        Assert.EndsWith(" --tls FILE.pfx", sharing.GetProperty("get").GetString(), StringComparison.Ordinal);

        var target = _space.Folder("target");
        var got = await NodeProcess.RunAsync(target, "get", magnet, "--bind", "127.0.0.1:0", "--tls", leechers);
        Assert.True(got.ExitCode == 0, got.Errors);
        Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(Path.Combine(target, "secret.bin")));
        var healthy = await NodeProcess.RunAsync(target, "health", tracker, "--tls", leechers);
        Assert.True(healthy.ExitCode == 0, healthy.Errors);

        var empty = _space.Folder("empty");
        var unsaid = await NodeProcess.RunAsync(empty, "get", magnet, "--bind", "127.0.0.1:0");
        Assert.Equal(2, unsaid.ExitCode);
        Assert.Contains("--tls FILE.pfx", unsaid.Errors, StringComparison.Ordinal);

        string[] quick = ["--set", "akka.p2p.node.tracker-timeout=5s", "--bind", "127.0.0.1:0"];
        var plain = await NodeProcess.RunAsync(empty, ["get", sharing.GetProperty("id").GetString()!, "--tracker", tracker, .. quick]);
        Assert.Equal(4, plain.ExitCode);
        var stranger = await NodeProcess.RunAsync(empty, ["get", magnet, "--tls", strangers, .. quick]);
        Assert.Equal(4, stranger.ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(empty));

        seeder.Signal("INT");
        Assert.Equal(0, await seeder.ExitAsync());
        Assert.Contains("doesn't speak TLS", seeder.Errors, StringComparison.Ordinal);
        Assert.Contains("nobody that this node trusts has issued it", seeder.Errors, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A certificate that can't be used is one sentence on standard error and exit code 1")]
    public async Task Unusable_certificate()
    {
        var missing = await NodeProcess.RunAsync(_space.Root, "list", "--tls", _space.In("none.pfx"));

        Assert.Equal(1, missing.ExitCode);
        Assert.Contains("none.pfx", missing.Errors, StringComparison.Ordinal);
        Assert.Single(missing.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <returns>The path of the node's file.</returns>
    private async Task<string> IssueAsync(string fleet, string name)
    {
        using var script = Process.Start(new ProcessStartInfo(Workspace.Hocon("private-ca.sh"), [_space.In(fleet), name, "127.0.0.1"])
        {
            RedirectStandardOutput = true,
        })!;
        var path = (await script.StandardOutput.ReadToEndAsync()).Trim();
        await script.WaitForExitAsync();
        Assert.Equal(0, script.ExitCode);
        return path;
    }
}
