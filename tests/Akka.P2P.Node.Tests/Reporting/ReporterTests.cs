namespace Akka.P2P.Node.Tests.Reporting;

using System.Text.Json;
using System.Text.Json.Nodes;
using Akka.P2P.Node.Reporting;
using Akka.P2P.Testing;

public sealed class ReporterTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private readonly FakeClock _clock = new();

    [Fact(DisplayName = "JSON is one object a line, each with its event, links unharmed, and nothing for people")]
    public void Json_lines()
    {
        var reporter = new JsonReporter(_output, _errors, _clock);
        reporter.Say("for a person");
        reporter.Emit("sharing", new JsonObject { ["magnet"] = "magnet:?a&b='c'+ä" });
        reporter.Failed(ExitCode.NoSuchTorrent, "There is none.");

        var lines = _output.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal(2, lines.Length);
        Assert.Contains("magnet:?a&b='c'+ä", lines[0], StringComparison.Ordinal);
        using var last = JsonDocument.Parse(lines[1]);
        Assert.Equal("failed", last.RootElement.GetProperty("event").GetString());
        Assert.Equal(3, last.RootElement.GetProperty("code").GetInt32());
        Assert.Equal("There is none." + Environment.NewLine, _errors.ToString());
    }

    [Fact(DisplayName = "In a pipe progress is a line a second, and one at the end whenever that is")]
    public void Plain_progress_is_paced()
    {
        var reporter = new PlainReporter(_output, _errors, _clock);
        for (var i = 0; i < 10; i++)
        {
            reporter.Progress(View(i));
            _clock.Advance(TimeSpan.FromMilliseconds(300));
        }

        reporter.Progress(View(100));
        reporter.Progress(View(100));

        // At 0, 1.2 and 2.4 s, and once complete.
        Assert.Equal([0, 4, 8, 100], _output.ToString().TrimEnd().Split(Environment.NewLine).Select(l => int.Parse(l.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)));
    }

    private static TransferView View(long bytes) => new("x", "id", bytes, 100, 0, 1);
}
