using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Bench;

// Two processes on 127.0.0.1:  Akka.Remote.Bench serve PORT   and   Akka.Remote.Bench run PORT [seconds]
// Without arguments it starts the other process itself.
if (args is ["serve", var servePort])
{
    using var server = Create("server", int.Parse(servePort));
    server.ActorOf(Props.Create(() => new Echo()), "echo");
    server.ActorOf(Props.Create(() => new Sink()), "sink");
    Console.WriteLine("ready");
    Console.ReadLine();
    Report("serving side");
    await server.Terminate();
    return;
}

const int Port = 19321;
var seconds = args is [var s] ? double.Parse(s) : 3;
using var other = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["serve", $"{Port}"]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
other.StandardOutput.ReadLine();
using var system = Create("client", 0);
var root = new RootActorPath(new Address("akka.tcp", "server", "127.0.0.1", Port)) / "user";
var echo = await system.ActorSelection(root / "echo").ResolveOne(TimeSpan.FromSeconds(10));
var sink = await system.ActorSelection(root / "sink").ResolveOne(TimeSpan.FromSeconds(10));
foreach (var clients in new[] { 1, 5, 10, 20, 30 })
{
    var rate = await PingPong.MeasureAsync(system, echo, clients, inFlight: 100, seconds);
    Console.WriteLine($"ping-pong, {clients,2} clients with 100 in flight each: {rate,10:N0} msg/s");
}

foreach (var size in new[] { 16 * 1024, 64 * 1024, 100 * 1024 })
{
    foreach (var raw in new[] { false, true })
    {
        var allocated = GC.GetTotalAllocatedBytes();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var (rate, bytes) = await Uploader.MeasureAsync(system, sink, size, raw, window: 64, seconds);
        Console.WriteLine(
            $"one way, {size / 1024,3} KiB {(raw ? "byte[] " : "custom ")}: {rate / 1e6,8:N0} MB/s, {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds / (bytes / 1e9):N2} CPU-s/GB sending, "
            + $"{(GC.GetTotalAllocatedBytes() - allocated) / (double)bytes:N2} bytes allocated per byte");
    }
}

Report("sending side");
other.StandardInput.WriteLine();
Console.WriteLine(other.StandardOutput.ReadToEnd().Trim());
await system.Terminate();

static void Report(string who) => Console.WriteLine(
    $"{who}: {Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds:N1} CPU-s, {GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)} collections, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");

static ActorSystem Create(string name, int port) => ActorSystem.Create(name, ConfigurationFactory.ParseString($$"""
    akka {
      loglevel = WARNING
      actor {
        provider = remote
        serializers { slab = "Akka.Remote.Bench.SlabSerializer, Akka.Remote.Bench" }
        serialization-bindings { "Akka.Remote.Bench.Slab, Akka.Remote.Bench" = slab }
      }
      remote.dot-netty.tcp { hostname = "127.0.0.1", port = {{port}} }
    }
    """));
