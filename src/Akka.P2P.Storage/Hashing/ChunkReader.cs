namespace Akka.P2P.Storage.Hashing;

using System.Buffers;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Storage.Files;

/// <summary>Reads a range of a file through one small pooled buffer and hashes its blocks.</summary>
internal static class ChunkReader
{
    private const int BufferLength = 256 * 1024;

    /// <summary>False when the file ends before the range does.</summary>
    public static async ValueTask<bool> HashAsync(
        IStoreFile file, long offset, int length, Memory<Sha256Digest> leaves, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(int.Min(BufferLength, length));
        try
        {
            for (var done = 0; done < length;)
            {
                var part = buffer.AsMemory(0, int.Min(BufferLength, length - done));
                if (await file.ReadAsync(part, offset + done, ct).ConfigureAwait(false) != part.Length)
                    return false;
                MerkleTree.HashBlocks(part.Span, leaves.Span[(done / MerkleTree.BlockLength)..]);
                done += part.Length;
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
