namespace Akka.P2P.Commands.Tests.Torrents;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Commands.Torrents;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Protocol;
using Petabridge.Cmd;
using Xunit.Abstractions;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <summary>The palette torrent: which order each line gives, and what comes of each answer, for people and for programs.</summary>
public sealed class TorrentPaletteSpecs : PaletteSpec
{
    private readonly IActorRef _handler;

    public TorrentPaletteSpecs(ITestOutputHelper output)
        : base(output) => _handler = Handler(new TorrentPaletteHandler(Node.Ref));

    private static ChunkGrid Grid { get; } = MetainfoBuilder.File(HashedFile.FromContent(["x"], new byte[8 * 16 * 1024], 16 * 1024), 16 * 1024).Grid;

    private static TorrentRow Fetching => new(Id('a'), "model.bin", TorrentState.Fetching, 1L << 30, 450971567)
    {
        DownBytesPerSecond = 12.5 * 1024 * 1024,
        Seeders = 2,
        Leechers = 3,
        Path = "/in",
        Priority = DownloadPriority.High,
    };

    private static TorrentRow Sharing => new(Id('b'), "notes.txt", TorrentState.Sharing, 1500, 1500) { UpBytesPerSecond = 2048, BytesSent = 4096, Path = "/home/notes.txt" };

    public static TheoryData<string, object> Orders => new()
    {
        { "list", new ListTorrents(AskTrackers: true) },
        { "list --here", new ListTorrents(AskTrackers: false) },
        { "show ab", new ShowTorrent("ab") },
        { "share /data/x", new ShareTorrent("/data/x") },
        { "get ab", new FetchTorrent("ab", null) },
        { "get ab --to /there", new FetchTorrent("ab", "/there") },
        { "progress ab", new ListTorrents(AskTrackers: false) },
        { "pause ab", new PauseTorrent("ab") },
        { "resume ab", new ResumeTorrent("ab") },
        { "cancel ab", new CancelTorrent("ab", DeleteData: false) },
        { "cancel ab --delete-data", new CancelTorrent("ab", DeleteData: true) },
        { "remove ab", new RemoveTorrent("ab") },
        { "recheck ab", new RecheckTorrent("ab") },
        { "get ab --sequential", new FetchTorrent("ab", null) { Options = new DownloadOptions { IsSequential = true } } },
        { "get ab --priority high", new FetchTorrent("ab", null) { Options = new DownloadOptions { Priority = DownloadPriority.High } } },
        { "priority ab low", new PrioritizeTorrent("ab", DownloadPriority.Low) },
        { "limit ab", new LimitRates("ab", null, null) },
        { "limit ab --up 10MiB/s --down none", new LimitRates("ab", new RateOrder(10 << 20), new RateOrder(null)) },
    };

    [Theory(DisplayName = "Each line is one order to the node; a refusal is said as it is, with the candidates")]
    [MemberData(nameof(Orders))]
    public void Line_is_order(string line, object order)
    {
        Type(line);

        Assert.Equal(order, Node.ReceiveOne(TimeSpan.FromSeconds(20)));
        Node.Reply(new PeerCommands.CommandRefused(OperationCode.None, ReturnCode.NotFound, "ab is the beginning of several ids.") { Candidates = ["ab1  x", "ab2  y"] });
        var text = ReadAll(out var isError);
        Assert.True(isError);
        Assert.Equal("ab is the beginning of several ids.\n  ab1  x\n  ab2  y", text);
    }

    [Fact(DisplayName = "list: what is here and what is not, in columns")]
    public void List() => Assert.Equal(
        """
        ID        STATE         DONE      SIZE        DOWN          UP  LEFT  SEEDS  PEERS  NAME
        aaaaaaaa  fetching    42.0 %  1.00 GiB  12.5 MiB/s              48 s      2      3  model.bin
        bbbbbbbb  sharing    100.0 %  1.46 KiB              2.00 KiB/s                      notes.txt
        dddddddd  queued #2    0.0 %  1.00 KiB                                              next
        cccccccc  listed                  17 B                                    1      0  other
        The trackers were not asked: No tracker answers.
        """.ReplaceLineEndings("\n"),
        Answer("list", new TorrentTable([Fetching, Sharing, Queued, Listed], "No tracker answers.")));

    [Fact(DisplayName = "list --json: exact, and whole ids")]
    public void List_json()
    {
        var text = Answer("list --json", new TorrentTable([Fetching], null));

        Assert.Equal(
            $$"""{"torrents":[{"id":"{{Id('a')}}","name":"model.bin","state":"fetching","bytes":1073741824,"held":450971567,"down":13107200,"up":0,"sent":0,"etaSeconds":48,"seeders":2,"leechers":3,"path":"/in","priority":"high","place":null,"detail":null}],"trackerProblem":null}""",
            text);
    }

