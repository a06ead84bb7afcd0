namespace Petabridge.Cmd.Tests;

using System.Text.Json;
using Akka.Actor;
using Akka.Event;
using Petabridge.Cmd.Common.Client;
using Petabridge.Cmd.Tests.Support;
using Xunit.Abstractions;

public sealed class BuiltinSpecs(ITestOutputHelper output) : PbmSpec(output, "akka.loglevel = INFO\npetabridge.cmd.log-history = 5")
{
    private IPbmClient _client = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _client = await ClientAsync(tcp: true);
    }

    [Fact(DisplayName = "actor system prints the address")]
    public async Task Address_is_printed() => Assert.Equal("akka://pbm", (await LastAsync(_client, "actor system")).Msg);

    [Fact(DisplayName = "actor hierarchy prints one path a line, whole, and the sum at the end")]
    public async Task Hierarchy()
    {
        var root = Sys.ActorOf(Props.Create(() => new Branch(2, 3)), "tree");
        await root.Ask<int>("grown", Patience);

        var lines = await RunAsync(_client, "actor hierarchy -s /user/tree");

        Assert.Equal(
            ["/user/tree", "/user/tree/0", "/user/tree/0/0", "/user/tree/0/1", "/user/tree/0/2", "/user/tree/1"],
            lines.Take(6).Select(line => line.Msg));
        Assert.Equal("13 actors", lines[^1].Msg);
        Assert.Equal(14, lines.Count);
    }

    [Fact(DisplayName = "actor hierarchy marks what the depth cuts, and depth 0 shows the start alone")]
    public async Task Depth()
    {
        var root = Sys.ActorOf(Props.Create(() => new Branch(2, 3)), "tree");
        await root.Ask<int>("grown", Patience);

        Assert.Equal(
            ["/user/tree [incomplete: 3 below, by the depth]", "1 actor, incomplete: 1 cut by the depth"],
            (await RunAsync(_client, "actor hierarchy -s /user/tree/ -d 0")).Select(line => line.Msg));
        var json = (await RunAsync(_client, "actor hierarchy -s akka://pbm/user/tree -d 1 --json")).Select(line => JsonDocument.Parse(line.Msg).RootElement).ToList();
        Assert.Equal(["/user/tree", "/user/tree/0", "/user/tree/1", "/user/tree/2"], json.SkipLast(1).Select(line => line.GetProperty("path").GetString()));
        Assert.False(json[^1].GetProperty("complete").GetBoolean());
        Assert.Equal(4, json[^1].GetProperty("actors").GetInt32());
    }

    [Fact(DisplayName = "actor hierarchy of more actors than a page holds is whole, and always the same")]
    public async Task Many_actors()
    {
        var root = Sys.ActorOf(Props.Create(() => new Branch(1, 2500)), "tree");
        await root.Ask<int>("grown", Patience);

        var first = await RunAsync(_client, "actor hierarchy -s /user/tree");

        Assert.Equal("2501 actors", first[^1].Msg);
        Assert.Equal(first, await RunAsync(_client, "actor hierarchy -s /user/tree"));
    }

    [Theory(DisplayName = "actor hierarchy says what is wrong with a start, a depth or a time")]
    [InlineData("-s /user/nobody", "There is no actor 'nobody' below /user.")]
    [InlineData("-s /nowhere", "it must begin with /user or /system")]
    [InlineData("-s akka.tcp://", "is no address of an actor")]
    [InlineData("-d x", "'x' can't be the depth")]
    [InlineData("-t 61", "a whole number up to 60")]
    public async Task Wrong_hierarchy(string arguments, string error)
    {
        var answer = Assert.Single(await RunAsync(_client, $"actor hierarchy {arguments}"));

        Assert.True(answer.IsError);
        Assert.Contains(error, answer.Msg, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "actor hierarchy of a node that doesn't answer says so after its time")]
    public async Task Silent_node()
    {
        var answer = Assert.Single(await RunAsync(_client, "actor hierarchy -s akka.tcp://p2p@127.0.0.1:1 -t 0"));

        Assert.True(answer.IsError);
        Assert.StartsWith("akka.tcp://p2p@127.0.0.1:1/user did not answer", answer.Msg, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "log peek shows the last lines that are remembered, by number and level")]
    public async Task Peek()
    {
        for (var i = 0; i < 10; i++)
            Sys.Log.Info("line {0}", i);
        Sys.Log.Warning("careful");
        await AwaitAssertAsync(async () => Assert.Contains("careful", (await RunAsync(_client, "log peek"))[^2].Msg, StringComparison.Ordinal), Patience);

        var lines = await RunAsync(_client, "log peek");
        Assert.Equal(["line 6", "line 7", "line 8", "line 9", "careful", ""], lines.Select(line => line.Msg.Split(" - ")[^1]));
        Assert.Equal(["line 9", "careful", ""], (await RunAsync(_client, "log peek -n 2")).Select(line => line.Msg.Split(" - ")[^1]));
        var json = JsonDocument.Parse((await RunAsync(_client, "log peek -l warning --json"))[0].Msg).RootElement;
        Assert.Equal(("WARNING", "careful"), (json.GetProperty("level").GetString(), json.GetProperty("message").GetString()));
        Assert.True((await LastAsync(_client, "log peek -n x")).IsError);
        Assert.Contains("'loud' is no level", (await LastAsync(_client, "log peek -l loud")).Msg, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "log tail shows what is written from now on, log write writes, and leaving the tail ends it")]
    public async Task Tail()
    {
        var tail = await _client.ExecuteTextCommandAsync("log tail -l warning");
        await AwaitAssertAsync(async () => Assert.Contains((await RunAsync(_client, "actor hierarchy -s /user/petabridge.cmd")).Select(line => line.Msg), line => line.Contains("/log/$", StringComparison.Ordinal)), Patience);

        Assert.Equal(CommandResponse.Empty, await LastAsync(_client, "log write -m 'not shown'"));
        Assert.Equal(CommandResponse.Empty, await LastAsync(_client, "log write -m 'look here' -l error"));
        await foreach (var line in tail.Stream)
        {
            Assert.Contains(" - ERROR - ", line.Msg, StringComparison.Ordinal);
            Assert.EndsWith("look here", line.Msg, StringComparison.Ordinal);
            Assert.Contains("petabridge.cmd/127.0.0.1%3A", line.Msg, StringComparison.Ordinal);
            break;
        }

        await AwaitAssertAsync(async () => Assert.DoesNotContain((await RunAsync(_client, "actor hierarchy -s /user/petabridge.cmd")).Select(line => line.Msg), line => line.Contains("/log/$", StringComparison.Ordinal)), Patience);
    }

    [Fact(DisplayName = "log write says so when the node's level leaves the line out")]
    public async Task Write_below_level() =>
        Assert.Contains("akka.loglevel", (await LastAsync(_client, "log write -m x -l debug")).Msg, StringComparison.Ordinal);

    [Fact(DisplayName = "system tells the time, the versions, the engine, and where consoles come in")]
    public async Task System_palette()
    {
        Assert.Matches(@"^(\d+[dhms] ?)+$", (await LastAsync(_client, "system uptime")).Msg);
        Assert.Contains("Petabridge.Cmd.Host", (await LastAsync(_client, "system version")).Msg, StringComparison.Ordinal);
        Assert.StartsWith(typeof(ActorSystem).Assembly.GetName().Version!.Major >= 1 ? "Akka.NET" : "Akka of the tree", (await LastAsync(_client, "system engine")).Msg, StringComparison.Ordinal);
        var json = JsonDocument.Parse((await LastAsync(_client, "system info --json")).Msg).RootElement;
        Assert.Equal($"127.0.0.1:{Address.Port}", json.GetProperty("pbm").GetString());
        Assert.Equal(Environment.ProcessId, json.GetProperty("process").GetInt32());
        Assert.True(json.GetProperty("uptime").GetDouble() > 0);
    }

    /// <summary>Has so many levels of so many children below it.</summary>
    private sealed class Branch : ReceiveActor
    {
        public Branch(int levels, int children)
        {
            for (var i = 0; levels > 0 && i < children; i++)
                Context.ActorOf(Props.Create(() => new Branch(levels - 1, children)), $"{i}");
            ReceiveAsync<string>(async _ =>
            {
                foreach (var child in Context.GetChildren().ToList())
                    await child.Ask<int>("grown");
                Sender.Tell(1);
            });
        }
    }
}
