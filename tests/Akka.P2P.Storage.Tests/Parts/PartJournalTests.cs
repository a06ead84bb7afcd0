namespace Akka.P2P.Storage.Tests.Parts;

using Akka.P2P.Storage.Files;
using Akka.P2P.Storage.Parts;

public sealed class PartJournalTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Sample _sample = Sample.File("f", 20 * Sample.SmallChunk);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_torn_tail_is_cut_off_at_every_length()
    {
        await MakeAsync([3, 5], [7], [11, 13, 17]);
        var whole = File.ReadAllBytes(_folder["j"]);
        int[] ends = [PartJournal.HeaderLength, PartJournal.HeaderLength + 20, PartJournal.HeaderLength + 36, whole.Length];
        int[][] vouched = [[], [3, 5], [3, 5, 7], [3, 5, 7, 11, 13, 17]];
        for (var length = PartJournal.HeaderLength; length <= whole.Length; length++)
        {
            File.WriteAllBytes(_folder["j"], whole[..length]);
            using (var journal = await OpenAsync())
            {
                var records = ends.Count(e => e <= length) - 1;
                Assert.Equal(vouched[records], journal.Chunks.EnumerateSet());
                Assert.Equal(ends[records], new FileInfo(_folder["j"]).Length);
                await journal.AppendAsync([19], default);
            }

            using var again = await OpenAsync();
            Assert.True(again.Chunks[19]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Damaged_bytes_never_vouch_for_more_than_was_written(int seed)
    {
        int[] all = [1, 2, 3, 5, 8, 13];
        await MakeAsync([1, 2], [3], [5, 8, 13]);
        var whole = File.ReadAllBytes(_folder["j"]);
        var random = new Random(seed);
        for (var run = 0; run < 300; run++)
        {
            var damaged = whole.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_folder["j"], damaged);

            using var journal = await OpenAsync();

            Assert.True(journal.Foreign is not null || journal.Chunks.EnumerateSet().All(all.Contains), $"seed {seed}, run {run}");
        }
    }

    [Fact]
    public async Task Rubbish_and_newer_versions_are_told_apart_and_left_as_they_are()
    {
        var rubbish = new byte[200];
        new Random(1).NextBytes(rubbish);
        File.WriteAllBytes(_folder["j"], rubbish);
        using (var journal = await OpenAsync())
            Assert.Contains("something else", journal.Foreign, StringComparison.Ordinal);
        Assert.Equal(rubbish, File.ReadAllBytes(_folder["j"]));

        File.Delete(_folder["j"]);
        await MakeAsync([1]);
        var newer = File.ReadAllBytes(_folder["j"]);
        newer[8] = 9;
        File.WriteAllBytes(_folder["j"], newer);
        using (var journal = await OpenAsync())
            Assert.Contains("version 9", journal.Foreign, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A head of which a power cut left the length or a part is begun anew; a short file of somebody else is left as it is")]
    public async Task A_head_that_never_reached_the_disk_is_begun_anew()
    {
        await MakeAsync([1]);
        var whole = File.ReadAllBytes(_folder["j"]);
        foreach (var left in (byte[][])[[], whole[..1], whole[..55], new byte[20], new byte[56], new byte[76]])
        {
            File.WriteAllBytes(_folder["j"], left);
            using var journal = await OpenAsync();
            Assert.True(journal.IsNew && journal.Foreign is null && journal.Chunks.IsEmpty, $"{left.Length} bytes");
        }

        File.WriteAllText(_folder["j"], "my diary");
        using (var journal = await OpenAsync())
            Assert.Contains("something else", journal.Foreign, StringComparison.Ordinal);
        Assert.Equal("my diary", File.ReadAllText(_folder["j"]));
    }

    private Task<PartJournal> OpenAsync() => PartJournal.OpenAsync(RealDisk.Instance, _folder["j"], _sample.Metainfo.Info, default);

    private async Task MakeAsync(params int[][] records)
    {
        using var journal = await OpenAsync();
        Assert.True(journal.IsNew);
        await journal.ResetAsync(_sample.Metainfo.Info, default);
        foreach (var record in records)
            await journal.AppendAsync(record, default);
    }
}
