namespace Akka.P2P.Core.Tests.Chunks;

using Akka.P2P.Core.Chunks;

public sealed class KeepingSeveralTests
{
    [Fact(DisplayName = "Several chunks kept in one go are held and read back, also those that were held before")]
    public async Task Several_chunks_are_kept()
    {
        var grid = new ChunkGrid([3, 0, 2, 4], ChunkGrid.MinChunkLength);
        IChunkStore store = new MemoryChunkStore(grid);
        await store.KeepAsync(grid.At(1), [new byte[] { 7, 8 }], CancellationToken.None);

        await store.KeepAsync(
            [
                new VerifiedChunk(grid.At(0), [new byte[] { 1, 2 }, new byte[] { 3 }]),
                new VerifiedChunk(grid.At(1), [new byte[] { 7, 8 }]),
                new VerifiedChunk(grid.At(2), [new byte[] { 4, 5, 6, 7 }]),
            ],
            CancellationToken.None);

        Assert.True(store.IsComplete);
        var last = new byte[4];
        await store.ReadAsync(grid.At(2), 0, last, CancellationToken.None);
        Assert.Equal([4, 5, 6, 7], last);
    }

    [Fact(DisplayName = "A chunk among several whose parts are not as long as it is, is refused")]
    public async Task A_wrong_length_is_refused()
    {
        var grid = new ChunkGrid([3, 4], ChunkGrid.MinChunkLength);
        IChunkStore store = new MemoryChunkStore(grid);
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.KeepAsync(
            [new VerifiedChunk(grid.At(0), [new byte[3]]), new VerifiedChunk(grid.At(1), [new byte[3]])], CancellationToken.None));
        Assert.False(store.Held()[1]);
    }
}