    [Fact(DisplayName = "list: an empty node says so")]
    public void Nothing() => Assert.Equal("No torrents.", Answer("list", new TorrentTable([], null)));

    [Fact(DisplayName = "show: state, rates, time left, missing chunks, sources, who fails and who lied")]
    public void Show()
    {
        var progress = new PeerEvents.DownloadProgress(
            Id('a'), "model.bin", PeerEvents.DownloadPhase.Fetching, 450971566, 1L << 30, 13107200,
            [new PeerEvents.SourceProgress(Peer('1'), At(1), 450971566, true), new PeerEvents.SourceProgress(Peer('2'), At(2), 0, false, 2, "no answer for 5 s")], null)
        {
            Unreachable = [new PeerEvents.SourceTrouble(Peer('2'), At(2), TimeSpan.FromSeconds(70), "no answer for 5 s")],
        };
        var evidence = new Evidence(Peer('3'), Grid.At(7), new AttemptId(9), FetchFailure.Corrupt, "wrong hash", TimeSpan.Zero);
        var details = new PeerCommands.DownloadDetails(
            progress, 1 << 20, 1024, 430, 8, [new ChunkRun(430, 1023)], [new PeerCommands.BannedSource(Peer('3'), At(3), [evidence])], TimeSpan.FromSeconds(95));
        var seed = new PeerCommands.SeedStatus(Id('a'), "model.bin", false, 1, 2, 4096, ImmutableDictionary<PeerId, long>.Empty);
        var view = new TorrentView(Fetching, new PeerCommands.TorrentStatus(Id('a'), details, seed), new TorrentShape(1, 1 << 20, 1024)) { Magnet = "magnet:?x&y" };

        Assert.Equal(
            $"""
             name     model.bin
             id       {Id('a')}
             state    fetching
             done     42.0 %, 430 MiB of 1.00 GiB
             rates    12.5 MiB/s down, 0 B/s up
             left     48 s
             shape    1 file, 1024 chunks of 1.00 MiB
             chunks   430 here, 8 on their way, 594 missing
             missing  430-1023
             since    1 min 35 s
             sources  1 connected of 2
               11111111  10.0.0.1:8001  connected  430 MiB given
               22222222  10.0.0.2:8002  gone  0 B given  2 failures, the last: no answer for 5 s
             failing  1 source
               10.0.0.2:8002  for 1 min 10 s: no answer for 5 s
             banned   1 source
               33333333  10.0.0.3:8003  chunk 7, attempt #9: Corrupt, wrong hash
             served   4.00 KiB sent, 1 peer served, 2 waiting
             swarm    2 with all of it, 3 with a part
             folder   /in
             magnet   magnet:?x&y
             """.ReplaceLineEndings("\n"),
            Answer("show a", view));
        var json = Answer("show a --json", view);
        Assert.Contains("\"missing\":[[430,1023]]", json, StringComparison.Ordinal);
        Assert.Contains("\"evidence\":[{\"chunk\":7,\"attempt\":9,\"kind\":\"Corrupt\",\"detail\":\"wrong hash\"}]", json, StringComparison.Ordinal);
        Assert.Contains("\"magnet\":\"magnet:?x&y\"", json, StringComparison.Ordinal);
    }

