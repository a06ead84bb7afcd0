namespace Akka.P2P.Faults.Tests;

using Akka.P2P.Faults.Running;
using Akka.P2P.Faults.Scenarios;
using Akka.P2P.Testing;

/// <summary>The suite's own parts: what is drawn can be drawn again, and what is wrong is seen.</summary>
public sealed class ScenarioTests : IDisposable
{
    private static readonly SourceTree Tree = new("tree", true, [new SourceFile("a/one", 1000, 1, true), new SourceFile("empty", 0, 2, false)]);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(DisplayName = "A seed draws the same scenario again, down to the last byte")]
    public void Draws_again()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            Assert.Equal(ScenarioDraw.Draw(seed).ToString(), ScenarioDraw.Draw(seed).ToString());
            Assert.Equal(ScenarioDraw.Draw(seed).Tree.Files[0].Bytes(), ScenarioDraw.Draw(seed).Tree.Files[0].Bytes());
        }
    }

    [Fact(DisplayName = "In a few hundred scenarios every kind of fault comes up, and every number of seeders and leechers")]
    public void Draws_all()
    {
        var drawn = Enumerable.Range(1, 300).Select(ScenarioDraw.Draw).ToList();

        Assert.Empty(Enum.GetValues<FaultKind>().Except(drawn.SelectMany(s => s.Faults).Select(f => f.Kind)));
        Assert.Equal([1, 2, 3], drawn.Select(s => s.Seeders.Length).Distinct().Order());
        Assert.Equal([1, 2, 3, 4], drawn.Select(s => s.Leechers.Length).Distinct().Order());
        Assert.Equal([0, 1, 2], drawn.Select(s => s.Liars.Length).Distinct().Order());
        Assert.Contains(drawn, s => s.CanFail);
        Assert.All(drawn, s => Assert.Equal(s.Tree.Files.Length, s.Tree.Files.Select(f => f.Path.ToUpperInvariant()).Distinct().Count()));
    }

    [Theory(DisplayName = "A tree that differs in anything is told from the one that was shared")]
    [InlineData("nothing", null)]
    [InlineData("byte", "wrong bytes")]
    [InlineData("length", "999 bytes")]
    [InlineData("missing", "missing")]
    [InlineData("surplus", "never shared")]
    [InlineData("file", "is a file")]
    [InlineData("mode", "may not be run")]
    public void Tree_check_sees(string change, string? said)
    {
        var root = Tree.WriteInto(_folder.Path);
        var one = Path.Combine(root, "a", "one");
        switch (change)
        {
            case "byte":
                var bytes = File.ReadAllBytes(one);
                bytes[500] ^= 1;
                File.WriteAllBytes(one, bytes);
                break;
            case "length":
                File.WriteAllBytes(one, File.ReadAllBytes(one)[..999]);
                break;
            case "missing":
                File.Delete(Path.Combine(root, "empty"));
                break;
            case "surplus":
                File.WriteAllText(Path.Combine(root, "more"), "");
                break;
            case "file":
                Directory.Delete(root, recursive: true);
                File.WriteAllText(root, "");
                break;
            case "mode" when !OperatingSystem.IsWindows():
                File.SetUnixFileMode(one, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                break;
            default:
                break;
        }

        var difference = new TreeCheck(Tree).Difference(root);

        if (said is null)
            Assert.Null(difference);
        else
            Assert.Contains(said, difference, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A partial tree under the final name is seen, however short it stands there; a whole one is no offence")]
    public async Task Watcher_sees()
    {
        await using var watcher = new NameWatcher(_folder.Path, "tree", new TreeCheck(Tree));
        using var over = new CancellationTokenSource(Patience.Default * 2);
        await using var content = new NameWatcher(_folder.Folder("other"), "tree", new TreeCheck(Tree));
        Directory.CreateDirectory(_folder["tree/x"]);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "other", "new"));
        Directory.Move(Tree.WriteInto(Path.Combine(_folder.Path, "other", "new")), Path.Combine(_folder.Path, "other", "tree"));

        await LookedAsync().Within("both watchers to look");

        Assert.Contains("something else", watcher.Problem, StringComparison.Ordinal);
        Assert.Null(content.Problem);

        async Task LookedAsync()
        {
            var looks = content.Looks;
            while (watcher.Problem is null || content.Looks < looks + 3)
                await Task.Delay(5, over.Token);
        }
    }

    [Fact(DisplayName = "Stack traces and error lines are found in a log, plain words are not")]
    public void Log_scan_sees()
    {
        const string log = """
            2026-01-01 00:00:00,000 - WARNING - akka://p2p/x - a source left
            2026-01-01 00:00:00,000 - ERROR - akka://p2p/x - Object reference
               at Akka.P2P.X.Y(Z z)
            The file could not be written: the disk is full.
            """;

        Assert.Equal(2, LogScan.Problems(log).Count());
        Assert.Equal("The file could not be written: the disk is full.", LogScan.LastSentence(log));
    }
}
