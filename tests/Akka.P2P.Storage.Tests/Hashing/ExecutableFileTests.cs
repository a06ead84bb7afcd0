namespace Akka.P2P.Storage.Tests.Hashing;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Storage.Hashing;
using Akka.P2P.Storage.Parts;

public sealed class ExecutableFileTests : IDisposable
{
    private const UnixFileMode All = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory(DisplayName = "S2.99 An executable file arrives executable for all whom the umask allows, and another one does not")]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(100_000)]
    public async Task The_bit_arrives(int length)
    {
        if (OperatingSystem.IsWindows())
            return;
        _folder.Write("d/bin/run", new byte[length]);
        _folder.Write("d/bin/plain", new byte[length]);
        _folder.Write("d/last", [1]);
        // The owner's bit decides.
        File.SetUnixFileMode(_folder["d/bin/run"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.SetUnixFileMode(_folder["d/bin/plain"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherExecute);
        var hashed = await new TorrentHasher(1).HashAsync(_folder["d"], Sample.SmallChunk, null, default);

        var path = await FetchAsync(hashed);

        // What this process may give, by making a file as any program would.
        File.Create(_folder["made"], 0, FileOptions.None).Dispose();
        var given = File.GetUnixFileMode(_folder["made"]);
        Assert.Equal(given, File.GetUnixFileMode(Path.Combine(path, "bin/plain")));
        var run = File.GetUnixFileMode(Path.Combine(path, "bin/run"));
        Assert.Equal(given, run & ~All);
        Assert.True(run.HasFlag(UnixFileMode.UserExecute));
        Assert.Equal(given.HasFlag(UnixFileMode.GroupRead), run.HasFlag(UnixFileMode.GroupExecute));
        Assert.Equal(given.HasFlag(UnixFileMode.OtherRead), run.HasFlag(UnixFileMode.OtherExecute));
    }

    [Fact(DisplayName = "A bare executable file arrives executable, also when an earlier life made its part without the bit")]
    public async Task A_bare_file_keeps_its_bit()
    {
        if (OperatingSystem.IsWindows())
            return;
        _folder.Write("run", new byte[40_000]);
        File.SetUnixFileMode(_folder["run"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var hashed = await new TorrentHasher(1).HashAsync(_folder["run"], Sample.SmallChunk, null, default);
        Assert.True(hashed.Metainfo.Files[0].IsExecutable);
        await using (await OpenAsync(hashed))
            File.SetUnixFileMode(_folder["to/run.part"], UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.True(File.GetUnixFileMode(await FetchAsync(hashed)).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact(DisplayName = "A bit that changes between hashing and serving changes nothing: the bytes are what is served")]
    public async Task The_bit_may_change_later()
    {
        if (OperatingSystem.IsWindows())
            return;
        var sample = Sample.File("f", 50_000);
        var path = _folder.Write("f", sample.Files["f"]);
        var hashed = await new TorrentHasher(1).HashAsync(path, Sample.SmallChunk, null, default);
        await using var store = SourceStore.Open(hashed);

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await sample.AssertHeldIsRightAsync(store);
        await using var later = SourceStore.Open(hashed);
        await sample.AssertHeldIsRightAsync(later);
    }

    private Task<PartStore> OpenAsync(HashedTorrent hashed) =>
        PartStore.OpenAsync(hashed.Metainfo, _folder["to"], PartStoreSettings.Default, TimeProvider.System, default);

    private async Task<string> FetchAsync(HashedTorrent hashed)
    {
        await using var from = SourceStore.Open(hashed);
        await using var store = await OpenAsync(hashed);
        foreach (var chunk in store.Grid.All)
        {
            var bytes = new byte[store.Grid.LengthOf(chunk)];
            await from.ReadAsync(chunk, 0, bytes, default);
            await store.KeepAsync([new VerifiedChunk(chunk, [bytes])], default);
        }

        return await store.PublishAsync(default);
    }
}
