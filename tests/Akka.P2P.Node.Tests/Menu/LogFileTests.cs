namespace Akka.P2P.Node.Tests.Menu;

using Akka.P2P.Node.Menu;
using Akka.P2P.Testing;

public sealed class LogFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly PlainScreen _screen;

    public LogFileTests() => _screen = new PlainScreen(TextReader.Null, _output, echoes: false, TimeProvider.System);

    public void Dispose()
    {
        _output.Dispose();
        _folder.Dispose();
    }

    [Fact(DisplayName = "S2.90: while a terminal shows the menu the log goes to a file, whole lines, and nothing of it to the screen")]
    public void Writes()
    {
        using (var log = new LogFile(_folder["console.log"], _screen))
        {
            log.WriteLine("2026-01-01 00:00:00,000 - ERROR - a (cause\r\n   at b)");
            log.Write("half ");
            log.Write("and half\r\n");
        }

        Assert.Equal("2026-01-01 00:00:00,000 - ERROR - a (cause    at b)\nhalf and half\n", File.ReadAllText(_folder["console.log"]));
        Assert.Equal("", _output.ToString());
    }

    [Fact(DisplayName = "The log is bounded: it begins anew, and the one before is kept")]
    public void Bounded()
    {
        for (var i = 0; i < 10; i++)
        {
            using var log = new LogFile(_folder["console.log"], _screen, maxBytes: 30);
            log.WriteLine($"line {i} of ten");
            log.WriteLine("and another");
        }

        Assert.Equal(["console.log", "console.log.1"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
        Assert.Contains("line 9", File.ReadAllText(_folder["console.log"]) + File.ReadAllText(_folder["console.log.1"]), StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(_folder.Path), file => Assert.InRange(new FileInfo(file).Length, 1, 60));
    }

    [Fact(DisplayName = "A log that can't be written, or has no file, is shown: nothing is made before its first line")]
    public void Shown()
    {
        using (var none = new LogFile(null, _screen))
            none.WriteLine("no file");
        using (var log = new LogFile(_folder.Folder("a folder"), _screen))
        {
            log.WriteLine("first");
            log.WriteLine("second");
        }

        using (var untouched = new LogFile(_folder["console.log"], _screen))
            Assert.False(File.Exists(_folder["console.log"]), untouched.ToString());
        Assert.StartsWith("no file\nThe log ", _output.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\nfirst\nsecond\n", _output.ToString(), StringComparison.Ordinal);
    }
}