    public static TheoryData<string, object, string, string> Done
    {
        get
        {
            var (a, hex) = (Id('a'), Id('a').ToString());
            return new()
            {
                { "share /x", new TorrentShared(a, "x", "/x", 1024, "magnet:?m", true) { EmptyFolders = 1 }, $"Sharing /x (1.00 KiB)\n  id      {hex}\n  magnet  magnet:?m\n1 empty folder is not shared: a torrent can't say them.", $$"""{"id":"{{hex}}","name":"x","path":"/x","bytes":1024,"magnet":"magnet:?m","new":true,"emptyFolders":1}""" },
                { "get a", new FetchStarted(a, "", "/in", false), $"Fetching aaaaaaaa into /in\n  id  {hex}", $$"""{"id":"{{hex}}","name":"","folder":"/in","joined":false,"place":0}""" },
                { "get b", new FetchStarted(a, "x", "/in", false) { Place = 2 }, $"Fetching x into /in, when its turn comes: it is number 2 of those that wait\n  id  {hex}", $$"""{"id":"{{hex}}","name":"x","folder":"/in","joined":false,"place":2}""" },
                { "priority a high", new TorrentPrioritized(a, "x", DownloadPriority.High, 1), "x has high priority: it is number 1 of those that wait.", $$"""{"id":"{{hex}}","name":"x","priority":"high","place":1}""" },
                { "pause a", new TorrentPaused(a, "x"), "x is paused.", $$"""{"id":"{{hex}}","name":"x"}""" },
                { "resume a", new TorrentResumed(a, "x", true), "x is shared again.", $$"""{"id":"{{hex}}","name":"x","complete":true}""" },
                { "cancel a", new TorrentCancelled(a, "x", true), "x is cancelled, and what was fetched is gone.", $$"""{"id":"{{hex}}","name":"x","dataDeleted":true}""" },
                { "remove a", new TorrentRemoved(a, "x", "/x"), "x is no longer here; its files stay at /x.", $$"""{"id":"{{hex}}","name":"x","path":"/x"}""" },
                { "limit a", new RateLimits(a, "x", new RatePair(65536, null), new RatePair(1 << 20, null), default), "x\nup    64.0 KiB/s; all torrents together 1.00 MiB/s\ndown  no limit", $$"""{"id":"{{hex}}","name":"x","up":65536,"down":null,"allUp":1048576,"allDown":null}""" },
                { "recheck a", new TorrentRechecked(a, "x", 5, 3, [new ChunkRun(1, 2)], 2, ["'/x' is wrong in 2 of 5 chunks."], RecheckOutcome.Fetching), "x: 3 of 5 chunks are right.\n2 chunks are wrong that were thought right: 1-2\n  '/x' is wrong in 2 of 5 chunks.\nWhat is missing is being fetched.", $$"""{"id":"{{hex}}","name":"x","chunks":5,"good":3,"badCount":2,"bad":[[1,2]],"problems":["'/x' is wrong in 2 of 5 chunks."],"outcome":"fetching"}""" },
            };
        }
    }

    [Theory(DisplayName = "What was done is said in words, and as one object")]
    [MemberData(nameof(Done))]
    public void What_was_done(string line, object answer, string text, string json)
    {
        Assert.Equal(text, Answer(line, answer));
        Assert.Equal(json, Answer(line + " --json", answer));
    }

    [Fact(DisplayName = "get --only: each pattern is passed on")]
    public void Get_only()
    {
        Type("get ab --only *.json --only weights/");

        Assert.Equal(["*.json", "weights/"], Node.ExpectMsg<FetchTorrent>().Options.Only.Select(g => g.Text));
    }

    [Theory(DisplayName = "A pattern or a priority that is none is refused, and the node hears nothing of it")]
    [InlineData("get ab --only ../x", "'../x' is no pattern for --only: it names files in the torrent, for example *.json or weights/**.")]
    [InlineData("get ab --priority urgent", "A priority is low, normal or high.")]
    [InlineData("priority ab 1", "A priority is low, normal or high.")]
    public void Wrong_choice(string line, string answer)
    {
        Type(line);

        Assert.Equal(answer, ReadAll(out var isError));
        Assert.True(isError);
        Node.ExpectNoMsg(TimeSpan.Zero);
    }

    [Theory(DisplayName = "A rate that is none is refused, and the node hears nothing of it")]
    [InlineData("limit ab --up fast", "--up")]
    [InlineData("limit ab --down -1", "--down")]
    [InlineData("limit ab --up 10MiB --down 10XB", "--down")]
    public void Wrong_rate(string line, string option)
    {
        Type(line);

        Assert.Equal($"{option} takes bytes a second, for example 10MiB or 500kB, or none for no limit.", ReadAll(out var isError));
        Assert.True(isError);
        Node.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact(DisplayName = "An answer that means nothing here is an error, not silence")]
    public void Strange_answer()
    {
        Type("pause a");
        Node.ExpectMsg<PauseTorrent>();
        Node.Reply("what?");

        Assert.Contains("String", ReadAll(out var isError), StringComparison.Ordinal);
        Assert.True(isError);
    }

    private static TorrentRow Queued => new(Id('d'), "next", TorrentState.Queued, 1024, 0) { Place = 2, Priority = DownloadPriority.Normal };

    private static TorrentRow Listed => new(Id('c'), "other", TorrentState.Listed, 17, 0) { Seeders = 1, Leechers = 0 };

    private void Type(string line) => Console.Send(_handler, Parse(TorrentCommands.Palette, line));

    private string Answer(string line, object answer)
    {
        Type(line);
        Node.ReceiveOne(TimeSpan.FromSeconds(20));
        Node.Reply(answer);
        return ReadAll();
    }
}
