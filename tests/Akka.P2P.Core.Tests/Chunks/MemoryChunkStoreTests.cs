namespace Akka.P2P.Core.Tests.Chunks;

using Akka.P2P.Core.Chunks;

public sealed class MemoryChunkStoreTests
{
    [Fact(DisplayName = "S2.99 Chunks kept in any order are the content again")]
    public async Task Chunks_are_kept_and_read()
    {
        var content = new byte[50_000];
        new Random(1).NextBytes(content);
        var grid = new ChunkGrid([20_000, 0, 30_000], 16384);
        await using var seeded = MemoryChunkStore.Seeded(grid, content);
        await using var store = new MemoryChunkStore(grid, "x");
        foreach (var chunk in grid.All.Reverse())
        {
            await Assert.ThrowsAsync<ChunkNotHeldException>(async () => await store.PublishAsync(default));
            var bytes = new byte[grid.LengthOf(chunk)];
            await seeded.ReadAsync(chunk, 0, bytes, default);
            await store.KeepAsync(chunk, [bytes.AsMemory(0, 7), bytes.AsMemory(7)], default);
            Array.Clear(bytes);
            await store.ReadAsync(chunk, 3, bytes.AsMemory(3), default);
            var place = grid.Locate(chunk);
            var start = (int)place.Offset + (place.File == 0 ? 0 : 20_000);
            Assert.Equal(content[(start + 3)..(start + place.Length)], bytes[3..]);
        }

        Assert.True(store.IsComplete && store.Held().IsFull);
        Assert.Equal("x", await store.PublishAsync(default));
    }

    [Fact]
    public async Task Bad_arguments_change_nothing()
    {
        await using var store = new MemoryChunkStore(new ChunkGrid([20_000], 16384));
        var chunk = store.Grid.At(0);
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.KeepAsync(chunk, [new byte[16383]], default));
        await Assert.ThrowsAsync<ChunkNotHeldException>(async () => await store.ReadAsync(chunk, 0, new byte[1], default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.ReadAsync(chunk, -1, new byte[1], default));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await store.ReadAsync(chunk, 16384, new byte[1], default));
        Assert.True(store.Held().IsEmpty);
        Assert.Throws<ArgumentException>(() => MemoryChunkStore.Seeded(store.Grid, new byte[3]));
    }
}
