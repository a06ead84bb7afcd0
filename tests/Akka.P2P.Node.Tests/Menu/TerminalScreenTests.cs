namespace Akka.P2P.Node.Tests.Menu;

using System.Threading.Channels;
using Akka.P2P.Node.Menu;
using Akka.P2P.Node.Reporting;

public sealed class TerminalScreenTests : IAsyncDisposable
{
    private const int Width = 40;
    private readonly FakeTerminal _terminal = new(Width);
    private readonly System.Collections.Concurrent.BlockingCollection<ConsoleKeyInfo> _keys = [];
    private readonly Channel<bool> _pressed = Channel.CreateUnbounded<bool>();
    private readonly TerminalScreen _screen;
    private readonly IAsyncEnumerator<string> _lines;
    private int _reads;

    public TerminalScreenTests()
    {
        _screen = new TerminalScreen(_terminal, ReadKey, () => Width);
        _lines = _screen.LinesAsync(default).GetAsyncEnumerator();
    }

    public async ValueTask DisposeAsync()
    {
        _keys.Add(default);
        while (await _lines.MoveNextAsync())
        {
        }

        _keys.Dispose();
        await _terminal.DisposeAsync();
    }

    [Fact(DisplayName = "What happens appears above the prompt, and what is typed stays behind it with its cursor")]
    public async Task Notices()
    {
        _screen.Ask(["title"], "Enter choice: ");
        await TypeAsync("broadcast helo");
        await PressAsync(new ConsoleKeyInfo('\0', ConsoleKey.LeftArrow, false, false, false));

        _screen.Print("New peer joined: 127.0.0.1:8002", "and a line that is longer than the terminal is wide");
        await TypeAsync("l");

        Assert.Equal(
            ["title", "New peer joined: 127.0.0.1:8002", "and a line that is longer than the termi", "nal is wide", "Enter choice: broadcast hello"],
            _terminal.Rows);
        Assert.Equal((4, "Enter choice: broadcast hell".Length), _terminal.Cursor);
    }

    [Fact(DisplayName = "What was asked and entered stays; the next prompt comes below what was answered")]
    public async Task Entered()
    {
        _screen.Ask([], "Enter choice: ");
        await TypeAsync("1\r");

        Assert.True(await _lines.MoveNextAsync());
        Assert.Equal("1", _lines.Current);
        _screen.Ask(["no torrents available"], "Enter choice: ");

        Assert.Equal(["Enter choice: 1", "no torrents available", "Enter choice:"], _terminal.Rows);
    }

    [Fact(DisplayName = "What is typed while something is done is kept, and taken when its turn comes")]
    public async Task Typed_ahead()
    {
        _screen.Ask(["working"], null);
        await TypeAsync("4\rhalf");
        Assert.Equal(["working"], _terminal.Rows);

        _screen.Ask(["done"], "Enter choice: ");

        Assert.True(await _lines.MoveNextAsync());
        Assert.Equal("4", _lines.Current);
        Assert.Equal(["working", "done", "Enter choice: half"], _terminal.Rows);
    }

    [Fact(DisplayName = "Running downloads have a row each above the prompt, drawn anew in place, and go when they end")]
    public void Progress()
    {
        _screen.Ask([], "Enter choice: ");
        foreach (var id in new[] { "b", "a" })
            _screen.Progress(View(id, 1));
        _screen.Progress(View("a", 2));
        _screen.Print("notice");

        Assert.Equal(4, _terminal.Rows.Count);
        Assert.Equal("notice", _terminal.Rows[0]);
        Assert.StartsWith("a.bin: 20 %", _terminal.Rows[1], StringComparison.Ordinal);
        Assert.EndsWith("…", _terminal.Rows[1], StringComparison.Ordinal);
        Assert.StartsWith("b.bin: 10 %", _terminal.Rows[2], StringComparison.Ordinal);
        Assert.Equal("Enter choice:", _terminal.Rows[3]);

        _screen.ProgressEnded("a");
        _screen.ProgressEnded("b");
        _screen.ProgressEnded("b");
        Assert.Equal(["notice", "Enter choice:"], _terminal.Rows);

        for (var i = 0; i < 9; i++)
            _screen.Progress(View($"{i}", 1));
        Assert.Equal("and 6 more downloads", _terminal.Rows[4]);
        _screen.Close();
        _screen.Print("last");
        Assert.Equal(["notice", "last"], _terminal.Rows);
    }

    [Fact(DisplayName = "A line that is longer than the terminal shows the part around the cursor, in one row")]
    public async Task Long_line()
    {
        _screen.Ask([], "Enter filename: ");
        await TypeAsync(new string('a', 60) + "end");
        Assert.Single(_terminal.Rows);
        Assert.EndsWith("aaaend", _terminal.Rows[0], StringComparison.Ordinal);

        await PressAsync(new ConsoleKeyInfo('\0', ConsoleKey.Home, false, false, false));
        _screen.Print("notice");

        Assert.Equal("notice", _terminal.Rows[0]);
        Assert.Equal(2, _terminal.Rows.Count);
        Assert.StartsWith("Enter filename: aaaa", _terminal.Rows[1], StringComparison.Ordinal);
        Assert.Equal((1, "Enter filename: ".Length), _terminal.Cursor);
    }

    [Fact(DisplayName = "Of a question that is longer than the terminal the end is shown, which says what can be answered")]
    public void Long_question()
    {
        _screen.Ask([], $"leecher1 offers '{new string('x', 60)}'. Accept? [y/n]: ");

        Assert.EndsWith("xxx'. Accept? [y/n]:", Assert.Single(_terminal.Rows), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "What other peers or a file name say can't steer the terminal")]
    public async Task Harmless()
    {
        _screen.Ask([], "\u001b[2JEnter: ");
        await TypeAsync("\u009b2J");
        _screen.Print("a\u001b]0;title\u0007b", "c\rd\ne\u202ef\ud800");
        _screen.Progress(View("\u001b[31m", 1));

        Assert.Equal(["a ]0;title b", "c d e f\ufffd"], _terminal.Rows.Take(2));
    }

    [Fact(DisplayName = "Ctrl+D on an empty line, or a terminal that is gone, ends the lines")]
    public async Task Ends()
    {
        _screen.Ask([], "Enter choice: ");
        await TypeAsync("\u0004");

        Assert.False(await _lines.MoveNextAsync());
    }

    private static TransferView View(string id, int tenths) => new($"{id}.bin", id, tenths, 10, 1, 1);

    private async Task TypeAsync(string text)
    {
        foreach (var character in text)
            await PressAsync(new ConsoleKeyInfo(character, character == '\r' ? ConsoleKey.Enter : ConsoleKey.None, false, false, false));
    }

    // The screen asks for the next key when it is done with this one; the first question came before any key.
    private async Task PressAsync(ConsoleKeyInfo key)
    {
        if (_reads++ == 0)
            await _pressed.Reader.ReadAsync();
        _keys.Add(key);
        if (key.KeyChar != '\u0004')
            await _pressed.Reader.ReadAsync();
    }

    private ConsoleKeyInfo ReadKey()
    {
        _pressed.Writer.TryWrite(true);
        return _keys.Take();
    }
}
