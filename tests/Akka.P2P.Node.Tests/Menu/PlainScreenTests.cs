namespace Akka.P2P.Node.Tests.Menu;

using Akka.P2P.Node.Menu;
using Akka.P2P.Node.Reporting;
using Akka.P2P.Testing;

public sealed class PlainScreenTests : IDisposable
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly FakeClock _clock = new();

    public void Dispose() => _output.Dispose();

    [Fact(DisplayName = "In a pipe a prompt is asked again after what came between, and what is read is echoed")]
    public async Task Echo()
    {
        using var input = new StringReader("1\n\u001b[2J\nlast");
        var screen = new PlainScreen(input, _output, echoes: true, _clock);
        screen.Ask(["title"], "Enter choice: ");
        screen.Print("notice");
        await foreach (var line in screen.LinesAsync(default))
        {
            screen.Ask([$"got {line}"], null);
            screen.Print("meanwhile");
            screen.Ask([], "Enter choice: ");
        }

        screen.Print("after the end");
        Assert.Equal(
            "title\nEnter choice: \nnotice\nEnter choice: 1\ngot 1\nmeanwhile\nEnter choice:  [2J\ngot  [2J\nmeanwhile\nEnter choice: last\ngot last\nmeanwhile\nEnter choice: \nafter the end\n",
            _output.ToString());
    }

    [Fact(DisplayName = "In a pipe progress is a line a second for each download, and a line without an end is cut")]
    public async Task Progress()
    {
        using var input = new StringReader(new string('x', 100_000));
        var screen = new PlainScreen(input, _output, echoes: false, _clock);
        for (var i = 0; i < 5; i++)
        {
            screen.Progress(new TransferView("a.bin", "a", i, 10, 1, 1));
            _clock.Advance(TimeSpan.FromMilliseconds(400));
        }

        Assert.Equal(2, _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        await foreach (var line in screen.LinesAsync(default))
            Assert.Equal(8192, line.Length);
    }
}
