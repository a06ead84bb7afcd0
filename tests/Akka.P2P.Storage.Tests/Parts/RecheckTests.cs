namespace Akka.P2P.Storage.Tests.Parts;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Parts;

/// <summary>Downloads that are hashed again, taken away, and made of what was damaged after it was finished.</summary>
public sealed class RecheckTests : IDisposable
{
    private const int Chunk = 16 * 1024;
    private readonly TempFolder _folder = new();
    private readonly byte[] _content = new byte[5 * Chunk];
    private readonly Metainfo _metainfo;

    public RecheckTests()
    {
        new Random(7).NextBytes(_content);
        // Zeros at both ends, as in the image of a disk: it looks like a hole.
        _content.AsSpan(2 * Chunk, Chunk).Clear();
        _content[(2 * Chunk) + 9000] = 1;
        _metainfo = MetainfoBuilder.File(HashedFile.FromContent(["a.bin"], _content, Chunk), Chunk);
    }

    private string Part => Path.Combine(_folder.Path, "a.bin.part");

    private string Final => Path.Combine(_folder.Path, "a.bin");

    public void Dispose() => _folder.Dispose();

    [Fact(DisplayName = "A chunk of a partial download that rotted is found by hashing, though the journal vouches for it; from then on it does not")]
    public async Task Rotten()
    {
        await KeepAsync(0, 1, 2, 3);
        Flip(Part, Chunk + 5);

        var found = await RecheckAsync();

        Assert.Equal("0 1 2 3", Text(found!.Before));
        Assert.Equal("0 2 3", Text(found.Good));
        await using var store = await OpenAsync();
        Assert.Equal("0 2 3", Text(store.Held()));
    }

    [Fact(DisplayName = "Where nothing of the torrent lies, there is nothing to hash and nothing to take away")]
    public async Task Nothing_there()
    {
        Assert.Null(await RecheckAsync());
        Assert.False(await PartStore.DeleteAsync(_metainfo, _folder.Path, CancellationToken.None));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact(DisplayName = "A partial download that is open is neither hashed again nor taken away")]
    public async Task Open()
    {
        await KeepAsync(0);
        await using var store = await OpenAsync();

        await Assert.ThrowsAsync<StoreInUseException>(RecheckAsync);
        await Assert.ThrowsAsync<StoreInUseException>(() => PartStore.DeleteAsync(_metainfo, _folder.Path, CancellationToken.None));
        Assert.True(File.Exists(Part));
    }

    [Fact(DisplayName = "Taking a partial download away leaves nothing of it, and what else lies there as it is")]
    public async Task Taken_away()
    {
        await KeepAsync(0, 1);
        File.WriteAllText(Final, "another");

        Assert.True(await PartStore.DeleteAsync(_metainfo, _folder.Path, CancellationToken.None));

        Assert.Equal([Final], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact(DisplayName = "A partial download of another torrent is left alone")]
    public async Task Foreign()
    {
        await KeepAsync(0);
        var other = MetainfoBuilder.File(HashedFile.FromContent(["a.bin"], new byte[Chunk], Chunk), Chunk);

        await Assert.ThrowsAsync<ForeignPartException>(() => PartStore.DeleteAsync(other, _folder.Path, CancellationToken.None));
        await Assert.ThrowsAsync<ForeignPartException>(() =>
            PartStore.RecheckAsync(other, _folder.Path, PartStoreSettings.Default, TimeProvider.System, null, CancellationToken.None));

        await using var store = await OpenAsync();
        Assert.Equal("0", Text(store.Held()));
    }

    [Fact(DisplayName = "A finished file that was damaged becomes a partial download, keeps what is right of it, and gets its name again when it is mended")]
    public async Task Demoted()
    {
        File.WriteAllBytes(Final, _content);
        Flip(Final, (3 * Chunk) + 1);
        var good = Bitfield.Full(5);
        good.Clear(3);

        await PartStore.DemoteAsync(_metainfo, Final, CancellationToken.None);
        var found = await RecheckAsync(good);

        Assert.Equal("0 1 2 4", Text(found!.Good));
        Assert.False(File.Exists(Final));
        await using (var store = await OpenAsync())
        {
            await store.KeepAsync(_metainfo.Grid.At(3), [_content.AsMemory(3 * Chunk, Chunk)], CancellationToken.None);
            Assert.Equal(Final, await store.PublishAsync(CancellationToken.None));
        }

        Assert.Equal(_content, File.ReadAllBytes(Final));
        Assert.Equal([Final], Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact(DisplayName = "What a damaged file would displace is left alone, and so is the file")]
    public async Task Not_demoted()
    {
        await KeepAsync(0);
        File.WriteAllText(Final, "damaged");

        await Assert.ThrowsAsync<ForeignPartException>(() => PartStore.DemoteAsync(_metainfo, Final, CancellationToken.None));

        Assert.Equal("damaged", File.ReadAllText(Final));
        await using var store = await OpenAsync();
        Assert.Equal("0", Text(store.Held()));
    }

    [Fact(DisplayName = "A crash between the journal and the rename of a damaged file is in nobody's way")]
    public async Task Half_demoted()
    {
        File.WriteAllText(Final, "damaged");
        await PartStore.DemoteAsync(_metainfo, Final, CancellationToken.None);
        File.Move(Part, Final);

        await using (var store = await OpenAsync())
            Assert.Equal("", Text(store.Held()));

        Assert.Equal("damaged", File.ReadAllText(Final));
    }

    private static string Text(Bitfield bits) => string.Join(' ', bits.EnumerateSet());

    private static void Flip(string path, int at)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[at] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private Task<PartStore> OpenAsync() =>
        PartStore.OpenAsync(_metainfo, _folder.Path, PartStoreSettings.Default, TimeProvider.System, CancellationToken.None);

    private Task<RecheckedPart?> RecheckAsync() => RecheckAsync(null);

    private Task<RecheckedPart?> RecheckAsync(Bitfield? expected) =>
        PartStore.RecheckAsync(_metainfo, _folder.Path, PartStoreSettings.Default, TimeProvider.System, expected, CancellationToken.None);

    private async Task KeepAsync(params int[] chunks)
    {
        await using var store = await OpenAsync();
        foreach (var chunk in chunks)
            await store.KeepAsync(_metainfo.Grid.At(chunk), [_content.AsMemory(chunk * Chunk, Chunk)], CancellationToken.None);
    }
}
