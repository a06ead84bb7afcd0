namespace Akka.P2P.Fuzz;

using System.Globalization;
using System.Net;
using System.Net.Sockets;

/// <summary>A folder with a file, and the ports and programs that the runs by hand need. In memory where there is such a file system.</summary>
internal sealed class Bed : IDisposable
{
    public Bed(int mebibytes)
    {
        Root = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"akka-p2p-hostile-{Environment.ProcessId}");
        Directory.CreateDirectory(Root);
        Source = Path.Combine(Root, "source.bin");
        using var file = File.Create(Source);
        var block = new byte[1 << 20];
        var random = new Random(1);
        for (var i = 0; i < mebibytes; i++)
        {
            random.NextBytes(block);
            file.Write(block);
        }
    }

    public string Root { get; }

    public string Source { get; }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public NodeChild Node(string roles, int port, int tracker, bool shares)
    {
        var hocon = Path.Combine(Root, $"{port}.hocon");
        File.WriteAllText(hocon, string.Create(CultureInfo.InvariantCulture, $$"""
            akka.p2p.node { name = n{{port}}, roles = [{{roles}}], share = [{{(shares ? $"\"{Source}\"" : "")}}] }
            akka.p2p.peer.trackers = ["127.0.0.1:{{tracker}}"]
            akka.remote.dot-netty.tcp { hostname = "127.0.0.1", port = {{port}} }
            """));
        return new NodeChild("node", "--config", hocon, "--json");
    }

    /// <summary>One download in a process of its own; MB/s.</summary>
    public async Task<double> FetchAsync(string id, int tracker, int port, Func<Task>? whenStarted = null)
    {
        var to = Path.Combine(Root, $"to-{port}-{Guid.NewGuid():N}");
        using var get = new NodeChild("get", id, "--tracker", $"127.0.0.1:{tracker}", "--to", to, "--bind", $"127.0.0.1:{port}", "--json");
        if (whenStarted is not null)
            await whenStarted();
        var done = await get.EventAsync("done", 180);
        var rate = done.GetProperty("bytes").GetInt64() / 1e6 / done.GetProperty("seconds").GetDouble();
        Directory.Delete(to, recursive: true);
        return rate;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
