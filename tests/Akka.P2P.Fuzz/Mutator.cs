namespace Akka.P2P.Fuzz;

using System.Buffers.Binary;

/// <summary>Changes bytes: bits, bytes, numbers, lengths, splices, repetitions.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> words)
{
    private static readonly long[] Numbers = [0, 1, -1, 127, 128, 255, 256, 32767, 65535, 65536, int.MaxValue, int.MinValue, uint.MaxValue, long.MaxValue, long.MinValue];

    /// <param name="input">Not changed.</param>
    /// <param name="other">To splice with.</param>
    /// <param name="most">Bytes of the result.</param>
    public byte[] Mutate(ReadOnlySpan<byte> input, ReadOnlySpan<byte> other, int most)
    {
        var bytes = input.ToArray();
        for (var times = 1 << random.Next(4); times > 0; times--)
        {
            bytes = Once(bytes, other);
            if (bytes.Length > most)
                bytes = bytes[..most];
        }

        return bytes;
    }

    private byte[] Once(byte[] bytes, ReadOnlySpan<byte> other)
    {
        if (bytes.Length == 0)
            return other.ToArray();
        var at = random.Next(bytes.Length);
        switch (random.Next(12))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
                return [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
            case 3:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + random.Next(8))..]];
            case 4:
                return bytes[..at];
            case 5:
                var from = random.Next(bytes.Length);
                var piece = bytes[from..Math.Min(bytes.Length, from + 1 + random.Next(64))];
                return [.. bytes[..at], .. piece, .. bytes[at..]];
            case 6:
                return other.Length == 0 ? bytes : [.. bytes[..at], .. other[random.Next(other.Length)..]];
            case 7 when words.Count > 0:
                return [.. bytes[..at], .. words[random.Next(words.Count)], .. bytes[at..]];
            case 8 when bytes.Length >= 8:
                BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(Math.Min(at, bytes.Length - 8)), Numbers[random.Next(Numbers.Length)]);
                return bytes;
            case 9 when bytes.Length >= 4:
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Math.Min(at, bytes.Length - 4)), unchecked((int)Numbers[random.Next(Numbers.Length)]));
                return bytes;
            case 10:
                return [.. bytes[..at], .. System.Text.Encoding.ASCII.GetBytes($"{Numbers[random.Next(Numbers.Length)]}"), .. bytes[at..]];
            case 11 when random.Next(20) == 0:
                // Deep and long.
                var unit = words.Count > 0 && random.Next(2) == 0 ? words[random.Next(words.Count)] : bytes[at..Math.Min(bytes.Length, at + 1 + random.Next(4))];
                return [.. bytes[..at], .. Enumerable.Repeat(unit, 1 << random.Next(4, 14)).SelectMany(b => b), .. bytes[at..]];
            default:
                (bytes[at], bytes[^1]) = (bytes[^1], bytes[at]);
                return bytes;
        }
    }
}
