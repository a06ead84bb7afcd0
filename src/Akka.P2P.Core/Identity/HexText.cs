namespace Akka.P2P.Core.Identity;

using System.Buffers;

/// <summary>Hex digits to bytes without exceptions: what is read here was typed by people or sent by strangers.</summary>
internal static class HexText
{
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes) =>
        text.Length == 2 * bytes.Length
        && Convert.FromHexString(text, bytes, out var read, out var written) == OperationStatus.Done
        && read == text.Length
        && written == bytes.Length;

    public static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
        }

        return true;
    }
}
