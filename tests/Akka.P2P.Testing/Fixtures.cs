namespace Akka.P2P.Testing;

/// <summary>
/// Test content that anyone can make again from a word: byte stream <c>SEED</c> is
/// SHA-256("SEED/0") ‖ SHA-256("SEED/1") ‖ SHA-256("SEED/2") …, cut to the size that is asked for.
/// </summary>
public static class Fixtures
{
    private const int BatchBytes = 1 << 20;

    /// <summary>The first <paramref name="size"/> bytes of the stream <paramref name="seed"/>.</summary>
    public static byte[] Bytes(string seed, int size)
    {
        var bytes = new byte[size];
        Fill(seed, 0, bytes);
        return bytes;
    }

    /// <summary>Fills <paramref name="target"/> with the bytes of the stream that begin at <paramref name="offset"/>.</summary>
    public static void Fill(string seed, long offset, Span<byte> target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var blocks = new CounterHash(seed);
        Span<byte> block = stackalloc byte[CounterHash.Size];
        var into = (int)(offset % CounterHash.Size);
        var counter = offset / CounterHash.Size;
        if (into > 0 && target.Length > 0)
        {
            blocks.Write(counter++, block);
            var head = Math.Min(target.Length, CounterHash.Size - into);
            block.Slice(into, head).CopyTo(target);
            target = target[head..];
        }

        var whole = target.Length / CounterHash.Size;
        blocks.Write(counter, target[..(whole * CounterHash.Size)]);
        if (target.Length % CounterHash.Size is var tail and > 0)
        {
            blocks.Write(counter + whole, block);
            block[..tail].CopyTo(target[(whole * CounterHash.Size)..]);
        }
    }

    /// <summary>Writes the first <paramref name="size"/> bytes of the stream to a new file, on all cores, and returns the path.</summary>
    /// <exception cref="IOException">The file exists already.</exception>
    public static string WriteFile(string path, string seed, long size)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.None, size);
        var batches = (size + BatchBytes - 1) / BatchBytes;
        Parallel.For(0L, batches, () => new byte[BatchBytes], (batch, _, buffer) =>
        {
            var offset = batch * BatchBytes;
            var part = buffer.AsSpan(0, (int)Math.Min(BatchBytes, size - offset));
            Fill(seed, offset, part);
            RandomAccess.Write(file, part, offset);
            return buffer;
        }, _ => { });
        return path;
    }

    /// <summary>Where the file first differs from the stream, in bytes; null when it is exactly its first <paramref name="size"/> bytes.</summary>
    public static long? FirstDifference(string path, string seed, long size)
    {
        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        var (actual, expected) = (new byte[BatchBytes], new byte[BatchBytes]);
        for (long offset = 0; offset < Math.Min(size, length); offset += BatchBytes)
        {
            var want = (int)Math.Min(BatchBytes, Math.Min(size, length) - offset);
            var got = 0;
            while (got < want)
            {
                got += RandomAccess.Read(file, actual.AsSpan(got, want - got), offset + got);
            }

            Fill(seed, offset, expected.AsSpan(0, want));
            var same = actual.AsSpan(0, want).CommonPrefixLength(expected.AsSpan(0, want));
            if (same < want)
            {
                return offset + same;
            }
        }

        return length == size ? null : Math.Min(size, length);
    }
}
