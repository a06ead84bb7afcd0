namespace Akka.P2P.Pbm.Tests.Terminals;

using System.Diagnostics;
using Akka.P2P.Terminals;
using Akka.P2P.Testing;

public sealed class ShellInTerminalTests
{
    [TerminalFact(DisplayName = "A session: help, completion by Tab, an error, a stream that Ctrl+C ends, exit")]
    public async Task Session()
    {
        await using var pbm = await PbmInTerminal.ShellAsync(100, 40);
        var terminal = pbm.Terminal;
        await terminal.EnterAsync("help disk purge");
        await terminal.WaitForAsync("What to empty");
        await terminal.TypeAsync("di\tu\t--u\t\t");
        await terminal.WaitForAsync("MiB");
        await terminal.TypeAsync("G\t-v C\r");
        await terminal.WaitForAsync("C  1 GiB");
        await terminal.EnterAsync("disk purge");
        await terminal.WaitForAsync("is missing");
        await terminal.EnterAsync("disk watch");
        await pbm.Host.WatchBegunAsync();
        pbm.Host.Change("volume C grew");
        await terminal.WaitForAsync("volume C grew");
        await terminal.PressAsync("C-c");
        await pbm.Host.WatchCancelledAsync();
        await terminal.WaitForAsync("Ended.");
        await terminal.EnterAsync("exit");

        Assert.Equal(0, await terminal.ExitAsync());
        pbm.Approve("session", await terminal.TranscriptAsync());
    }

    [TerminalFact(DisplayName = "Ten Ctrl+C in a row end one stream and never the shell; Ctrl+D does")]
    public async Task Interrupts()
    {
        await using var pbm = await PbmInTerminal.ShellAsync(80, 24);
        await pbm.Terminal.EnterAsync("disk watch");
        await pbm.Host.WatchBegunAsync();
        await pbm.Terminal.PressAsync("C-c", "C-c", "C-c", "C-c", "C-c", "C-c", "C-c", "C-c", "C-c", "C-c");
        await pbm.Host.WatchCancelledAsync();
        await pbm.Terminal.WaitForAsync("Ended.");
        await pbm.Terminal.EnterAsync("echo count");
        await pbm.Terminal.WaitForAsync("1 begun, 1 ended");
        await pbm.Terminal.PressAsync("C-d");

        Assert.Equal(0, await pbm.Terminal.ExitAsync());
    }

    [TerminalFact(DisplayName = "The history is there in the next shell, in a file that nobody else can read")]
    public async Task History()
    {
        await using var pbm = await PbmInTerminal.ShellAsync(80, 24);
        await pbm.Terminal.EnterAsync("echo say one");
        await pbm.Terminal.EnterAsync("echo say two");
        await pbm.Terminal.EnterAsync("exit");
        await pbm.Terminal.ExitAsync();
        await pbm.AgainAsync(80, 24);

        await pbm.Terminal.PressAsync("Up", "Up", "Up");
        await pbm.Terminal.WaitForAsync("pbm> echo say one");
        await pbm.Terminal.PressAsync("Down");
        await pbm.Terminal.WaitForAsync("pbm> echo say two");
        await pbm.Terminal.PressAsync("C-u", "C-r");
        await pbm.Terminal.TypeAsync("one");
        await pbm.Terminal.WaitForAsync("(search 'one') echo say one");
        await pbm.Terminal.PressAsync("Enter");
        var screen = await pbm.Terminal.WaitForAsync("the answer", shown => shown.Split('\n').Contains("one"));

        pbm.Approve("history", screen);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(pbm.Home, "akka-p2p", "pbm-history")));
    }

    [TerminalFact(DisplayName = "In twenty columns a line is wrapped, edited and run as anywhere")]
    public async Task Narrow()
    {
        await using var pbm = await PbmInTerminal.ShellAsync(20, 16, prompt: "pb\nm>");
        await pbm.Terminal.PressAsync("C-l");
        await pbm.Terminal.TypeAsync("echo say 日本語 and a long tail of words");
        await pbm.Terminal.PressAsync("Home");
        await pbm.Terminal.TypeAsync("x");
        var typed = await pbm.Terminal.WaitForAsync("the line", shown => shown.Contains("> xecho", StringComparison.Ordinal) && shown.EndsWith("\nords", StringComparison.Ordinal));
        pbm.Approve("narrow", typed);
        Assert.Equal((4, 1), await pbm.Terminal.CursorAsync());

        await pbm.Terminal.PressAsync("BSpace", "Enter");
        await pbm.Terminal.WaitForAsync("the answer", shown => shown.Contains("日本語\nand\na\nlong\ntail\nof\nwords\n", StringComparison.Ordinal));
    }

    [TerminalFact(DisplayName = "A terminal that becomes narrower and wider shows the line once, whole, at every width")]
    public async Task Resized()
    {
        await using var pbm = await PbmInTerminal.ShellAsync(80, 20);
        await pbm.Terminal.EnterAsync("echo say above");
        await pbm.Terminal.TypeAsync("echo say a line that is long enough to need three rows");
        foreach (var columns in new[] { 40, 25, 100 })
        {
            await pbm.Terminal.ResizeAsync(columns, 20);
            var screen = await pbm.Terminal.WaitForAsync($"the line in {columns} columns", shown => Line(shown, columns) == $"{pbm.Prompt} echo say a line that is long enough to need three rows");
            pbm.Approve($"resized-{columns}", screen[screen.LastIndexOf("above\n", StringComparison.Ordinal)..]);
        }

        // From the row behind the answer all rows are the line's, each full but the last.
        string Line(string screen, int columns) => string.Concat(screen[(screen.LastIndexOf("above\n", StringComparison.Ordinal) + 6)..].Split('\n')
            .Select((row, i) => row.Length < columns && i < (screen[(screen.LastIndexOf("above\n", StringComparison.Ordinal) + 6)..].Split('\n').Length - 1) ? row.PadRight(columns) : row));
    }

    [TerminalFact(DisplayName = "TERM=dumb: a prompt, lines, no sequences")]
    public async Task Dumb()
    {
        await using var pbm = await PbmInTerminal.ShellAsync(80, 24, environment: ("TERM", "dumb"));
        await pbm.Terminal.EnterAsync("echo say hi");
        await pbm.Terminal.WaitForAsync("hi\n[");
        await pbm.Terminal.EnterAsync("exit");

        Assert.Equal(0, await pbm.Terminal.ExitAsync());
        pbm.Approve("dumb", await pbm.Terminal.TranscriptAsync());
    }

    [TerminalFact(DisplayName = "A terminal that is closed takes the program along")]
    public async Task Closed()
    {
        await using var pbm = await PbmInTerminal.ShellAsync(80, 24);
        using var process = Process.GetProcessById(await pbm.Terminal.ProcessIdAsync());

        await pbm.Terminal.DisposeAsync();

        await process.WaitForExitAsync().Within("the program's end", TimeSpan.FromSeconds(60));
    }
}
