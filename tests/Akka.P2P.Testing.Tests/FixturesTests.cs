namespace Akka.P2P.Testing.Tests;

using System.Security.Cryptography;
using System.Text;

public sealed class FixturesTests
{
    private static readonly byte[] Expected =
        [.. Enumerable.Range(0, 64).SelectMany(n => SHA256.HashData(Encoding.UTF8.GetBytes($"model/{n}")))];

    [Fact]
    public void The_stream_is_the_hashes_of_the_seed_and_a_counter() => Assert.Equal(Expected, Fixtures.Bytes("model", Expected.Length));

    [Fact]
    public void Any_part_of_the_stream_can_be_made_alone()
    {
        for (var offset = 0; offset < 70; offset += 3)
        {
            for (var size = 0; size < 700; size += 61)
            {
                var part = new byte[size];
                Fixtures.Fill("model", offset, part);
                Assert.Equal(Expected[offset..(offset + size)], part);
            }
        }
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(9L)]
    [InlineData(99_999_999_999_999_995L)]
    public void Counters_of_any_length_hash_right(long first)
    {
        var part = new byte[CounterHash.Size * 19];
        Fixtures.Fill("model", first * CounterHash.Size, part);
        for (var i = 0; i < 19; i++)
        {
            Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes($"model/{first + i}")), part[(i * 32)..((i + 1) * 32)]);
        }
    }

    [Fact]
    public void A_seed_too_long_for_one_block_works_as_well()
    {
        var seed = new string('x', 60);
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/9")), Fixtures.Bytes(seed, 320)[288..]);
    }

    [Fact]
    public void A_file_holds_the_stream_and_its_first_difference_is_found()
    {
        using var folder = new TempFolder();
        const int Size = (1 << 20) + 777;
        var path = Fixtures.WriteFile(folder["deep/down/file"], "model", Size);
        Assert.Equal(Size, new FileInfo(path).Length);
        Assert.Null(Fixtures.FirstDifference(path, "model", Size));
        Assert.Equal(0, Fixtures.FirstDifference(path, "other", Size));
        Assert.Equal(Size, Fixtures.FirstDifference(path, "model", Size + 1));
        using (var file = File.OpenWrite(path))
        {
            file.Position = (1 << 20) + 5;
            file.WriteByte(0);
            file.WriteByte(0);
        }

        Assert.InRange(Fixtures.FirstDifference(path, "model", Size)!.Value, (1 << 20) + 5, (1 << 20) + 6);
        Assert.Throws<IOException>(() => Fixtures.WriteFile(path, "model", 1));
    }
}
