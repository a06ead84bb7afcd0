namespace Akka.P2P.Testing;

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

/// <summary>SHA-256("SEED/n") for many n in a row.</summary>
internal readonly struct CounterHash(string seed)
{
    public const int Size = SHA256.HashSizeInBytes;

    private readonly byte[] _prefix = Encoding.UTF8.GetBytes(seed + "/");

    /// <summary>Fills <paramref name="target"/>, a whole number of blocks, with the hashes from <paramref name="first"/> on.</summary>
    public void Write(long first, Span<byte> target)
    {
        Span<byte> text = stackalloc byte[_prefix.Length + 20];
        _prefix.CopyTo(text);
        for (var n = first; target.Length > 0; n++, target = target[Size..])
        {
            n.TryFormat(text[_prefix.Length..], out var digits, default, CultureInfo.InvariantCulture);
            SHA256.HashData(text[..(_prefix.Length + digits)], target);
        }
    }
}
