namespace Akka.P2P.Storage.Tests.Hashing;

using System.Net.Sockets;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Hashing;

/// <summary>What stands in a shared folder and is not shared, each with its name in one sentence.</summary>
public sealed class SourceFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public SourceFolderTests() => _folder.Write("d/ok", [1]);

    public void Dispose() => _folder.Dispose();

    [Theory(DisplayName = "Seed fault: `../` in names is not refused. A shared name that some system can't hold is refused and named")]
    [InlineData("a:b")]
    [InlineData("..\\x")]
    [InlineData("NUL.txt")]
    [InlineData("dot.")]
    [InlineData("space ")]
    [InlineData("tab\tx")]
    [InlineData("gpj\u202eexe")]
    public async Task Names(string name)
    {
        if (OperatingSystem.IsWindows())
            return;
        _folder.Write($"d/in/{name}", [1]);

        Assert.Contains(SafeName.Quote(name), (await RefusedAsync<MetainfoException>()).Message, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "Shared names that are one on another system are refused, and both are named")]
    [InlineData("A/x", "a/y", "'a'")]
    [InlineData("in/caf\u00e9", "in/cafe\u0301", "'cafe\u0301'")]
    [InlineData("in/\u00c9", "in/e\u0301/z", "'e\u0301'")]
    public async Task Collisions(string one, string other, string named)
    {
        if (!OperatingSystem.IsLinux())
            return;
        _folder.Write("d/" + one, [1]);
        _folder.Write("d/" + other, [1]);

        Assert.Contains(named, (await RefusedAsync<MetainfoException>()).Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A name that is no UTF-8 is refused")]
    public async Task Not_unicode()
    {
        if (!OperatingSystem.IsLinux())
            return;
        UnixCalls.MakeFileInLatin1(_folder["d"], "caf\u00e9");

        try
        {
            Assert.Contains("is not Unicode", (await RefusedAsync<MetainfoException>()).Message, StringComparison.Ordinal);
        }
        finally
        {
            UnixCalls.RemoveFileInLatin1(_folder["d"], "caf\u00e9");
        }
    }

    [Fact(DisplayName = "A pipe in a shared folder is refused by name, and nobody waits for its other end")]
    public async Task Pipes()
    {
        if (!OperatingSystem.IsLinux())
            return;
        UnixCalls.MakePipe(_folder["d/in.fifo"]);

        Assert.Contains("in.fifo' is a pipe, a socket or a device", (await RefusedAsync<ChunkStoreException>()).Message, StringComparison.Ordinal);
        File.Delete(_folder["d/in.fifo"]);
        File.CreateSymbolicLink(_folder["d/zero"], "/dev/zero");
        Assert.Contains("leaves the folder", (await RefusedAsync<ChunkStoreException>()).Message, StringComparison.Ordinal);
        UnixCalls.MakePipe(_folder["pipe"]);
        var bare = await Assert.ThrowsAsync<ChunkStoreException>(() => new TorrentHasher(1).HashAsync(_folder["pipe"], null, default));
        Assert.Contains("is a pipe", bare.Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A socket in a shared folder is refused by name")]
    public async Task Sockets()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["d/s"]));

        Assert.Contains("/s' is a pipe, a socket or a device", (await RefusedAsync<ChunkStoreException>()).Message, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "A link that leaves the folder, leads nowhere or in a circle is refused by name")]
    [InlineData("../secret", "leaves the folder")]
    [InlineData("/etc/hostname", "leaves the folder")]
    [InlineData("..", "leaves the folder")]
    [InlineData("in/../../secret", "leaves the folder")]
    // Down a link and up again: whoever takes the dots for text believes that this stays inside.
    [InlineData("deep/link/../../secret", "leaves the folder")]
    [InlineData("gone", "leads nowhere")]
    [InlineData("in/gone/x", "leads nowhere")]
    [InlineData("bad", "leads in a circle")]
    [InlineData(".", "leads in a circle")]
    public async Task Links(string target, string why)
    {
        if (OperatingSystem.IsWindows())
            return;
        _folder.Write("secret", [1]);
        _folder.Write("d/in/x", [1]);
        _folder.Write("d/deep/y", [1]);
        Directory.CreateSymbolicLink(_folder["d/deep/link"], "../in");
        File.CreateSymbolicLink(_folder["d/bad"], target);

        var refused = await RefusedAsync<ChunkStoreException>();

        Assert.Contains($"The link '{_folder["d/bad"]}' {why}", refused.Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A folder that is reached by a link is shared as any other, with the links inside it")]
    public async Task The_root_may_be_a_link()
    {
        if (OperatingSystem.IsWindows())
            return;
        Directory.CreateSymbolicLink(_folder["way"], "d");
        File.CreateSymbolicLink(_folder["d/l"], "ok");

        var hashed = await new TorrentHasher(1).HashAsync(_folder["way"], null, default);

        Assert.Equal(["l", "ok"], hashed.Metainfo.Files.Select(f => f.PathText));
        Assert.Equal("way", hashed.Metainfo.Name);
    }

    [Fact(DisplayName = "Links that multiply a folder without any circle end in one sentence, not in all memory")]
    public void Links_that_multiply()
    {
        if (OperatingSystem.IsWindows())
            return;
        for (var level = 0; level < 24; level++)
        {
            Directory.CreateDirectory(_folder[$"d/l{level}"]);
            foreach (var side in (string[])["a", "b"])
                Directory.CreateSymbolicLink(_folder[$"d/l{level}/{side}"], $"../l{level + 1}");
        }

        Directory.CreateDirectory(_folder["d/l24"]);

        var refused = Assert.Throws<MetainfoException>(() => SourceFolder.Find(_folder["d"], maxFolders: 2000));
        Assert.Contains("too many", refused.Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Empty folders are told, and change no id")]
    public async Task Empty_folders()
    {
        var before = await new TorrentHasher(1).HashAsync(_folder["d"], null, default);
        Directory.CreateDirectory(_folder["d/e1/e2"]);
        Directory.CreateDirectory(_folder["d/e3"]);

        var hashed = await new TorrentHasher(1).HashAsync(_folder["d"], null, default);

        Assert.Empty(before.EmptyFolders);
        Assert.Equal([_folder["d/e1/e2"], _folder["d/e3"]], hashed.EmptyFolders.Order(StringComparer.Ordinal));
        Assert.Equal(before.Metainfo.Id, hashed.Metainfo.Id);
    }

    private async Task<T> RefusedAsync<T>()
        where T : Exception => await Assert.ThrowsAsync<T>(() => new TorrentHasher(1).HashAsync(_folder["d"], null, default));
}
