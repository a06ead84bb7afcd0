namespace Akka.P2P.MultiNode.Tests;

using Akka.P2P.Core.Identity;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Testing;

/// <summary>Nodes of one swarm, each an ActorSystem of its own in this process, over real loopback TCP.</summary>
internal sealed class SwarmNodes : IAsyncDisposable
{
    private readonly List<NodeHost> _hosts = [];

    public TempFolder Folder { get; } = new();

    public Task<NodeHost> TrackerAsync() => StartAsync("tracker", "akka.p2p.node.roles=[tracker]");

    public Task<NodeHost> PeerAsync(string name, PeerAddress tracker, params string[] sets) =>
        StartAsync(name, [$"akka.p2p.peer.trackers=[\"{tracker}\"]", $"akka.p2p.node.download-dir={Folder.Folder(name)}", .. sets]);

    /// <summary>The node leaves as asked.</summary>
    public async Task EndAsync(NodeHost host)
    {
        _hosts.Remove(host);
        await host.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
            await host.DisposeAsync();
        Folder.Dispose();
    }

    private async Task<NodeHost> StartAsync(string name, params string[] sets)
    {
        var config = HoconLayers.Build(
            null,
            [$"akka.p2p.node.name={name}", "akka.loglevel=ERROR", "akka.remote.dot-netty.tcp.hostname=127.0.0.1", .. sets],
            "",
            new Dictionary<string, string>());
        var host = await NodeHost.StartAsync(config);
        _hosts.Add(host);
        return host;
    }
}
