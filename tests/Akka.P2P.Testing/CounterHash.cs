namespace Akka.P2P.Testing;

using System.Globalization;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;
using System.Text;

/// <summary>SHA-256("SEED/n") for many n in a row, eight at a time where the machine has the vectors for it.</summary>
internal readonly struct CounterHash(string seed)
{
    public const int Size = SHA256.HashSizeInBytes;

    private readonly byte[] _prefix = Encoding.UTF8.GetBytes(seed + "/");

    /// <summary>Fills <paramref name="target"/>, a whole number of blocks, with the hashes from <paramref name="first"/> on.</summary>
    public void Write(long first, Span<byte> target)
    {
        // A number has at most 19 digits: with them the text must fit one block of SHA-256.
        var n = first;
        if (Vector256.IsHardwareAccelerated && _prefix.Length + 19 <= Sha256Lanes.LongestText)
        {
            const int Batch = Sha256Lanes.Count * Size;
            Span<byte> blocks = stackalloc byte[Sha256Lanes.Count * Sha256Lanes.BlockBytes];
            for (; target.Length >= Batch; n += Sha256Lanes.Count, target = target[Batch..])
            {
                blocks.Clear();
                for (var lane = 0; lane < Sha256Lanes.Count; lane++)
                {
                    var block = blocks.Slice(lane * Sha256Lanes.BlockBytes, Sha256Lanes.BlockBytes);
                    Sha256Lanes.Pad(block, Text(block, n + lane));
                }

                Sha256Lanes.Hash(blocks, target[..Batch]);
            }
        }

        Span<byte> text = stackalloc byte[_prefix.Length + 19];
        for (; target.Length > 0; n++, target = target[Size..])
        {
            SHA256.HashData(text[..Text(text, n)], target);
        }
    }

    private int Text(Span<byte> into, long n)
    {
        _prefix.CopyTo(into);
        n.TryFormat(into[_prefix.Length..], out var digits, default, CultureInfo.InvariantCulture);
        return _prefix.Length + digits;
    }
}
