namespace Akka.P2P.Storage.Tests.Parts;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Storage.Parts;
using Akka.P2P.Storage.Tests.Simulated;

/// <summary>Disks that fill up, turn read-only or refuse, at every step of a download, and are mended.</summary>
public sealed class PartStoreFaultTests : IDisposable
{
    private static readonly PartStoreSettings Small = PartStoreSettings.Default with
    {
        SyncBytes = 3 * Sample.SmallChunk,
        MaxUnsyncedBytes = 6 * Sample.SmallChunk,
        MaxOpenFiles = 2,
        MaxSingleSyncs = 4,
    };

    private readonly TempFolder _folder = new();

    /// <summary>What is done when it fails, a part of the path that it is done to, how often it works before, and how it fails.</summary>
    public static TheoryData<string, string, int, string> Faults()
    {
        var data = new TheoryData<string, string, int, string>();
        foreach (var how in (string[])["full", "quota", "read-only", "refused", "broken"])
        {
            foreach (var (what, path, works) in ((string, string, int)[])[
                ("open", ".journal", 0), ("write", ".journal", 0), ("sync", ".journal", 0), ("sync folder", "", 0),
                ("folder", ".part", 0), ("folder", "b", 0), ("open", "b", 0), ("length", ".part", 0),
                ("write", "a", 0), ("write", "b", 0), ("write", "b", 3), ("sync", "a", 0), ("sync all", "", 0),
                ("write", ".journal", 1), ("sync", ".journal", 1), ("write", ".journal", 3), ("sync folder", "", 1), ("move", "", 0), ("delete", "", 0)])
                data.Add(what, path, works, how);
        }

        return data;
    }

    public void Dispose() => _folder.Dispose();

    [Theory(DisplayName = "S1.47 S2.99 Whatever the disk refuses and whenever: nothing unverified has the final name, and when it is mended the download ends well")]
    [MemberData(nameof(Faults))]
    public async Task A_disk_that_fails_is_gone_on_with_when_it_is_mended(string what, string path, int works, string how)
    {
        var sample = Sample.Folder("d", 5, ("a", 50_000), ("b/1", 20_000), ("b/2", 30_000), ("b/3", 100), ("b/e", 0), ("c/d/e", 1), ("f", 40_000));
        var failing = false;
        var failed = false;
        // Files are synced one by one where they can't be synced at once.
        var disk = new PowerCutDisk(new Random(1), hasVolume: what != "sync")
        {
            Fault = (w, p) =>
            {
                failing |= !failed && w == what && Matches(p[_folder.Path.Length..], path) && works-- <= 0;
                failed |= failing;
                // It goes on failing until it is mended, as a disk does.
                return failing && w == what ? Fault(how) : null;
            },
        };

        var refusals = new List<ChunkStoreException>();
        string? final = null;
        for (var life = 0; life < 10 && final is null; life++)
        {
            PartStore? store = null;
            try
            {
                store = await PartStore.OpenAsync(disk, sample.Metainfo, _folder.Path, Small, new ManualTime(), default);
                await sample.AssertHeldIsRightAsync(store);
                await sample.KeepAllAsync(store);
                await store.FlushAsync(default);
                final = await store.PublishAsync(default);
            }
            catch (ChunkStoreException e)
            {
                refusals.Add(e);
                Assert.False(Directory.Exists(_folder["d"]) && !sample.IsAt(_folder["d"]), "something unverified has the final name");
            }
            finally
            {
                failing = false;
                if (store is not null)
                    await store.DisposeAsync();
            }
        }

        Assert.Equal(_folder["d"], final);
        Assert.True(sample.IsAt(final!));
        Assert.True(failed, "the fault was never met");
        // A journal that can't be removed is no reason to complain: the torrent is complete.
        Assert.Equal(what == "delete" ? 0 : 1, refusals.Count);
        Assert.All(refusals, r => Assert.Contains(Reason(how), r.Message, StringComparison.Ordinal));
        Assert.All(refusals, r => Assert.Equal(how is "full" or "quota", r is StorageFullException));
        Assert.Equal(["d"], _folder.Names().Where(n => !n.EndsWith(".journal", StringComparison.Ordinal)));
    }

    private static bool Matches(string path, string wanted) =>
        wanted.StartsWith('.') ? path.EndsWith(wanted, StringComparison.Ordinal) || (wanted == ".part" && path.Contains(wanted, StringComparison.Ordinal) && !path.EndsWith(".journal", StringComparison.Ordinal))
            : wanted.Length == 0 || path.Contains($"/{wanted}", StringComparison.Ordinal) || path.Contains($"\\{wanted}", StringComparison.Ordinal);

    private static Exception Fault(string how) => how switch
    {
        "full" => new IOException("No space left on device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28),
        "quota" => new IOException("Quota exceeded", OperatingSystem.IsWindows() ? unchecked((int)0x80070027) : OperatingSystem.IsLinux() ? 122 : 69),
        "read-only" => new IOException("Read-only file system", OperatingSystem.IsWindows() ? unchecked((int)0x80070013) : 30),
        "refused" => new UnauthorizedAccessException("Permission denied"),
        _ => new IOException("Input/output error", 5),
    };

    private static string Reason(string how) => how switch
    {
        "full" or "quota" => "No room left",
        "read-only" => "its disk is read-only",
        "refused" => "There is no permission",
        _ => "The disk failed",
    };
}
