namespace Akka.P2P.Node.Tests.Hosting;

using Akka.P2P.Node.Hosting;

public sealed class SharedPathsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("akka-p2p-shared-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact(DisplayName = "S2.78: FOLDER/* is every file and folder in it, in order, but none whose name begins with a dot")]
    public void Folder_of_things_to_share()
    {
        File.WriteAllText(Path.Combine(_root, "b.txt"), "b");
        File.WriteAllText(Path.Combine(_root, ".gitkeep"), "");
        Directory.CreateDirectory(Path.Combine(_root, "a"));
        File.WriteAllText(Path.Combine(_root, "a", "inner.txt"), "not a torrent of its own");

        Assert.Equal([$"{_root}/a", $"{_root}/b.txt"], SharedPaths.Of($"{_root}/*"));
    }

    [Fact(DisplayName = "Any other entry is a path as it stands")]
    public void Path_as_it_stands() => Assert.Equal(["no/such*thing"], SharedPaths.Of("no/such*thing"));

    [Fact(DisplayName = "A folder that isn't there is named, with exit code 2")]
    public void Missing_folder()
    {
        var failure = Assert.Throws<CommandException>(() => SharedPaths.Of($"{_root}/none/*"));

        Assert.Equal(ExitCode.WrongUsage, failure.Code);
        Assert.Contains($"{_root}/none/", failure.Message, StringComparison.Ordinal);
    }
}
