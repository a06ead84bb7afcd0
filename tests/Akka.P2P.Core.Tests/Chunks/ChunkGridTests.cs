namespace Akka.P2P.Core.Tests.Chunks;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using FsCheck;
using FsCheck.Fluent;

public sealed class ChunkGridTests
{
    private const int Length = 16 * 1024;

    [Fact(DisplayName = "S2.99 Chunks and their slices cover every byte of every file exactly once")]
    public void Every_byte_is_covered_once()
    {
        var lengths = Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 5), Gen.Choose(Length - 1, Length + 1), Gen.Choose(0, 5 * Length)).ListOf();
        var cases = from files in lengths from slice in Gen.Choose(1000, 40_000) select (files.Take(8).ToList(), slice);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var (files, slice) = c;
            var grid = new ChunkGrid([.. files.Select(f => (long)f)], Length);
            var at = new long[files.Count];
            foreach (var chunk in grid.All)
            {
                var place = grid.Locate(chunk);
                if (place.Offset != at[place.File] || place.Length < 1 || place.Length > Length || !grid.ChunksOf(place.File).Contains(chunk))
                    return false;
                at[place.File] += place.Length;
                var end = 0;
                for (var i = 0; i < grid.SliceCount(chunk, slice); i++)
                {
                    var part = grid.Slice(chunk, i, slice);
                    if (part.Offset != end || !grid.Fits(chunk, part.Offset, part.Length))
                        return false;
                    end = part.End;
                }

                if (end != place.Length || end != grid.LengthOf(chunk) || grid.Fits(chunk, 1, end))
                    return false;
            }

            return grid.TotalLength == files.Sum(f => (long)f) && Enumerable.Range(0, files.Count).All(f => at[f] == files[f]
                && grid.ChunksOf(f).Count == (files[f] + Length - 1) / Length);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0L, 0)]
    [InlineData(1L, 1)]
    [InlineData(16383L, 1)]
    [InlineData(16384L, 1)]
    [InlineData(16385L, 2)]
    [InlineData(1L << 44, 1 << 30)]
    public void Boundary_sizes_have_the_right_count(long length, int chunks) => Assert.Equal(chunks, new ChunkGrid([length], Length).Count);

    [Fact]
    public void Numbers_from_elsewhere_are_checked()
    {
        var grid = new ChunkGrid([20_000], Length);
        Assert.Equal(1, grid.At(1).Value);
        foreach (var bad in (int[])[-1, 2, int.MinValue, int.MaxValue])
        {
            Assert.False(grid.TryAt(bad, out _));
            Assert.Throws<ArgumentOutOfRangeException>(() => grid.At(bad));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new ChunkGrid([], Length).Locate(default(ChunkIndex)));
        Assert.False(grid.Fits(grid.At(1), int.MaxValue, int.MaxValue));
        Assert.False(grid.Fits(grid.At(1), 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => grid.Slice(grid.At(1), 1, Length));
    }

    [Fact]
    public void What_is_no_grid_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new ChunkGrid([-1], Length));
        Assert.Throws<ArgumentException>(() => new ChunkGrid([1], 20_000));
        Assert.Throws<ArgumentException>(() => new ChunkGrid([1], 128 * 1024 * 1024));
        Assert.Throws<ArgumentException>(() => new ChunkGrid([long.MaxValue, long.MaxValue], Length));
    }
}
