namespace Akka.P2P.Commands.Tests.Torrents;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Commands.Torrents;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;
using Xunit.Abstractions;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <summary>The live stream of a download, to a console that is a probe.</summary>
public sealed class ProgressStreamSpecs : PaletteSpec
{
    private readonly IActorRef _handler;

    public ProgressStreamSpecs(ITestOutputHelper output)
        : base(output) => _handler = Handler(new TorrentPaletteHandler(Node.Ref));

    [Fact(DisplayName = "A download is followed to its verified end; a console that has not taken a line gets only the newest after it")]
    public void To_the_end()
    {
        Begin("progress a", TorrentState.Fetching);
        Publish(Progress(Id('a'), 10));
        Assert.Equal("x  fetching  10.0 %  10 B of 100 B  0 B/s  0 sources", Line());
        Console.ExpectMsg<WhenTaken>();
        var stream = Console.LastSender;
        Publish(Progress(Id('b'), 11));
        Publish(Progress(Id('a'), 20));
        Publish(Progress(Id('a'), 30));
        Console.Send(stream, Taken.Instance);
        Assert.Equal("x  fetching  30.0 %  30 B of 100 B  0 B/s  0 sources", Line());
        Console.ExpectMsg<WhenTaken>();

        Publish(new PeerEvents.DownloadFinished(
            Id('a'), "x", "/in/x", 100, TimeSpan.FromSeconds(3), [], ImmutableDictionary<PeerId, ImmutableArray<Evidence>>.Empty));

        var last = Console.ExpectMsg<CommandResponse>();
        Assert.Equal(("x  done  100 B in 3 s, verified: /in/x", true, false), (last.Msg, last.Final, last.IsError));
    }

    [Theory(DisplayName = "A download that ends otherwise ends the stream with an error that says so")]
    [InlineData(false)]
    [InlineData(true)]
    public void Otherwise(bool paused)
    {
        Begin("progress a --json", TorrentState.Fetching);

        Publish(paused ? new PeerEvents.DownloadPaused(Id('a')) : new PeerEvents.DownloadFailed(Id('a'), ReturnCode.Fail, "no room"));

        var text = ReadAll(out var isError);
        Assert.True(isError);
        Assert.Contains(paused ? "paused" : "no room", text, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "Where there is nothing to follow, the stream ends at once")]
    [InlineData(TorrentState.Sharing, false, "done")]
    [InlineData(TorrentState.Paused, true, "paused")]
    [InlineData(TorrentState.Failed, true, "because")]
    public void Nothing_to_follow(TorrentState state, bool isError, string says)
    {
        Begin("progress a", state);

        var text = ReadAll(out var error);
        Assert.Equal(isError, error);
        Assert.Contains(says, text, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "The stream ends when its console has enough of it")]
    public void Console_leaves()
    {
        Begin("progress", TorrentState.Fetching);
        Publish(Progress(Id('a'), 10));
        Line();
        Console.ExpectMsg<WhenTaken>();
        Watch(Console.LastSender);

        Console.Send(_handler, new CommandCancelled(Parse(TorrentCommands.Palette, "progress"), "Ctrl+C"));

        ExpectMsg<Terminated>(TimeSpan.FromSeconds(20));
    }

    private static PeerEvents.DownloadProgress Progress(TorrentId id, long held) =>
        new(id, "x", PeerEvents.DownloadPhase.Fetching, held, 100, 0, [], null);

    private void Begin(string line, TorrentState state)
    {
        Console.Send(_handler, Parse(TorrentCommands.Palette, line));
        Node.ExpectMsg<ListTorrents>();
        Node.Reply(new TorrentTable([new TorrentRow(Id('a'), "x", state, 100, 0) { Path = "/in/x", Detail = "because" }, new TorrentRow(Id('b'), "y", TorrentState.Fetching, 100, 0)], null));
        // The stream answers in turn: what is published from now on it knows how to take.
        Node.Send(Node.LastSender, new Identify(1));
        Node.FishForMessage(m => m is ActorIdentity || m is Terminated, TimeSpan.FromSeconds(20));
    }

    private void Publish(IPeerEvent happened) => Sys.EventStream.Publish(happened);

    private string Line()
    {
        var response = Console.ExpectMsg<CommandResponse>(TimeSpan.FromSeconds(20));
        Assert.False(response.Final, response.Msg);
        return response.Msg;
    }
}
