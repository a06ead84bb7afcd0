namespace Akka.P2P.Commands.Tests.Nodes;

using Akka.Actor;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Commands.Nodes;
using Akka.P2P.Protocol;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;
using Xunit.Abstractions;

public sealed class NodePaletteSpecs : PaletteSpec
{
    private readonly IActorRef _handler;

    public NodePaletteSpecs(ITestOutputHelper output)
        : base(output) => _handler = Handler(new NodePaletteHandler(Node.Ref));

    [Fact(DisplayName = "config: key, value and layer, in columns and as JSON")]
    public void Config()
    {
        NodeCommands.Configuration config = new([
            new NodeCommands.ConfigurationEntry("akka.p2p.node.name", "me", "command line", false),
            new NodeCommands.ConfigurationEntry("akka.p2p.pbm.token", "******", "environment", true),
        ]);
        Type("config akka.p2p");
        Assert.Equal(new NodeCommands.GetConfiguration("akka.p2p", Everything: false), Node.ExpectMsg<NodeCommands.GetConfiguration>());
        Node.Reply(config);
        Assert.Equal(
            """
            KEY                 VALUE   FROM
            akka.p2p.node.name  me      command line
            akka.p2p.pbm.token  ******  environment
            """.ReplaceLineEndings("\n"),
            ReadAll());
        Type("config --all --json");
        Assert.Equal(new NodeCommands.GetConfiguration("", Everything: true), Node.ExpectMsg<NodeCommands.GetConfiguration>());
        Node.Reply(config);
        Assert.StartsWith("""{"config":[{"key":"akka.p2p.node.name","value":"me","from":"command line","secret":false},""", ReadAll(), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "metrics: bytes in human units, exact in JSON; a prefix picks")]
    public void Metrics()
    {
        NodeCommands.Metrics metrics = new([
            new NodeCommands.Measurement("p2p.bytes.sent", "", "By", "Bytes sent.", 2048),
            new NodeCommands.Measurement("p2p.chunks.failed", "Corrupt", "{chunk}", "Failed.", 3),
        ]);
        Type("metrics");
        Node.ExpectMsg<NodeCommands.GetMetrics>();
        Node.Reply(metrics);
        Assert.Equal(
            """
            NAME                          VALUE  WHAT
            p2p.bytes.sent             2.00 KiB  Bytes sent.
            p2p.chunks.failed Corrupt         3  Failed.
            """.ReplaceLineEndings("\n"),
            ReadAll());
        Type("metrics p2p.bytes --json");
        Node.ExpectMsg<NodeCommands.GetMetrics>();
        Node.Reply(metrics);
        Assert.Equal("""{"metrics":[{"name":"p2p.bytes.sent","tag":null,"unit":"By","value":2048}]}""", ReadAll());
    }

    [Fact(DisplayName = "limit: shows what holds and what is configured, and orders what is typed; 0 is no limit, config the configuration's")]
    public void Limit()
    {
        NodeCommands.RateLimits limits = new(
            null, "", new NodeCommands.RatePair(10 << 20, null), new NodeCommands.RatePair(10 << 20, null), new NodeCommands.RatePair(null, null));
        Type("limit");
        Assert.Equal(new NodeCommands.LimitRates(null, null, null), Node.ExpectMsg<NodeCommands.LimitRates>());
        Node.Reply(limits);
        Assert.Equal("up    10.0 MiB/s; configured is no limit\ndown  no limit", ReadAll());

        Type("limit --up 1.5MB --down 0 --json");
        Assert.Equal(
            new NodeCommands.LimitRates(null, new NodeCommands.RateOrder(1_500_000), new NodeCommands.RateOrder(null)), Node.ExpectMsg<NodeCommands.LimitRates>());
        Node.Reply(limits);
        Assert.Equal("""{"up":10485760,"down":null,"configuredUp":null,"configuredDown":null}""", ReadAll());

        Type("limit --up config");
        Assert.Equal(new NodeCommands.RateOrder(null, AsConfigured: true), Node.ExpectMsg<NodeCommands.LimitRates>().Up);
    }

    [Fact(DisplayName = "drain: what was not finished and who was silent are said; the limit is in seconds")]
    public void Drain()
    {
        Type("drain --within 2.5");
        Assert.Equal(TimeSpan.FromSeconds(2.5), Node.ExpectMsg<NodeCommands.Drain>().Limit);
        Node.Reply(new NodeCommands.Drained(2, [At(1)]));
        Assert.Equal(
            "The node is drained: it serves nobody, and has left its trackers.\n2 chunks that others had begun to fetch did not get done in time.\n"
            + "No confirmation from 10.0.0.1:8001: our lease there ends by itself.",
            ReadAll());
        Type("drain --json");
        Assert.Null(Node.ExpectMsg<NodeCommands.Drain>().Limit);
        Node.Reply(new NodeCommands.Drained(0, []));
        Assert.Equal("""{"drained":true,"unfinished":0,"silent":[]}""", ReadAll());
    }

    [Theory(DisplayName = "A limit that is none is refused, and the node hears nothing of it")]
    [InlineData("drain --within soon")]
    [InlineData("stop --within -1")]
    [InlineData("drain --within 999999")]
    public void Wrong_limit(string line)
    {
        Type(line);

        Assert.Contains("--within takes seconds", ReadAll(out var isError), StringComparison.Ordinal);
        Assert.True(isError);
        Type("metrics");
        Node.ExpectMsg<NodeCommands.GetMetrics>();
    }

    [Fact(DisplayName = "stop: drains, and the node is told to stop only when the console has taken the answer")]
    public void Stop()
    {
        Type("stop --json");
        Node.ExpectMsg<NodeCommands.Drain>();
        Node.Reply(new NodeCommands.Drained(0, []));
        Assert.Equal("""{"drained":true,"unfinished":0,"silent":[],"stopping":true}""", Console.ExpectMsg<CommandResponse>().Msg);
        Console.ExpectMsg<WhenTaken>();
        Node.ExpectNoMsg(TimeSpan.Zero);

        Console.Reply(Taken.Instance);

        Assert.True(Console.ExpectMsg<CommandResponse>().Final);
        Node.ExpectMsg<NodeCommands.Stop>();
    }

    [Fact(DisplayName = "stop --now: without a drain; a node that can't be drained is not stopped")]
    public void Stop_now()
    {
        Type("stop");
        Node.ExpectMsg<NodeCommands.Drain>();
        Node.Reply(new PeerCommands.CommandRefused(OperationCode.None, ReturnCode.Fail, "No."));
        Assert.Equal("No.", ReadAll(out var isError));
        Assert.True(isError);

        Type("stop --now");
        Assert.Equal("Stopping.", Console.ExpectMsg<CommandResponse>().Msg);
        Console.ExpectMsg<WhenTaken>();
        Console.Reply(Taken.Instance);
        Node.ExpectMsg<NodeCommands.Stop>();
    }

    private void Type(string line) => Console.Send(_handler, Parse(NodePalette.Palette, line));
}
