namespace Akka.P2P.Fuzz.Tests;

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Akka.Actor;
using Akka.Event;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Storage;
using Akka.P2P.Storage.Hashing;
using Akka.P2P.Testing;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Remote.Wire;
using Akka.Serialization;
using Google.Protobuf;
using Xunit.Abstractions;

/// <summary>Real nodes on loopback, and somebody who means no good.</summary>
public sealed class HostileNetworkTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly List<NodeHost> _hosts = [];
    private NodeHost _node = null!;
    private TorrentId _torrent;

    public async Task InitializeAsync()
    {
        // By default it hangs up after 15 s on who says nothing; those who stay are to stay here for as long as a test takes.
        _node = await StartAsync("node", "akka.p2p.node.roles=[tracker, peer]", "akka.remote.handshake-timeout=600s");
        _torrent = await ShareAsync(_node, "data.bin", 3 << 20);
    }

    public async Task DisposeAsync()
    {
        foreach (var host in Enumerable.Reverse(_hosts))
            await host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact(DisplayName = "Mutated frames and hostile messages restart neither actor nor node, load no assembly that they name, and the node goes on serving")]
    public async Task Storm()
    {
        const int Seed = 4711;
        output.WriteLine($"seed {Seed}");
        var system = _node.System;
        Assert.DoesNotContain(HostileFrames.NamedAssembly, Assemblies());
        var storm = new Storm(EndPointOf(_node), Seed, seed => new HostileFrames(seed, AddressOf(_node), [_torrent]));

        await storm.RunAsync(6_000, lanes: 2, new CancellationTokenSource(Patience).Token);

        output.WriteLine($"{storm.Sent} frames over {storm.Connections} connections, {storm.Answered} bytes came back");
        Assert.True(storm.Sent >= 6_000);
        Assert.True(_errors.IsEmpty, $"seed {Seed}: {string.Join("\n", _errors.Take(5))}");
        await FetchAsync("after");
        Assert.True(_errors.IsEmpty, $"seed {Seed}: {string.Join("\n", _errors.Take(5))}");
        // A node that starts its actor system anew serves on, and nothing above notices.
        Assert.Same(system, _node.System);
        // The runtime loads parts of its own as it needs them; what only the frames name must stay where it is.
        Assert.DoesNotContain(HostileFrames.NamedAssembly, Assemblies());
    }

    [Fact(DisplayName = "No type outside the allow-list is ever constructed, wherever in a message it stands and whichever serializer it asks for")]
    public async Task Allow_list()
    {
        using var attacker = ActorSystem.Create("attacker", "akka.loglevel = OFF");
        var open = new HyperionSerializer((ExtendedActorSystem)attacker, HyperionSerializerSettings.Default.WithDisallowUnsafeType(false));
        var shapes = Canary.Shapes().Select(open.ToBinary).ToList();
        // The canary sings where nothing forbids it: what is looked for below can be seen.
        Canary.Forget();
        open.FromBinary(shapes[0], null!);
        Assert.NotEqual(0, Canary.Seen());
        var name = typeof(Canary).AssemblyQualifiedName!;
        var messages = shapes.Select(bytes => (bytes, -5, ""))
            .Concat(shapes.Select(bytes => (bytes, 1001, "S")))
            .Append((Encoding.UTF8.GetBytes($$"""{"$type":"{{name}}"}"""), 1, name))
            .Append((Encoding.UTF8.GetBytes($$"""{"$type":"{{name}}"}"""), 1002, name))
            .Append(([], 2, name)).Append(([], 4, name))
            .Append((new StatusFailureData { Cause = new ExceptionData { TypeName = name, Message = "m" } }.ToByteArray(), 16, "STF"))
            .Append((new StatusFailureData { Cause = new ExceptionData { TypeName = "Akka.P2P.Fuzz.Canary, Akka.P2P.Fuzz", Message = "m" } }.ToByteArray(), 16, "STF")).ToList();
        Canary.Forget();

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(EndPointOf(_node));
        await socket.SendAsync(ControlFrames.Associate(new AddressData { Protocol = "tcp", System = "evil", Hostname = "127.0.0.1", Port = 1 }, 1));
        foreach (var (bytes, serializer, manifest) in messages)
        {
            foreach (var path in new[] { "/user/tracker", "/user/peer", "/user/peer/seeders" })
                await socket.SendAsync(Frame(AddressOf(_node) + path, bytes, serializer, manifest));
        }

        // The last one is answered, and one connection is read in its order: so all before it have been read.
        await socket.SendAsync(Frame(AddressOf(_node) + "/user/tracker", new IdentifyData().ToByteArray(), 16, "ID"));
        var buffer = new byte[1 << 16];
        var heard = "";
        while (!heard.Contains("/user/tracker", StringComparison.Ordinal))
        {
            var received = await socket.ReceiveAsync(buffer).WaitAsync(Patience);
            Assert.True(received > 0, "the node hung up");
            heard += Encoding.Latin1.GetString(buffer, 0, received);
        }

        Assert.Equal(0, Canary.Seen());
        Assert.True(_errors.IsEmpty, string.Join("\n", _errors.Take(5)));
    }

    [Fact(DisplayName = "Seed fault: idle connections block the tracker")]
    public async Task Idle_connections()
    {
        // The seed gives each connection a thread and waits for it to speak. Here 500 say nothing, or half a handshake, and stay.
        var crowd = new List<Socket>();
        try
        {
            for (var i = 0; i < 500; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                crowd.Add(socket);
                await socket.ConnectAsync(EndPointOf(_node));
                if (i % 2 == 0)
                    await socket.SendAsync(new byte[] { 40, 0, 0, 0, 0x12 });
            }

            // A new peer registers, finds the torrent at the tracker and fetches it while they are all there.
            await FetchAsync("newcomer");
            Assert.All(crowd, socket => Assert.True(socket.Connected && !(socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0), "the crowd was still there"));
            Assert.True(_errors.IsEmpty, string.Join("\n", _errors.Take(5)));
        }
        finally
        {
            foreach (var socket in crowd)
                socket.Dispose();
        }
    }

    [Theory(DisplayName = "Garbage is shown the door, and the next peer finds it open")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001")]
    [InlineData("\u007f\u007f\u007f\u007f two gigabytes")]
    [InlineData("\u0000\u0000\u0000\u0000")]
    [InlineData("\u0005\u0000\u0000\u0000hello")]
    public async Task Garbage(string text)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(EndPointOf(_node));
        await socket.SendAsync(Encoding.Latin1.GetBytes(text));
        var buffer = new byte[100];
        var received = 0;
        try
        {
            received = await socket.ReceiveAsync(buffer).WaitAsync(Patience);
        }
        catch (SocketException)
        {
            // A reset is an end as well.
        }

        Assert.Equal(0, received);
        await FetchAsync("next");
        Assert.True(_errors.IsEmpty, string.Join("\n", _errors.Take(5)));
    }

    private static IPEndPoint EndPointOf(NodeHost host) => new(IPAddress.Loopback, host.Self.Address.Port);

    private static string AddressOf(NodeHost host) => $"akka.tcp://p2p@127.0.0.1:{host.Self.Address.Port}";

    private static byte[] Frame(string recipient, byte[] message, int serializer, string manifest)
    {
        var layout = new EnvelopeLayout(
            Encoding.UTF8.GetBytes(recipient), "akka.tcp://evil@127.0.0.1:1/user/x"u8, message.Length, serializer, Encoding.UTF8.GetBytes(manifest), Pdu.NoSequence);
        var frame = new byte[layout.HeadLength + message.Length + layout.TailLength];
        layout.WriteHead(frame);
        message.CopyTo(frame, layout.HeadLength);
        layout.WriteTail(frame.AsSpan(layout.HeadLength + message.Length));
        return frame;
    }

    private static HashSet<string> Assemblies() => [.. AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name!)];

    private async Task<TorrentId> ShareAsync(NodeHost host, string name, int size)
    {
        var path = _folder["source/" + name];
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        await File.WriteAllBytesAsync(path, bytes);
        var hashed = await new TorrentHasher(2).HashAsync(path, null, CancellationToken.None);
        await host.ShareAsync(hashed.Metainfo, SourceStore.Open(hashed));
        await Publication.UntilListedAsync(host, hashed.Metainfo.Id, CancellationToken.None);
        return hashed.Metainfo.Id;
    }

    private async Task FetchAsync(string name)
    {
        var folder = _folder.Folder(name);
        var peer = await StartAsync(name, $"akka.p2p.peer.trackers=[\"{_node.Self.Address}\"]", $"akka.p2p.node.download-dir={folder}");
        using var limit = new CancellationTokenSource(Patience);
        // By its id alone: so the tracker answers, and names the peer that has it.
        Assert.Contains(await peer.ListAsync(_torrent.ToString()), t => t.Torrent == _torrent);
        await peer.DownloadAsync(_torrent, null, Targets.In(folder), []);
        await foreach (var happened in peer.EventsAsync(limit.Token))
        {
            if (happened is PeerEvents.DownloadFailed failed)
                Assert.Fail(failed.Reason);
            if (happened is PeerEvents.DownloadFinished)
                break;
        }

        Assert.Equal(await File.ReadAllBytesAsync(_folder["source/data.bin"]), await File.ReadAllBytesAsync(Path.Combine(folder, "data.bin")));
    }

    private async Task<NodeHost> StartAsync(string name, params string[] sets)
    {
        var config = HoconLayers.Build(
            null, [$"akka.p2p.node.name={name}", "akka.remote.dot-netty.tcp.hostname=127.0.0.1", "akka.loglevel=ERROR", .. sets], "", new Dictionary<string, string>());
        var host = await NodeHost.StartAsync(config);
        _hosts.Add(host);
        host.System.EventStream.Subscribe(host.System.ActorOf(Props.Create(() => new Listener(_errors)), "listener"), typeof(Error));
        return host;
    }

    private sealed class Listener(ConcurrentQueue<string> errors) : UntypedActor
    {
        protected override void OnReceive(object message) => errors.Enqueue(message.ToString()!);
    }
}
