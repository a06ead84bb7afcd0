namespace Akka.P2P.Pbm.Tests.History;

using Akka.P2P.Pbm.History;
using Akka.P2P.Testing;

public sealed class KeptHistoryTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _warnings = [];

    private string Folder => Path.Combine(_folder.Path, "state");

    private string Kept => Path.Combine(Folder, "pbm-history");

    public void Dispose() => _folder.Dispose();

    [Fact(DisplayName = "Lines are there again in the next session, the oldest first, none twice in a row")]
    public void Is_kept()
    {
        var first = Open();
        foreach (var line in new[] { "torrent list", "torrent list", "peer list", "", "  ", "日本 👍" })
            first.Add(line);

        Assert.Equal(["torrent list", "peer list", "日本 👍"], Lines(Open()));
        Assert.Empty(_warnings);
    }

    [Fact(DisplayName = "Nobody else can read the file or its folder, and one that could be is closed")]
    public void Is_private()
    {
        if (OperatingSystem.IsWindows())
            return;
        Open().Add("one");
        Assert.Equal("700 600", $"{Mode(Folder)} {Mode(Kept)}");
        File.SetUnixFileMode(Kept, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        Open();

        Assert.Equal("600", Mode(Kept));
    }

    [Theory(DisplayName = "A line that may hold a secret, or begins with a blank, is there for the session and not in the file")]
    [InlineData("node set --token abc")]
    [InlineData("node login PASSWORD=x")]
    [InlineData("node set akka.p2p.pbm.token=x")]
    [InlineData(" torrent get x")]
    public void Secrets(string line)
    {
        var history = Open();
        history.Add("before");
        history.Add(line);

        Assert.Equal(["before", line], Lines(history));
        Assert.Equal("before\n", File.ReadAllText(Kept));
    }

    [Fact(DisplayName = "A name that only begins like one is no secret")]
    public void No_secret() => Assert.True(KeptHistory.MayBeKept("torrent share tokenizer.json"));

    [Fact(DisplayName = "A line that would steer a terminal is never written or read")]
    public void Controls()
    {
        var history = Open();
        history.Add("a\eb");
        history.Add("plain");
        Assert.Equal("plain\n", File.ReadAllText(Kept));
        File.AppendAllText(Kept, "bad\e[2J\ngood\n");

        Assert.Equal(["plain", "good"], Lines(Open()));
    }

    [Fact(DisplayName = "The file is bounded: it is cut to the last lines when it is opened")]
    public void Is_bounded()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllLines(Kept, Enumerable.Range(0, 2500).Select(i => $"line {i}"));

        var history = Open();

        Assert.Equal(LineHistory.Limit, history.Lines.Count);
        Assert.Equal(LineHistory.Limit, File.ReadAllLines(Kept).Length);
        Assert.Equal("line 2499", File.ReadAllLines(Kept)[^1]);
        if (!OperatingSystem.IsWindows())
            Assert.Equal("600", Mode(Kept));
    }

    [Fact(DisplayName = "Of a huge file only the end is read, and the line that is cut in half is not")]
    public void Huge()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Kept, $"{new string('x', 2 << 20)}\nlast\n");

        Assert.Equal(["last"], Lines(Open()));
        Assert.Equal("last\n", File.ReadAllText(Kept));
    }

    [Fact(DisplayName = "Two shells at once lose nothing of each other")]
    public void Two_shells()
    {
        var (one, two) = (Open(), Open());
        one.Add("one");
        two.Add("two");
        one.Add("three");

        Assert.Equal(["one", "two", "three"], Lines(Open()));
    }

    [Fact(DisplayName = "A file that can't be had is said once, and the session has its history all the same")]
    public void Unusable()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "state"), "a file where the folder should be");
        var history = Open();
        history.Add("one");
        history.Add("two");

        Assert.Equal(["one", "two"], Lines(history));
        Assert.Single(_warnings);
    }

    private KeptHistory Open() => KeptHistory.Open(Kept, _warnings.Add);

    private static List<string> Lines(KeptHistory history) => [.. Enumerable.Range(0, history.Lines.Count).Select(i => history.Lines[i])];

    private static string Mode(string path) => OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8);
}
