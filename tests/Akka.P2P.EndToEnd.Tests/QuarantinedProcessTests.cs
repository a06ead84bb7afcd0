namespace Akka.P2P.EndToEnd.Tests;

using System.Diagnostics;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote;

/// <summary>A real process that somebody has quarantined: what a laptop that slept meets when another program watches its actors.</summary>
public sealed class QuarantinedProcessTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(30);
    private readonly Workspace _space = new();

    public void Dispose() => _space.Dispose();

    [Fact(DisplayName = "A seeder and a tracker that were stopped and quarantined rebuild themselves inside their processes, with id, port and catalogue, and serve again within 30 s")]
    public async Task Quarantined()
    {
        var source = _space.WriteFile("kept.bin", 3_000_000);
        await using var tracker = Node("tracker", "akka.p2p.node.roles = [tracker]");
        var trackerAddress = (await tracker.EventAsync("ready")).GetProperty("address").GetString()!;
        await using var seeder = Node("seeder", $"akka.p2p.peer.trackers = [\"{trackerAddress}\"]", $"akka.p2p.node.share = [\"{source}\"]");
        var seederAddress = (await seeder.EventAsync("ready")).GetProperty("address").GetString()!;
        await seeder.EventAsync("published");

        using var watcher = ActorSystem.Create("watcher", ConfigurationFactory.ParseString(
            $$"""
            akka {
              loglevel = OFF
              stdout-loglevel = OFF
              actor.provider = remote
              remote {
                dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
                watch-failure-detector {
                  implementation-class = "{{typeof(TellingDetector).AssemblyQualifiedName}}"
                  heartbeat-interval = 200ms, acceptable-heartbeat-pause = 1s, expected-response-after = 200ms, unreachable-nodes-reaper-interval = 200ms
                }
              }
            }
            """));
        foreach (var (process, path) in new[] { (tracker, $"{trackerAddress}/user/tracker"), (seeder, $"{seederAddress}/user/peer") })
            await QuarantineAsync(watcher, process, path);
        // The last of them was woken just now.
        var began = Stopwatch.GetTimestamp();

        foreach (var process in new[] { tracker, seeder })
        {
            var rebuilt = await process.EventAsync("rebuilt");
            Assert.Contains("127.0.0.1", rebuilt.GetProperty("quarantinedBy").GetString(), StringComparison.Ordinal);
        }

        // The tracker has it from the seeder again: from here on others are served. How long a process takes to start is no part of it.
        await seeder.EventAsync("published");
        var served = Stopwatch.GetElapsedTime(began);
        Assert.True(served <= Promise, $"served again after {served}\n{tracker}\n{seeder}");

        var id = (await NodeProcess.RunAsync(_space.Root, "id", source)).Output.Trim();
        await using var get = NodeProcess.Start(
            _space.Root, "get", id, "--to", _space.Folder("target"), "--tracker", trackerAddress, "--bind", "127.0.0.1:0", "--wait", "2m", "--json");
        var sources = await get.EventAsync("done");
        Assert.Equal(Workspace.IndependentHash(source), Workspace.IndependentHash(_space.In("target", "kept.bin")));
        Assert.Equal(0, await get.ExitAsync());
        Assert.True(sources.GetProperty("verified").GetBoolean());
        foreach (var process in new[] { seeder, tracker })
        {
            process.Signal("TERM");
            Assert.Equal(0, await process.ExitAsync());
        }
    }

    /// <summary>By the way it happens in life: a watch that crosses a link, and a silence.</summary>
    private static async Task QuarantineAsync(ActorSystem watcher, NodeProcess process, string path)
    {
        var (watching, quarantined) = (Signal(), Signal());
        watcher.ActorOf(Props.Create(() => new Watcher($"akka.tcp://p2p@{path}", watching, quarantined)));
        await watching.Task.WaitAsync(Patience);
        process.Signal("STOP");
        await quarantined.Task.WaitAsync(Patience);
        process.Signal("CONT");
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeProcess Node(string name, params string[] lines)
    {
        var config = _space.In($"{name}.hocon");
        File.WriteAllLines(config,
        [
            $"akka.p2p.node {{ name = {name}, data-dir = \"{_space.Folder(name)}\" }}",
            "akka.remote.dot-netty.tcp.hostname = \"127.0.0.1\"",
            // As it is by default nobody can watch a node's actors at all; here somebody must.
            "akka.remote.untrusted-mode = off",
            .. lines,
        ]);
        return NodeProcess.Start(_space.Root, "node", "--config", config, "--json");
    }

    private sealed class Watcher(string path, TaskCompletionSource watching, TaskCompletionSource quarantined) : UntypedActor
    {
        protected override void PreStart()
        {
            Context.System.EventStream.Subscribe(Self, typeof(QuarantinedEvent));
            Context.System.EventStream.Subscribe(Self, typeof(TellingDetector.Heard));
            Context.ActorSelection(path).Tell(new Identify(path), Self);
        }

        protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case ActorIdentity { Subject: { } there }:
                    Context.Watch(there);
                    break;
                case TellingDetector.Heard { Count: > 1 }:
                    watching.TrySetResult();
                    break;
                case QuarantinedEvent:
                    quarantined.TrySetResult();
                    break;
                default:
                    break;
            }
        }
    }
}
