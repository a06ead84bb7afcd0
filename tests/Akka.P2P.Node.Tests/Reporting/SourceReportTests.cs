namespace Akka.P2P.Node.Tests.Reporting;

using System.Collections.Immutable;
using System.Text.Json;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.Reporting;
using Akka.P2P.Testing;

public sealed class SourceReportTests
{
    private static readonly PeerId Liar = Peer(1);
    private static readonly PeerId Broken = Peer(2);
    private static readonly PeerId Good = Peer(3);
    private static readonly TorrentId Torrent = new(new byte[TorrentId.Size]);
    private readonly StringWriter _output = new();
    private readonly FakeClock _clock = new();

    [Fact(DisplayName = "A result names liars with the evidence and those who failed with the reason, a line each and in JSON")]
    public void Outcome_names_them()
    {
        var evidence = new Evidence(Liar, new ChunkGrid([4 << 14], 1 << 14).At(3), new AttemptId(7), FetchFailure.Corrupt, "its bytes do not have the chunk's hash", TimeSpan.Zero);
        var outcome = Outcome.Of(
            "me",
            new PeerEvents.DownloadFinished(
                Torrent, "x.bin", "/x.bin", 10, TimeSpan.FromSeconds(1),
                [
                    new(Good, At(3), 10, true), new(Broken, At(2), 0, false, 2, "no slice for 10 s"), new(Liar, At(1), 0, false, 1, "lied"),
                ],
                ImmutableDictionary<PeerId, ImmutableArray<Evidence>>.Empty.Add(Liar, [evidence])),
            ImmutableDictionary<PeerId, string>.Empty);

        Assert.Equal(
            ["  failed 2 times: 10.0.0.2:8000 (no slice for 10 s)",
             "  refused from now on, it lied: 10.0.0.1:8000: chunk 3, attempt #7: Corrupt, its bytes do not have the chunk's hash"],
            outcome.Lines().Skip(2));
        using var json = JsonDocument.Parse(outcome.ToJson().ToJsonString());
        var banned = Assert.Single(json.RootElement.GetProperty("banned").EnumerateArray());
        Assert.Equal((Liar.ToString(), "10.0.0.1:8000"), (banned.GetProperty("peer").GetString(), banned.GetProperty("address").GetString()));
        var what = Assert.Single(banned.GetProperty("evidence").EnumerateArray());
        Assert.Equal((3, 7L, "corrupt"), (what.GetProperty("chunk").GetInt32(), what.GetProperty("attempt").GetInt64(), what.GetProperty("kind").GetString()));
        var failed = Assert.Single(json.RootElement.GetProperty("failed").EnumerateArray());
        Assert.Equal(("10.0.0.2:8000", 2), (failed.GetProperty("address").GetString(), failed.GetProperty("failures").GetInt32()));
    }

    [Fact(DisplayName = "A wait is said once for each reason, with a line for each source that fails, and its end once")]
    public void Waits_are_said_once()
    {
        var json = new WaitReport(new JsonReporter(_output, TextWriter.Null, _clock));
        json.Tell(Progress("2 of 4 chunks are missing."), null);
        json.Tell(Progress("2 of 4 chunks are missing."), null);
        json.Tell(Progress(null), null);
        json.Tell(Progress(null), null);
        var lines = _output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal(2, lines.Length);
        Assert.Contains("\"waiting\"", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"forSeconds\":12", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"resumed\"", lines[1], StringComparison.Ordinal);

        _output.GetStringBuilder().Clear();
        new WaitReport(new PlainReporter(_output, TextWriter.Null, _clock)).Tell(Progress("2 of 4 chunks are missing."), null);
        Assert.Equal(
            ["x.bin: 2 of 4 chunks are missing.", "  10.0.0.2:8000 fails for 12 s: no answer for 10 s"],
            _output.ToString().TrimEnd().Split(Environment.NewLine));
    }

    private static PeerEvents.DownloadProgress Progress(string? detail) => new(
        Torrent, "x.bin", detail is null ? PeerEvents.DownloadPhase.Fetching : PeerEvents.DownloadPhase.Stalled, 0, 4, 0, [], detail)
    {
        Unreachable = [new(Broken, At(2), TimeSpan.FromSeconds(12), "no answer for 10 s")],
    };

    private static PeerAddress At(int number) => new($"10.0.0.{number}", 8000);

    private static PeerId Peer(int number)
    {
        var bytes = new byte[PeerId.Size];
        bytes[^1] = (byte)number;
        return new PeerId(bytes);
    }
}
