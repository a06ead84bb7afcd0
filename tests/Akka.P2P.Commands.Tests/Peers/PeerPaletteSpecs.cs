namespace Akka.P2P.Commands.Tests.Peers;

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Commands.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Core.Talking;
using Akka.P2P.Protocol;
using Akka.P2P.Testing;
using Akka.TestKit;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;
using Xunit.Abstractions;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>The palette <c>peer</c> between a console and a node, both played by probes.</summary>
public sealed class PeerPaletteSpecs : P2PSpec
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly PeerAddress Tracker = new("10.0.0.9", 8888);
    private readonly TestProbe _node;
    private readonly TestProbe _console;
    private readonly IActorRef _handler;

    public PeerPaletteSpecs(ITestOutputHelper output)
        : base(output, virtualTime: true)
    {
        _node = CreateTestProbe();
        _console = CreateTestProbe();
        _handler = Sys.ActorOf(new PeerPaletteHandler(_node.Ref).HandlerProps);
    }

    [Fact(DisplayName = "S1.24: peer list shows everybody with address and trackers, and says which is this node")]
    public void List()
    {
        var list = new PeerList(Peer(1), [new ListedPeer(Peer(1), [Tracker]), new ListedPeer(Peer(2), [Tracker])], [new PeerAddress("10.0.0.8", 8888)]);
        Assert.Equal(
            [
                "PEER                              ADDRESS        TRACKERS",
                "00000000000000000000000000000001  10.0.0.1:8001         1  this node",
                "00000000000000000000000000000002  10.0.0.2:8002         1",
                "Tracker 10.0.0.8:8888 does not answer.",
            ],
            Text("list", list));
        var json = Json("list", list);
        Assert.Equal(Peer(2).Id.ToString(), (string?)json["peers"]![1]!["peer"]);
        Assert.Equal("10.0.0.9:8888", (string?)json["peers"]![1]!["trackers"]![0]);
    }

    [Fact(DisplayName = "S1.9: peer ping tells the round trip; several are told one by one, with least, mean and most at the end")]
    public void Ping()
    {
        Run("ping", ("", "ab"));
        Assert.Equal(new PingNamed("ab"), _node.ExpectMsg<PingNamed>(Patience));
        _node.Reply(Answer(1.5));
        Assert.Equal("Pong from 00000000 at 10.0.0.2:8002: 1.5 ms", Last().Msg);

        Run("ping", ("", "ab"), ("--count", "3"));
        foreach (var milliseconds in (double[])[1, 0, 3])
        {
            _node.ExpectMsg<PingNamed>(Patience);
            _node.Reply(milliseconds == 0 ? Refused(ReturnCode.Unreachable, "Peer x doesn't answer.") : Answer(milliseconds));
            Assert.False(_console.ExpectMsg<CommandResponse>(Patience).Final);
            Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("2 of 3 pings were answered, in 1 ms at least, 2 ms on average, 3 ms at most.", Last().Msg);

        Run("ping", ("", "ab"), ("--count", "0"));
        Assert.True(Last().IsError);
    }

    [Fact(DisplayName = "An ambiguous peer is refused with the candidates")]
    public void Ambiguous()
    {
        Run("ping", ("", "0"));
        _node.ExpectMsg<PingNamed>(Patience);
        _node.Reply(Refused(ReturnCode.BadRequest, "2 peers' ids begin with 0.") with { Candidates = ["0001 at a:1", "0002 at b:2"] });
        var last = Last();
        Assert.True(last.IsError);
        Assert.Contains("0002 at b:2", last.Msg, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "S1.10, S1.21: peer broadcast reports how many heard it, and who did not with the reason")]
    public void Broadcasts()
    {
        Delivery[] all = [new(Peer(2), null, TimeSpan.FromMilliseconds(4)), new(Peer(3), "Peer 3 doesn't answer.", TimeSpan.FromSeconds(10))];
        Assert.Equal(["00000000 at 10.0.0.3:8003: Peer 3 doesn't answer.", "1 of 2 peers heard it."], Text("broadcast", new BroadcastDone([.. all], []), ("", "hello")));
        Assert.Equal(1, (int?)Json("broadcast", new BroadcastDone([.. all], []), ("", "hello"))["delivered"]);
        Assert.Equal("No other peer is registered.", Assert.Single(Text("broadcast", new BroadcastDone([], []), ("", "hello"))));
    }

    [Fact(DisplayName = "S1.11: peer send follows a file to its end; whoever did not get it makes it an error, and a console that goes stops nothing")]
    public void Send()
    {
        var send = Guid.NewGuid();
        Run("send", ("", "/x/network.png"), ("--to", "ab"));
        Assert.Equal(new SendFile("/x/network.png", "ab"), _node.ExpectMsg<SendFile>(Patience));
        _node.Reply(new SendStarted(send, "/x/network.png", [Peer(2)]));
        Assert.Equal($"Transfer {send:n}: 1 receiver; reading /x/network.png", _console.ExpectMsg<CommandResponse>(Patience).Msg);
        Publish(new TalkEvents.SendHashed(send, "/x/network.png", default, "network.png", 2048));
        Assert.Equal("Offering network.png (2.00 KiB)", _console.ExpectMsg<CommandResponse>(Patience).Msg);
        Publish(new TalkEvents.SendChanged(Guid.NewGuid(), "other", 1, Receiver(TransferState.Received, 1)));
        Publish(new TalkEvents.SendChanged(send, "/x/network.png", 2048, Receiver(TransferState.Accepted, 1024)));
        Assert.Equal("00000000 at 10.0.0.2:8002: accepted, 50.0 %", _console.ExpectMsg<CommandResponse>(Patience).Msg);
        Publish(new TalkEvents.SendFinished(new SendStatus(send, "/x/network.png", "network.png", 2048, [Receiver(TransferState.Received, 2048)])));
        var last = Last();
        Assert.Equal(("1 of 1 receiver has it.", false), (last.Msg, last.IsError));

        Run("send", ("", "/x/network.png"), ("--all", ""), (Command.JsonSwitch, ""));
        Assert.Equal(new SendFile("/x/network.png", null), _node.ExpectMsg<SendFile>(Patience));
        _node.Reply(new SendStarted(send, "/x/network.png", [Peer(2)]));
        Assert.Equal("started", (string?)JsonNode.Parse(_console.ExpectMsg<CommandResponse>(Patience).Msg)!["event"]);
        Publish(new TalkEvents.SendFinished(new SendStatus(send, "/x/network.png", "network.png", 2048, [Receiver(TransferState.Declined, 0)])));
        var finished = JsonNode.Parse(_console.ExpectMsg<CommandResponse>(Patience).Msg)!;
        Assert.Equal(("finished", "declined"), ((string?)finished["event"], (string?)finished["receivers"]![0]!["state"]));
        Assert.True(Last().IsError);

        Run("send", ("", "/x/network.png"));
        Assert.True(Last().IsError);
        Run("send", ("", "/x/network.png"), ("--all", ""), ("--to", "ab"));
        Assert.True(Last().IsError);
        Run("send", ("", "nowhere"), ("--all", ""));
        _node.ExpectMsg<SendFile>(Patience);
        _node.Reply(Refused(ReturnCode.NotFound, "File not found: 'nowhere'."));
        Assert.Equal("File not found: 'nowhere'.", Last().Msg);
    }

    [Fact(DisplayName = "Ctrl+C ends the looking on: nothing more is told, and nothing more is asked")]
    public void Cancelled()
    {
        Run("ping", ("", "ab"), ("--count", "9"));
        _node.ExpectMsg<PingNamed>(Patience);
        _node.Reply(Answer(1));
        _console.ExpectMsg<CommandResponse>(Patience);
        var stream = _node.LastSender;
        Watch(stream);
        _handler.Tell(new CommandCancelled(new Command("peer", "ping", []), "Ctrl+C"), _console.Ref);
        ExpectTerminated(stream, Patience);
        Advance(TimeSpan.FromSeconds(5));
        _node.ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        _console.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact(DisplayName = "Offers are listed, accepted and declined by the beginning of their ids; transfers of ours are listed and cancelled")]
    public void Offers()
    {
        var id = new Guid("abcdef01-0000-0000-0000-000000000000");
        var offer = new OfferStatus(id, Peer(2), "two", default, "a b.bin", 4096, 1, TransferState.Offered, 0, TimeSpan.FromSeconds(3), ReturnCode.None, "");
        Assert.Equal(
            ["OFFER     FROM            NAME         SIZE  STATE", "abcdef01  00000000 (two)  a b.bin  4.00 KiB  offered"], Text("offers", new OfferList([offer])));
        Assert.Equal(4096, (long?)Json("offers", new OfferList([offer]))["offers"]![0]!["bytes"]);
        Assert.Equal(new AcceptOffer("abc"), Order("accept", offer with { State = TransferState.Accepted }, ("", "abc")));
        Assert.Equal(new DeclineOffer(""), Order("decline", offer with { State = TransferState.Declined }));
        var send = new SendStatus(id, "/x", "x", 4096, [Receiver(TransferState.Offered, 0)]);
        Assert.Equal(["abcdef01 /x (4.00 KiB)", "  00000000 at 10.0.0.2:8002: offered"], Text("sends", new SendList([send])));
        Assert.Equal(new CancelSend("abc"), Order("cancel", send, ("", "abc")));
    }

    [Fact(DisplayName = "The inbox, one peer and the counts are shown")]
    public void Others()
    {
        var message = new InboxMessage(Peer(2), "two", "hello", TimeSpan.FromSeconds(90));
        Assert.Equal(["1 min 30 s ago, two (00000000 at 10.0.0.2:8002): hello", "4 before these are gone."], Text("inbox", new InboxContent([message], 5)));
        Assert.Equal("hello", (string?)Json("inbox", new InboxContent([message], 5))["messages"]![0]!["text"]);
        Assert.Equal("Nobody has said anything.", Assert.Single(Text("inbox", new InboxContent([], 0))));
        var details = new PeerDetails(Peer(2), [Tracker], TimeSpan.FromMilliseconds(2), [message], []);
        Assert.Contains("Answers   in 2 ms", Text("show", details, ("", "ab")));
        Assert.Equal(0.002, (double?)Json("show", details, ("", "ab"))["roundTripSeconds"]);
        Assert.Contains("Answers   not", Text("show", details with { RoundTrip = null }, ("", "ab")));
        Assert.Equal(7, (long?)Json("stats", new TalkStats { Heard = 7 })["heard"]);
        Assert.Contains(Text("stats", new TalkStats { Heard = 7 }), line => line.Contains("heard 7", StringComparison.Ordinal));
    }

    private static SwarmPeer Peer(int number)
    {
        var bytes = new byte[PeerId.Size];
        bytes[^1] = (byte)number;
        return new SwarmPeer(new PeerId(bytes), new PeerAddress($"10.0.0.{number}", 8000 + number));
    }

    private static RecipientStatus Receiver(TransferState state, long held) => new(Peer(2), state, held, ReturnCode.None, "");

    private static PeerCommands.PeerAnswered Answer(double milliseconds) => new(Peer(2).Address, Peer(2).Id, TimeSpan.FromMilliseconds(milliseconds));

    private static PeerCommands.CommandRefused Refused(ReturnCode code, string reason) => new(OperationCode.None, code, reason);

    private void Publish(IPeerEvent happened) => Sys.EventStream.Publish(happened);

    private void Run(string name, params (string Switch, string Value)[] arguments)
    {
        var definition = PeerPalette.Palette.CommandsByName[name];
        // A value that is named by its place comes under the argument's own name.
        _handler.Tell(
            new Command("peer", name, [.. arguments.Select(a => Tuple.Create(a.Switch.Length > 0 ? a.Switch : Positional(definition), a.Value))]), _console.Ref);
    }

    private static string Positional(CommandDefinition definition) => definition.ArgumentsByName.Values.First(a => !a.Switch.Any(s => s.StartsWith('-'))).Switch.First();

    private object Order(string name, object answer, params (string, string)[] arguments)
    {
        Run(name, arguments);
        var order = _node.ReceiveOne(Patience);
        _node.Reply(answer);
        Assert.False(Last().IsError);
        return order!;
    }

    private IReadOnlyList<string> Text(string name, object answer, params (string, string)[] arguments)
    {
        Run(name, arguments);
        _node.ExpectMsg<ITalkCommand>(Patience);
        _node.Reply(answer);
        var lines = new List<string>();
        while (true)
        {
            var response = _console.ExpectMsg<CommandResponse>(Patience);
            Assert.False(response.IsError, response.Msg);
            lines.Add(response.Msg);
            if (response.Final)
                return lines;
        }
    }

    private JsonNode Json(string name, object answer, params (string, string)[] arguments) =>
        JsonNode.Parse(Assert.Single(Text(name, answer, [.. arguments, (Command.JsonSwitch, "")])))!;

    /// <summary>The final response, whatever came before.</summary>
    private CommandResponse Last() => (CommandResponse)_console.FishForMessage(m => m is CommandResponse { Final: true }, Patience);
}
