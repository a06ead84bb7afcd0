namespace Akka.P2P.Testing;

using System.Buffers.Binary;
using System.Runtime.Intrinsics;

/// <summary>SHA-256 (FIPS 180-4) of eight texts at once, each short enough for one block: one text a lane of a vector.</summary>
internal static class Sha256Lanes
{
    public const int Count = 8;
    public const int BlockBytes = 64;
    public const int LongestText = BlockBytes - 9;

    private static readonly uint[] Start =
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    private static readonly uint[] Rounds = [.. Primes(64).Select(CubeRootFraction)];

    /// <summary>Ends a text of that length, the rest of whose block is zero, as FIPS 180-4 §5.1.1 says.</summary>
    public static void Pad(Span<byte> block, int length)
    {
        block[length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(block[^8..], (ulong)length * 8);
    }

    /// <summary>Hashes eight padded blocks that stand one after another into eight hashes, one after another.</summary>
    public static void Hash(ReadOnlySpan<byte> blocks, Span<byte> hashes)
    {
        Span<Vector256<uint>> w = stackalloc Vector256<uint>[16];
        Span<uint> column = stackalloc uint[Count];
        for (var i = 0; i < w.Length; i++)
        {
            for (var lane = 0; lane < Count; lane++)
            {
                column[lane] = BinaryPrimitives.ReadUInt32BigEndian(blocks[((lane * BlockBytes) + (i * 4))..]);
            }

            w[i] = Vector256.Create<uint>(column);
        }

        var (a, b, c, d) = (Vector256.Create(Start[0]), Vector256.Create(Start[1]), Vector256.Create(Start[2]), Vector256.Create(Start[3]));
        var (e, f, g, h) = (Vector256.Create(Start[4]), Vector256.Create(Start[5]), Vector256.Create(Start[6]), Vector256.Create(Start[7]));
        for (var i = 0; i < Rounds.Length; i++)
        {
            if (i >= 16)
            {
                var (w15, w2) = (w[(i + 1) & 15], w[(i + 14) & 15]);
                w[i & 15] += (Turn(w15, 7) ^ Turn(w15, 18) ^ (w15 >>> 3)) + w[(i + 9) & 15] + (Turn(w2, 17) ^ Turn(w2, 19) ^ (w2 >>> 10));
            }

            var t1 = h + (Turn(e, 6) ^ Turn(e, 11) ^ Turn(e, 25)) + ((e & f) ^ (~e & g)) + Vector256.Create(Rounds[i]) + w[i & 15];
            var t2 = (Turn(a, 2) ^ Turn(a, 13) ^ Turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + t1, c, b, a, t1 + t2);
        }

        Span<Vector256<uint>> state = [a, b, c, d, e, f, g, h];
        for (var i = 0; i < state.Length; i++)
        {
            var word = state[i] + Vector256.Create(Start[i]);
            for (var lane = 0; lane < Count; lane++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(hashes[((lane * CounterHash.Size) + (i * 4))..], word[lane]);
            }
        }
    }

    private static Vector256<uint> Turn(Vector256<uint> x, int bits) => (x >>> bits) | (x << (32 - bits));

    private static IEnumerable<int> Primes(int count) =>
        Enumerable.Range(2, 400).Where(n => Enumerable.Range(2, n - 2).All(d => n % d != 0)).Take(count);

    /// <summary>The first 32 bits of the fraction of a cube root: the round constants of §4.2.2.</summary>
    private static uint CubeRootFraction(int prime)
    {
        // The greatest x with x³ ≤ prime · 2⁹⁶ is the cube root times 2³²; 311, the last prime, has one below 8.
        var (low, high) = (UInt128.Zero, (UInt128)1 << 35);
        var limit = (UInt128)prime << 96;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = middle * middle * middle <= limit ? (middle, high) : (low, middle);
        }

        return (uint)(low & uint.MaxValue);
    }
}
