namespace Akka.P2P.Core.Identity;

using System.Security.Cryptography;
using System.Text;

/// <summary>
/// What only one node knows, for as long as its data folder lives: 32 random bytes that the caller draws. It never leaves the node; each
/// tracker gets a token of its own that is made from it, so that no tracker can pass itself off as the node at another one.
/// </summary>
public sealed class NodeSecret
{
    /// <summary>Bytes of a secret.</summary>
    public const int Size = 32;

    /// <summary>Bytes of a token.</summary>
    public const int TokenSize = HMACSHA256.HashSizeInBytes;

    private readonly byte[] _bytes;

    /// <exception cref="ArgumentException"><paramref name="bytes"/> are not 32.</exception>
    public NodeSecret(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"A node's secret is {Size} bytes, not {bytes.Length}.", nameof(bytes));
        _bytes = bytes.ToArray();
    }

    /// <summary>HMAC-SHA256 of the tracker's address, as <c>host:port</c>.</summary>
    public byte[] TokenFor(PeerAddress tracker)
    {
        ArgumentNullException.ThrowIfNull(tracker);
        return HMACSHA256.HashData(_bytes, Encoding.UTF8.GetBytes($"akka-p2p tracker {tracker}"));
    }

    /// <summary>Says nothing of it, so that no log ever does.</summary>
    public override string ToString() => "(secret)";
}
