namespace Akka.Remote.Wire;

using System.Buffers.Binary;
using System.Globalization;

/// <summary>
/// A frame is a length (int32, little-endian, not counting itself) and a body. Both ends have a limit, <c>maximum-frame-size</c>.
/// The receiver's counts the four bytes of the length too, and so does our sender: a peer must never be sent what makes it hang up.
/// </summary>
internal static class FrameFormat
{
    /// <summary>Bytes of the length in front of a body.</summary>
    public const int PrefixLength = 4;

    /// <summary>True when a receiver with the limit <paramref name="maximumFrameSize"/> takes a body of this many bytes.</summary>
    public static bool Fits(long bodyLength, long maximumFrameSize) => bodyLength + PrefixLength <= maximumFrameSize;

    /// <summary>
    /// Looks for a whole frame at the start of <paramref name="received"/>. False: more bytes are needed, and <paramref name="bodyLength"/>
    /// is -1 while even the length is incomplete. Nothing is allocated for a length that is only claimed.
    /// </summary>
    /// <exception cref="PduException">The length can't be one of ours: the text says what the bytes look like.</exception>
    public static bool TryRead(ReadOnlySpan<byte> received, long maximumFrameSize, out int bodyLength)
    {
        bodyLength = -1;
        if (received.Length < PrefixLength)
        {
            return false;
        }

        var claimed = BinaryPrimitives.ReadInt32LittleEndian(received);
        if (claimed <= 0 || !Fits(claimed, maximumFrameSize))
        {
            throw new PduException(Explain(received, claimed, maximumFrameSize));
        }

        bodyLength = claimed;
        return received.Length - PrefixLength >= claimed;
    }

    private static string Explain(ReadOnlySpan<byte> received, int claimed, long maximumFrameSize)
    {
        if (received[0] == 0x16 && received[1] == 0x03)
        {
            return "the peer speaks TLS and this transport doesn't (enable-ssl differs between the two nodes)";
        }

        if (received[..4].SequenceEqual("GET "u8) || received[..4].SequenceEqual("POST"u8) || received[..4].SequenceEqual("HEAD"u8)
            || received[..4].SequenceEqual("PUT "u8) || received[..4].SequenceEqual("OPTI"u8) || received[..4].SequenceEqual("HTTP"u8))
        {
            return "the peer speaks HTTP: this port is for Akka remoting only";
        }

        return claimed switch
        {
            < 0 => $"a frame claims the negative length {claimed}: these bytes are not Akka remoting",
            0 => "a frame without a body",
            _ when maximumFrameSize < Transport.Tcp.TcpSettings.LeastFrameSize => string.Create(
                CultureInfo.InvariantCulture,
                $"a first frame of {(long)claimed + PrefixLength} bytes: a handshake is shorter, so these bytes are not Akka remoting"),
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"a frame of {(long)claimed + PrefixLength} bytes is over the limit of {maximumFrameSize} (akka.remote.dot-netty.tcp.maximum-frame-size)"),
        };
    }
}
