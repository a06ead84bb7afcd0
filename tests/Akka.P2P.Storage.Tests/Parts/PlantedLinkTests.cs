namespace Akka.P2P.Storage.Tests.Parts;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Storage.Parts;

/// <summary>Links that somebody planted where a download is to write.</summary>
public sealed class PlantedLinkTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Sample _sample = Sample.Folder("d", 3, ("a", 20_000), ("b/c", 40_000), ("b/e", 0));

    public PlantedLinkTests()
    {
        Directory.CreateDirectory(_folder["to"]);
        _folder.Write("outside/secret", [7, 7, 7]);
    }

    public void Dispose() => _folder.Dispose();

    [Theory(DisplayName = "Seed fault: `../` in names is not refused. Nothing is written through a link that stands in the target folder")]
    [InlineData("d.part.journal", "secret")]
    [InlineData("d.part.journal", "new")]
    [InlineData("d.part", "")]
    public async Task Before_the_download(string name, string target)
    {
        if (OperatingSystem.IsWindows())
            return;
        File.CreateSymbolicLink(_folder["to/" + name], Path.Combine(_folder["outside"], target));

        await Assert.ThrowsAnyAsync<ChunkStoreException>(OpenAsync);

        AssertUntouched();
    }

    [Theory(DisplayName = "Nothing is written through a link that was planted in a download between two runs")]
    [InlineData("a", "secret")]
    [InlineData("a", "new")]
    [InlineData("b/c", "secret")]
    [InlineData("b/e", "new")]
    [InlineData("b", "")]
    [InlineData("", "")]
    public async Task Between_two_runs(string name, string target)
    {
        if (OperatingSystem.IsWindows())
            return;
        await using (var store = await OpenAsync())
        {
            await store.KeepAsync(_sample.Grid.At(0), _sample.Parts(_sample.Grid.At(0)), default);
            await store.KeepAsync(_sample.Grid.At(3), _sample.Parts(_sample.Grid.At(3)), default);
        }

        Plant(name, target);

        var refused = await Assert.ThrowsAsync<ForeignPartException>(OpenAsync);

        Assert.Contains("symbolic link", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Path.TrimEndingDirectorySeparator(_folder["to/d.part/" + name]), Path.TrimEndingDirectorySeparator(refused.Path));
        AssertUntouched();
    }

    [Theory(DisplayName = "Nothing is written through a link that is planted while the download runs")]
    [InlineData("a", "secret")]
    [InlineData("b/c", "new")]
    [InlineData("b", "")]
    public async Task While_it_runs(string name, string target)
    {
        if (OperatingSystem.IsWindows())
            return;
        await using (var store = await OpenAsync())
        {
            Plant(name, target);
            await Assert.ThrowsAnyAsync<ChunkStoreException>(async () => await _sample.KeepAllAsync(store));
        }

        AssertUntouched();
    }

    [Fact(DisplayName = "A link with the final name is a name that is taken, wherever it leads")]
    public async Task At_the_end()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.CreateSymbolicLink(_folder["to/d"], "nowhere");
        Directory.CreateSymbolicLink(_folder["to/d (1)"], "../outside");
        await using var store = await OpenAsync();
        await _sample.KeepAllAsync(store);

        Assert.Equal(_folder["to/d (2)"], await store.PublishAsync(default));
        AssertUntouched();
    }

    [Fact(DisplayName = "S1.43 An empty folder with the final name is not replaced either")]
    public async Task An_empty_folder_is_not_replaced()
    {
        Directory.CreateDirectory(_folder["to/d"]);
        await using var store = await OpenAsync();
        await _sample.KeepAllAsync(store);

        Assert.Equal(_folder["to/d (1)"], await store.PublishAsync(default));
        // The last moment: it appears when nobody looks any more.
        Assert.False(Storage.Files.RealDisk.Instance.TryMove(_folder["to/d (1)"], _folder["to/d"]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder["to/d"]));
    }

    private void Plant(string name, string target)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.Combine(_folder["to/d.part"], name));
        if (File.Exists(path))
            File.Delete(path);
        else if (Directory.Exists(path))
            Directory.Move(path, _folder["moved away"]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, Path.Combine(_folder["outside"], target));
    }

    private void AssertUntouched()
    {
        Assert.Equal([_folder["outside/secret"]], Directory.EnumerateFileSystemEntries(_folder["outside"]));
        Assert.Equal([7, 7, 7], File.ReadAllBytes(_folder["outside/secret"]));
    }

    private Task<PartStore> OpenAsync() =>
        PartStore.OpenAsync(_sample.Metainfo, _folder["to"], PartStoreSettings.Default, TimeProvider.System, default);
}
