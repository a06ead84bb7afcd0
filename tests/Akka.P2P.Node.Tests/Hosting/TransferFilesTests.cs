namespace Akka.P2P.Node.Tests.Hosting;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Testing;

public sealed class TransferFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(DisplayName = "S1.49: received files lie in their folder, which is made when the first comes; nothing else is left there at the end")]
    public async Task Received_folder()
    {
        var received = Path.Combine(_folder.Path, "received");
        var source = _folder.Write("network.png", Fixtures.Bytes("n", 50_000));
        using (var files = new TransferFiles(received))
        {
            Assert.False(Directory.Exists(received));
            var outgoing = await files.HashAsync(source, CancellationToken.None);
            await using var from = outgoing.Open();
            foreach (var _ in (int[])[1, 2])
            {
                await using var store = await files.ReceiveAsync(outgoing.Metainfo, CancellationToken.None);
                foreach (var chunk in store.Grid.All)
                {
                    var bytes = new byte[store.Grid.LengthOf(chunk)];
                    await from.ReadAsync(chunk, 0, bytes, CancellationToken.None);
                    await store.KeepAsync(chunk, [bytes], CancellationToken.None);
                }

                await store.PublishAsync(CancellationToken.None);
            }

            await using var unfinished = await files.ReceiveAsync(outgoing.Metainfo, CancellationToken.None);
        }

        Assert.Equal(["network (1).png", "network.png"], Directory.EnumerateFileSystemEntries(received).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact(DisplayName = "What a process that was killed left on its way is removed by the next one; what is on its way in another one is not")]
    public async Task Leftovers()
    {
        using var other = new TransferFiles(_folder.Path);
        var torrent = MetainfoBuilder.File(HashedFile.FromContent(["a.bin"], Fixtures.Bytes("a", 100), 16 * 1024), 16 * 1024);
        await using var coming = await other.ReceiveAsync(torrent, CancellationToken.None);
        var dead = _folder.Write($"{TransferFiles.StagingPrefix}dead/lock", []);
        _folder.Write($"{TransferFiles.StagingPrefix}dead/x/a.bin.part", [1]);
        _folder.Write("mine/lock", []);

        using var next = new TransferFiles(_folder.Path);

        Assert.False(Directory.Exists(Path.GetDirectoryName(dead)));
        Assert.True(Directory.Exists(Path.Combine(_folder.Path, "mine")));
        Assert.Single(Directory.EnumerateDirectories(_folder.Path, TransferFiles.StagingPrefix + "*"));
        await coming.KeepAsync(torrent.Grid.At(0), [Fixtures.Bytes("a", 100)], CancellationToken.None);
        Assert.Equal(Path.Combine(_folder.Path, "a.bin"), await coming.PublishAsync(CancellationToken.None));
    }

    [Fact(DisplayName = "S1.C6: a path that isn't there is named, and a folder that can't be used is one sentence")]
    public async Task Errors()
    {
        using var files = new TransferFiles(Path.Combine(_folder.Write("file", [1]), "received"));
        Assert.StartsWith("File not found: '", files.Problem(Path.Combine(_folder.Path, "nowhere")), StringComparison.Ordinal);
        Assert.Null(files.Problem(_folder.Path));
        var torrent = MetainfoBuilder.File(HashedFile.FromContent(["a.bin"], Fixtures.Bytes("a", 100), 16 * 1024), 16 * 1024);
        await Assert.ThrowsAsync<ChunkStoreException>(() => files.ReceiveAsync(torrent, CancellationToken.None));
    }
}
