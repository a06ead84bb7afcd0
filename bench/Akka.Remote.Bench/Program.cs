using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Bench;

// Akka.Remote.Bench [seconds] [ping | payload | slice | hyperion | large ...] [--tls FILE.pfx] starts a second process of itself (serve), which takes
// a free port of 127.0.0.1 and prints its address. Without a name it measures all; "slice" is the payload of 64 KiB alone, and "large" takes longer
// frames than the others.
if (args is ["serve", var frame, .. var how])
{
    using var server = Create("server", frame, how);
    server.ActorOf(Props.Create(() => new Echo()), "echo");
    server.ActorOf(Props.Create(() => new Sink()), "sink");
    Console.WriteLine(((ExtendedActorSystem)server).Provider.DefaultAddress);
    Console.ReadLine();
    Report("serving side");
    await server.Terminate();
    return;
}

var seconds = args is [var s, ..] && double.TryParse(s, out var said) ? said : 3;
string[] tls = args is [.., "--tls", var file] ? ["--tls", file] : [];
var names = args.Where(a => a is "ping" or "payload" or "slice" or "hyperion" or "large").ToList();
var warm = false;
bool Wanted(string name) => names.Count == 0 || names.Contains(name);

if (names is not ["large"])
{
    await WithPair("128000b", async (system, root, other) =>
    {
        if (Wanted("ping"))
        {
            await Pings(system, root);
        }

        foreach (var size in Wanted("payload") ? new[] { 16 * 1024, 64 * 1024, 100 * 1024 } : names.Contains("slice") ? [64 * 1024] : [])
        {
            await Upload(system, root, other, "custom", new Slab(new byte[size]), size);
            await Upload(system, root, other, "byte[]", new byte[size], size);
        }

        foreach (var size in Wanted("hyperion") ? new[] { 16 * 1024, 64 * 1024 } : [])
        {
            await Upload(system, root, other, "Hyperion", new Hyper(new byte[size]), size);
        }
    });
}

if (Wanted("large"))
{
    await WithPair("1200000b", async (system, root, other) =>
    {
        foreach (var size in new[] { 256 * 1024, 1024 * 1024 })
        {
            await Upload(system, root, other, "custom", new Slab(new byte[size]), size);
        }
    });
}

async Task WithPair(string frame, Func<ActorSystem, ActorPath, Process, Task> measure)
{
    using var other = Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, ["serve", frame, .. tls]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
    var address = Address.Parse(other.StandardOutput.ReadLine()!);
    using var system = Create("client", frame, tls);
    warm = false;
    await measure(system, new RootActorPath(address) / "user", other);
    Report("sending side");
    other.StandardInput.WriteLine();
    Console.WriteLine(other.StandardOutput.ReadToEnd().Trim());
    await system.Terminate();
}

async Task Pings(ActorSystem system, ActorPath root)
{
    var echo = await system.ActorSelection(root / "echo").ResolveOne(TimeSpan.FromSeconds(10));
    // What is spent on compiling at first says nothing.
    await PingPong.MeasureAsync(system, echo, clients: 1, inFlight: 100, seconds: 3);
    foreach (var clients in new[] { 1, 5, 10, 20, 30 })
    {
        var rate = await PingPong.MeasureAsync(system, echo, clients, inFlight: 100, seconds);
        Console.WriteLine($"ping-pong, {clients,2} clients with 100 in flight each: {rate,10:N0} msg/s");
    }
}

async Task Upload(ActorSystem system, ActorPath root, Process other, string what, object message, int size)
{
    var sink = await system.ActorSelection(root / "sink").ResolveOne(TimeSpan.FromSeconds(10));
    await Uploader.MeasureAsync(system, sink, message, size, window: 64, warm ? 0.2 : 3);
    warm = true;
    var allocated = GC.GetTotalAllocatedBytes();
    var (sending, receiving) = (Used(Process.GetCurrentProcess()), Used(other));
    var (rate, bytes) = await Uploader.MeasureAsync(system, sink, message, size, window: 64, seconds);
    var gigabytes = bytes / 1e9;
    Console.WriteLine(
        $"one way, {size / 1024,4} KiB {what,-8}: {rate / 1e6,8:N0} MB/s, {(Used(Process.GetCurrentProcess()) - sending).TotalSeconds / gigabytes:N2} + "
        + $"{(Used(other) - receiving).TotalSeconds / gigabytes:N2} CPU-s/GB, {(GC.GetTotalAllocatedBytes() - allocated) / (double)bytes:N2} bytes allocated per byte sent");
}

static TimeSpan Used(Process process)
{
    process.Refresh();
    return process.TotalProcessorTime;
}

static void Report(string who) => Console.WriteLine(
    $"{who}: {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:N1} CPU-s, {GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)} collections, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");

static ActorSystem Create(string name, string frame, string[] tls) => ActorSystem.Create(name, ConfigurationFactory.ParseString($$"""
    akka {
      loglevel = WARNING
      actor {
        provider = remote
        serializers {
          slab = "Akka.Remote.Bench.SlabSerializer, Akka.Remote.Bench"
          hyperion = "Akka.Serialization.HyperionSerializer, Akka.Serialization.Hyperion"
        }
        serialization-bindings {
          "Akka.Remote.Bench.Slab, Akka.Remote.Bench" = slab
          "Akka.Remote.Bench.Hyper, Akka.Remote.Bench" = hyperion
        }
      }
      remote.dot-netty.tcp {
        hostname = "127.0.0.1"
        port = 0
        maximum-frame-size = {{frame}}
        enable-ssl = {{(tls is [_, _] ? "on" : "off")}}
        ssl.certificate.path = "{{(tls is [_, var pfx] ? pfx : "")}}"
      }
    }
    """));
