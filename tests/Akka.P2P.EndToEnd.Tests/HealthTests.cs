namespace Akka.P2P.EndToEnd.Tests;

public sealed class HealthTests : IDisposable
{
    private readonly Workspace _space = new();

    public void Dispose() => _space.Dispose();

    [Theory(DisplayName = "S1.15: health ends with 0 while the node answers and names its role, and with 4 when the process is stopped, though its port still accepts")]
    [InlineData("tracker")]
    [InlineData("peer")]
    public async Task Health_of_a_node(string role)
    {
        await File.WriteAllTextAsync(_space.In("node.hocon"), $"akka.p2p.node.roles = [{role}]");
        await using var node = NodeProcess.Start(_space.Root, "node", "--config", "node.hocon", "--bind", "127.0.0.1:0", "--json");
        var address = (await node.EventAsync("ready")).GetProperty("address").GetString()!;

        var (up, output, errors) = await NodeProcess.RunAsync(_space.Root, "health", address);
        Assert.True(up == 0, errors);
        Assert.Contains($"{address} is up: {role}.", output, StringComparison.Ordinal);

        node.Signal("STOP");
        var (hung, _, sentence) = await NodeProcess.RunAsync(_space.Root, "health", address, "--set", "akka.p2p.node.tracker-timeout=2s");
        node.Signal("CONT");
        Assert.Equal(4, hung);
        Assert.Contains(address, Assert.Single(sentence.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "health of an address where nothing listens ends at once with 4")]
    public async Task Nothing_listens()
    {
        var (exitCode, _, errors) = await NodeProcess.RunAsync(_space.Root, "health", "127.0.0.1:1");

        Assert.Equal(4, exitCode);
        Assert.Contains("127.0.0.1:1 (connection refused)", errors, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "list wants no data folder, so that it runs beside a node with the node's own environment")]
    public async Task List_beside_a_node()
    {
        await File.WriteAllTextAsync(_space.In("node.hocon"), "akka.p2p.node.roles = [tracker]");
        var environment = new Dictionary<string, string> { ["AKKA__P2P__NODE__DATA_DIR"] = _space.In("state") };
        await using var node = NodeProcess.Start(_space.Root, environment, "node", "--config", "node.hocon", "--bind", "127.0.0.1:0", "--json");
        var address = (await node.EventAsync("ready")).GetProperty("address").GetString()!;

        await using var list = NodeProcess.Start(_space.Root, environment, "list", "--tracker", address);

        Assert.True(await list.ExitAsync() == 0, list.ToString());
    }
}
