namespace Akka.P2P.EndToEnd.Tests.Menu;

using System.Globalization;
using Akka.P2P.Terminals;

/// <summary>A tracker, and nodes that are its peers: some with a person at their menu.</summary>
internal sealed class MenuSwarm : IAsyncDisposable
{
    // Consoles have fixed ports in hocon/, and other tests run meanwhile.
    private const string NoConsoles = "akka.p2p.pbm.enabled=off";

    private MenuSwarm(Workspace space, NodeProcess tracker, int trackerPort) => (Space, Tracker, TrackerPort) = (space, tracker, trackerPort);

    public Workspace Space { get; }

    public NodeProcess Tracker { get; }

    public int TrackerPort { get; }

    public static async Task<MenuSwarm> StartAsync()
    {
        var (space, port) = (new Workspace(), Workspace.FreePort());
        var tracker = NodeProcess.Start(
            space.Root, "node", "--config", Workspace.Hocon("tracker.hocon"), "--json", "--set", $"akka.remote.dot-netty.tcp.port={port}",
            "--set", NoConsoles);
        await tracker.EventAsync("ready");
        return new MenuSwarm(space, tracker, port);
    }

    /// <summary>A headless peer, ready.</summary>
    public async Task<NodeProcess> PeerAsync(string hocon, int port, params string[] sets)
    {
        var peer = NodeProcess.Start(Space.Root, [.. Line(hocon, port, sets), "--json"]);
        await peer.EventAsync("registered");
        return peer;
    }

    /// <summary>A peer whose menu is read from and written to pipes.</summary>
    public NodeProcess Piped(string hocon, int port, params string[] sets) => NodeProcess.Start(Space.Root, [.. Line(hocon, port, sets), "--console"]);

    /// <summary>A peer whose menu is in a pseudo-terminal.</summary>
    /// <remarks>When it ended, its exit code is shown, and how it leaves the terminal: what is typed is shown, and comes in whole lines.</remarks>
    public Task<Terminal> TerminalAsync(string hocon, int port, params string[] sets) => Terminal.StartAsync(
        Space.Root, null, 100, 40,
        [
            "sh", "-c", "trap : INT; \"$@\"; echo \"exit code $?\"; stty -a | grep -ow -e '-\\?icanon' -e '-\\?echo'; trap - INT; exec cat", "sh",
            "dotnet", Programs.Node, .. Line(hocon, port, sets), "--console",
        ]);

    /// <summary>How many seed and fetch a torrent, as the tracker says.</summary>
    public async Task<(int Seeders, int Leechers)?> CountsAsync(string name)
    {
        var (_, output, _) = await NodeProcess.RunAsync(Space.Root, "list", "--tracker", Text($"127.0.0.1:{TrackerPort}"), "--json");
        foreach (var line in output.Split('\n').Where(l => l.Contains("\"torrent\"", StringComparison.Ordinal)))
        {
            using var json = System.Text.Json.JsonDocument.Parse(line);
            if (json.RootElement.GetProperty("name").GetString() == name)
                return (json.RootElement.GetProperty("seeders").GetInt32(), json.RootElement.GetProperty("leechers").GetInt32());
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await Tracker.DisposeAsync();
        Space.Dispose();
    }

    private IEnumerable<string> Line(string hocon, int port, string[] sets)
    {
        string[] all =
        [
            Text($"akka.remote.dot-netty.tcp.port={port}"), Text($"akka.p2p.peer.trackers=[\"127.0.0.1:{TrackerPort}\"]"),
            "akka.p2p.node.get=[]", "akka.p2p.node.share=[]", NoConsoles, .. sets,
        ];
        return ["node", "--config", Workspace.Hocon(hocon), .. all.SelectMany(set => new[] { "--set", set })];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
