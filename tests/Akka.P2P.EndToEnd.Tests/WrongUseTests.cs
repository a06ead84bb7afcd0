namespace Akka.P2P.EndToEnd.Tests;

using System.Net;
using System.Net.Sockets;

/// <summary>Bad input of any kind gets one clear sentence and the right exit code, and changes nothing on disk.</summary>
public sealed class WrongUseTests : IDisposable
{
    private const string Unknown = "0000000000000000000000000000000000000000000000000000000000000000";
    private readonly Workspace _space = new();

    public void Dispose() => _space.Dispose();

    [Theory(DisplayName = "Wrong commands, options, paths, ids, magnets, torrents and HOCON are refused with one sentence")]
    [InlineData(2, "", "")]
    [InlineData(2, "fetch", "fetch x")]
    [InlineData(2, "--colour", "get abc --colour red")]
    [InlineData(2, "--size", "demo --size many")]
    [InlineData(2, "--leechers", "demo --leechers 0")]
    [InlineData(2, "no-such-file", "share no-such-file")]
    [InlineData(2, "no-such-file", "id no-such-file")]
    [InlineData(2, "no-such-file", "demo --file no-such-file")]
    [InlineData(2, "no-such.torrent", "get no-such.torrent")]
    [InlineData(2, "nothex", "get nothex --tracker 127.0.0.1:1")]
    [InlineData(2, "magnet", "get magnet:?xt=urn:btmh:1220zz")]
    [InlineData(2, "--tracker", "get magnet:?xt=urn:btmh:1220" + Unknown)]
    [InlineData(2, "bad.torrent", "get bad.torrent --tracker 127.0.0.1:1")]
    [InlineData(2, "bad.torrent", "verify good.bin --torrent bad.torrent")]
    [InlineData(2, "no-such.hocon", "node --config no-such.hocon")]
    [InlineData(2, "bad.hocon", "node --config bad.hocon")]
    [InlineData(2, "roles", "node --config roles.hocon")]
    [InlineData(2, "KEY=VALUE", "node --config good.hocon --set nonsense")]
    [InlineData(2, "127.0.0.1:x", "list --tracker 127.0.0.1:x")]
    [InlineData(2, "--bind", "share good.bin --bind :::")]
    [InlineData(2, "nowhere", "health nowhere")]
    [InlineData(2, "'soon'", "list --wait soon")]
    [InlineData(2, "'0s'", "get abc --wait 0s")]
    [InlineData(2, "'5_parsecs'", "share good.bin --wait=5_parsecs")]
    [InlineData(4, "127.0.0.1:1", "list --tracker 127.0.0.1:1")]
    [InlineData(4, "127.0.0.1:1", "share good.bin --tracker 127.0.0.1:1 --bind 127.0.0.1:0")]
    [InlineData(4, "127.0.0.1:1", "get " + Unknown + " --tracker 127.0.0.1:1 --bind 127.0.0.1:0")]
    public async Task Is_refused(int code, string named, string line)
    {
        _space.WriteFile("good.bin", 100);
        await File.WriteAllTextAsync(_space.In("bad.torrent"), "d4:infod4:name1:ae");
        await File.WriteAllTextAsync(_space.In("bad.hocon"), "akka { p2p = \n [1, 2");
        await File.WriteAllTextAsync(_space.In("good.hocon"), "akka.p2p.node.roles = [tracker]");
        await File.WriteAllTextAsync(_space.In("roles.hocon"), "akka.p2p.node.roles = [chief]");
        var before = _space.Snapshot();

        var (exitCode, output, errors) = await NodeProcess.RunAsync(_space.Root, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.True(exitCode == code, $"exit code {exitCode}\n{output}\n{errors}");
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.Equal(before, _space.Snapshot());
    }

    [Fact(DisplayName = "An id that the tracker doesn't know ends with exit code 3")]
    public async Task Unknown_torrent()
    {
        var source = _space.WriteFile("known.bin", 100);
        await using var seeder = NodeProcess.Start(_space.Root, "share", source, "--bind", "127.0.0.1:0", "--json");
        var tracker = (await seeder.EventAsync("sharing")).GetProperty("trackers")[0].GetString()!;
        var before = _space.Snapshot();

        var (exitCode, _, errors) = await NodeProcess.RunAsync(_space.Root, "get", Unknown, "--tracker", tracker, "--bind", "127.0.0.1:0");

        Assert.True(exitCode == 3, $"exit code {exitCode}\n{errors}");
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.Equal(before, _space.Snapshot());
    }

    [Fact(DisplayName = "A second node with the same data folder ends with exit code 1 and names it; the first goes on")]
    public async Task Data_folder_in_use()
    {
        await File.WriteAllTextAsync(_space.In("peer.hocon"), "akka.p2p.node { roles = [peer], data-dir = state }");
        string[] line = ["node", "--config", "peer.hocon", "--bind", "127.0.0.1:0", "--json"];
        await using var first = NodeProcess.Start(_space.Root, line);
        await first.EventAsync("ready");
        var before = _space.Snapshot();

        var (exitCode, _, errors) = await NodeProcess.RunAsync(_space.Root, line);

        Assert.True(exitCode == 1, $"exit code {exitCode}\n{errors}");
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.Contains("data folder state", errors, StringComparison.Ordinal);
        Assert.Equal(before, _space.Snapshot());
    }

    [Fact(DisplayName = "A port in use is named, with exit code 1")]
    public async Task Port_in_use()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var source = _space.WriteFile("file.bin", 100);
        var before = _space.Snapshot();

        var (exitCode, _, errors) = await NodeProcess.RunAsync(_space.Root, "share", source, "--bind", $"127.0.0.1:{port}");

        Assert.True(exitCode == 1, $"exit code {exitCode}\n{errors}");
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.Contains($"{port}", errors, StringComparison.Ordinal);
        Assert.Equal(before, _space.Snapshot());
    }

    [Fact(DisplayName = "With --json a failure's last line is the event failed with its code and reason")]
    public async Task Failure_as_json()
    {
        var (exitCode, output, _) = await NodeProcess.RunAsync(_space.Root, "list", "--tracker", "127.0.0.1:1", "--json");

        Assert.Equal(4, exitCode);
        using var last = System.Text.Json.JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]);
        Assert.Equal("failed", last.RootElement.GetProperty("event").GetString());
        Assert.Equal(4, last.RootElement.GetProperty("code").GetInt32());
        Assert.NotEmpty(last.RootElement.GetProperty("reason").GetString()!);
    }

    [Theory(DisplayName = "Every command explains itself with --help")]
    [InlineData("")]
    [InlineData("demo")]
    [InlineData("node")]
    [InlineData("share")]
    [InlineData("get")]
    [InlineData("list")]
    [InlineData("health")]
    [InlineData("id")]
    [InlineData("verify")]
    public async Task Help(string command)
    {
        string[] line = command.Length == 0 ? ["--help"] : [command, "--help"];
        var (exitCode, output, errors) = await NodeProcess.RunAsync(_space.Root, line);

        Assert.Equal(0, exitCode);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
        Assert.Equal("", errors);
    }
}
