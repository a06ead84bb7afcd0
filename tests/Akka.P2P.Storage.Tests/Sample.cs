namespace Akka.P2P.Storage.Tests;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;

/// <summary>A torrent with its content in memory: drawn from a seed, so that every run sees the same.</summary>
public sealed record Sample(Metainfo Metainfo, IReadOnlyDictionary<string, byte[]> Files)
{
    public const int SmallChunk = 16 * 1024;

    public ChunkGrid Grid => Metainfo.Grid;

    public static Sample File(string name, int length, int seed = 1, int chunkLength = SmallChunk)
    {
        var content = Bytes(length, seed);
        return new Sample(
            MetainfoBuilder.File(HashedFile.FromContent([name], content, chunkLength), chunkLength),
            new Dictionary<string, byte[]> { [name] = content });
    }

    public static Sample Folder(string name, int seed, params (string Path, int Length)[] files)
    {
        var contents = files.Select((f, i) => (f.Path, Content: Bytes(f.Length, seed + i))).ToDictionary(f => f.Path, f => f.Content);
        return new Sample(
            MetainfoBuilder.Folder(name, SmallChunk, [.. contents.Select(f => HashedFile.FromContent([.. f.Key.Split('/')], f.Value, SmallChunk))]),
            contents);
    }

    public byte[] Bytes(ChunkIndex chunk)
    {
        var place = Grid.Locate(chunk);
        return Files[Metainfo.Files[place.File].PathText].AsSpan((int)place.Offset, place.Length).ToArray();
    }

    /// <summary>The chunk in parts of odd sizes, as slices would come.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Parts(ChunkIndex chunk, int partLength = 5000)
    {
        ReadOnlyMemory<byte> bytes = Bytes(chunk);
        var parts = new List<ReadOnlyMemory<byte>>();
        for (var at = 0; at < bytes.Length; at += partLength)
            parts.Add(bytes.Slice(at, int.Min(partLength, bytes.Length - at)));
        return parts;
    }

    public async Task KeepAllAsync(IChunkStore store)
    {
        foreach (var chunk in Grid.All)
            await store.KeepAsync(chunk, Parts(chunk), default);
    }

    /// <summary>Reads every chunk that the store claims to hold, and compares.</summary>
    public async Task AssertHeldIsRightAsync(IChunkStore store)
    {
        foreach (var i in store.Held().EnumerateSet())
        {
            var chunk = Grid.At(i);
            var read = new byte[Grid.LengthOf(chunk)];
            await store.ReadAsync(chunk, 0, read, default);
            Assert.True(Bytes(chunk).AsSpan().SequenceEqual(read), $"chunk {i} is wrong");
        }
    }

    public void AssertPublishedAt(string path)
    {
        foreach (var (name, content) in Files)
            Assert.Equal(content, System.IO.File.ReadAllBytes(Metainfo.IsSingleFile ? path : Path.Combine(path, name)));
    }

    /// <summary>Whether the whole lies there, with no byte more or less.</summary>
    public bool IsAt(string path) =>
        (Metainfo.IsSingleFile ? 1 : Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Count() : 0) == Files.Count
        && Files.All(f => (Metainfo.IsSingleFile ? path : Path.Combine(path, f.Key)) is var full
            && System.IO.File.Exists(full) && System.IO.File.ReadAllBytes(full).AsSpan().SequenceEqual(f.Value));

    private static byte[] Bytes(int length, int seed)
    {
        var content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }
}
