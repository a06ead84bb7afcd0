namespace Petabridge.Cmd.Tests;

using System.Text.Json;
using Akka.Actor;
using Akka.Configuration;
using Petabridge.Cmd.Remote;
using Petabridge.Cmd.Tests.Support;
using Xunit.Abstractions;

/// <summary>Palettes that look at another node, over remoting as it is.</summary>
public sealed class TwoNodesSpecs(ITestOutputHelper output) : PbmSpec(output, Remoting)
{
    private const string Remoting = "akka.actor.provider = remote\nakka.remote.dot-netty.tcp { hostname = \"127.0.0.1\", port = 0 }";

    private readonly ActorSystem _other = ActorSystem.Create("other", ConfigurationFactory.ParseString(Remoting));

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _other.Terminate();
    }

    [Fact(DisplayName = "remote associations shows a node that was spoken to, and actor hierarchy asks its actors who they are")]
    public async Task Other_node()
    {
        Host.RegisterCommandPalette(RemoteCommands.Instance);
        var client = await ClientAsync(tcp: true);
        _other.ActorOf(Props.Create(() => new Parent()), "parent");
        var address = ((ExtendedActorSystem)_other).Provider.DefaultAddress;

        // As long as it takes on a busy machine: who hasn't answered in time isn't shown.
        IReadOnlyList<CommandResponse> lines = [];
        await AwaitAssertAsync(
            async () =>
            {
                lines = await RunAsync(client, $"actor hierarchy -s {address} -d 2 -t 2");
                Assert.Equal([$"{address}/user", $"{address}/user/parent", $"{address}/user/parent/child"], lines.SkipLast(1).Select(line => line.Msg.Split(' ')[0]));
            },
            Patience);

        Assert.Equal("3 actors, incomplete: only what answered within 2 s a level", lines[^1].Msg);
        var known = JsonDocument.Parse((await RunAsync(client, "remote associations --json"))[0].Msg).RootElement;
        Assert.Equal(address.ToString(), known.GetProperty("address").GetString());
        Assert.True(known.GetProperty("inbound").GetBoolean() || known.GetProperty("outbound").GetBoolean());
        Assert.False(known.GetProperty("quarantined").GetBoolean());
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent()
        {
            Context.ActorOf(Props.Create(() => new Child()), "child");
        }
    }

    private sealed class Child : ReceiveActor;
}
