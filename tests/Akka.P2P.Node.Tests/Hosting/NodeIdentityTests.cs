namespace Akka.P2P.Node.Tests.Hosting;

using Akka.P2P.Core.Identity;
using Akka.P2P.Node.Hosting;

public sealed class NodeIdentityTests : IDisposable
{
    private static readonly PeerAddress Tracker = new("10.0.0.1", 8888);
    private readonly string _folder = Directory.CreateTempSubdirectory("identity").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(DisplayName = "A data folder belongs to one node at a time; the next one is the same peer")]
    public void Folder_is_locked()
    {
        var first = NodeIdentity.Take(_folder);

        var failure = Assert.Throws<CommandException>(() => NodeIdentity.Take(_folder));

        Assert.Equal(ExitCode.Failed, failure.Code);
        Assert.Contains("Another node", failure.Message, StringComparison.Ordinal);
        Assert.Contains(_folder, failure.Message, StringComparison.Ordinal);
        first.Dispose();
        using var second = NodeIdentity.Take(_folder);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.Secret.TokenFor(Tracker), second.Secret.TokenFor(Tracker));
    }

    [Fact(DisplayName = "The secret is for its owner's eyes only, and a file that is none is named and left as it is")]
    public void Secret_file()
    {
        var path = Path.Combine(_folder, "secret");
        NodeIdentity.Take(_folder).Dispose();
        Assert.Equal(32, new FileInfo(path).Length);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(["lock", "peer-id", "secret"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        File.WriteAllText(path, "short");
        var failure = Assert.Throws<CommandException>(() => NodeIdentity.Take(_folder));
        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.Equal("short", File.ReadAllText(path));
    }

    [Fact(DisplayName = "A file that is no peer id is named and left as it is, and the folder is free again")]
    public void Bad_id()
    {
        var path = Path.Combine(_folder, "peer-id");
        File.WriteAllText(path, "nonsense");

        var failures = new[] { 1, 2 }.Select(_ => Assert.Throws<CommandException>(() => NodeIdentity.Take(_folder))).ToArray();

        Assert.All(failures, f => Assert.Contains(path, f.Message, StringComparison.Ordinal));
        Assert.Equal("nonsense", File.ReadAllText(path));
    }

    [Fact(DisplayName = "Without a data folder every node is another")]
    public void No_folder()
    {
        using var first = NodeIdentity.Take(null);
        using var second = NodeIdentity.Take(null);

        Assert.NotEqual(first.Id, second.Id);
        Assert.NotEqual(first.Secret.TokenFor(Tracker), second.Secret.TokenFor(Tracker));
    }
}
