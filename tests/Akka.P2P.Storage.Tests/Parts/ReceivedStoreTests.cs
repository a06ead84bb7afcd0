namespace Akka.P2P.Storage.Tests.Parts;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Storage.Parts;

public sealed class ReceivedStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Staging => _folder[".incoming"];

    public void Dispose() => _folder.Dispose();

    [Theory(DisplayName = "S1.43, S1.49: what is received appears as a whole under its name, or a free one like it, and its staging folder goes")]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    public async Task Appears(int length)
    {
        var sample = Sample.File("data.bin", length);
        foreach (var name in (string[])["data.bin", "data (1).bin", "data (2).bin"])
        {
            var store = await OpenAsync(sample);
            await sample.KeepAllAsync(store);
            Assert.False(File.Exists(_folder[name]));
            await store.FlushAsync(default);
            var path = await store.PublishAsync(default);
            Assert.Equal(_folder[name], path);
            Assert.Equal(path, await store.PublishAsync(default));
            // Whoever still fetches from us gets the same.
            await sample.AssertHeldIsRightAsync(store);
            await store.DisposeAsync();
            sample.AssertPublishedAt(path);
        }

        Assert.Equal(["data (1).bin", "data (2).bin", "data.bin"], _folder.Names());
    }

    [Fact(DisplayName = "A folder is received as one")]
    public async Task Folder_appears()
    {
        var sample = Sample.Folder("tree.d", 3, ("a.txt", 1), ("b/c.bin", 100_000), ("b/empty", 0));
        Directory.CreateDirectory(_folder["tree.d"]);
        await using (var store = await OpenAsync(sample))
        {
            await sample.KeepAllAsync(store);
            sample.AssertPublishedAt(await store.PublishAsync(default));
        }

        Assert.Equal(["tree.d", "tree.d (1)"], _folder.Names());
    }

    [Fact(DisplayName = "S1.47: what is not whole leaves nothing behind when it is closed")]
    public async Task Nothing_is_left()
    {
        var sample = Sample.File("data.bin", 300_000);
        var store = await OpenAsync(sample);
        await store.KeepAsync(sample.Grid.At(0), sample.Parts(sample.Grid.At(0)), default);
        await Assert.ThrowsAsync<ChunkNotHeldException>(async () => await store.PublishAsync(default));
        Assert.Equal([".incoming"], _folder.Names());
        await store.DisposeAsync();
        Assert.Empty(_folder.Names());
    }

    [Fact(DisplayName = "What can't be opened leaves nothing behind, and what was there stays")]
    public async Task Can_not_open()
    {
        var sample = Sample.File("data.bin", 10);
        Directory.CreateDirectory(Staging);
        File.WriteAllText(Path.Combine(Staging, "mine"), "x");
        await Assert.ThrowsAsync<ChunkStoreException>(() => OpenAsync(sample));
        Assert.True(File.Exists(Path.Combine(Staging, "mine")));
        Directory.Delete(Staging, recursive: true);
        File.WriteAllText(_folder["file"], "x");
        await Assert.ThrowsAsync<ChunkStoreException>(() => ReceivedStore.OpenAsync(
            sample.Metainfo, Path.Combine(_folder["file"], "x"), Staging, PartStoreSettings.Default, TimeProvider.System, default));
        Assert.Equal(["file"], _folder.Names());
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ReceivedStore.OpenAsync(
            sample.Metainfo, _folder.Path, Staging, PartStoreSettings.Default, TimeProvider.System, cancelled.Token));
        Assert.Equal(["file"], _folder.Names());
    }

    private Task<ReceivedStore> OpenAsync(Sample sample) =>
        ReceivedStore.OpenAsync(sample.Metainfo, _folder.Path, Staging, PartStoreSettings.Default, TimeProvider.System, default);
}
