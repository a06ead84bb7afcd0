namespace Petabridge.Cmd.Common.Wire;

using System.Globalization;
using System.Text;

/// <summary>
/// The first eight bytes from both sides: <c>PBM/</c>, the version of the protocol in two digits, and an end of line, which makes a
/// web server that is called by mistake answer at once.
/// </summary>
internal static class Preamble
{
    public const int Version = 1;
    public const int Length = 8;

    public static byte[] Of(int version) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"PBM/{version:D2}\r\n"));

    /// <returns>The other side's version; null when this is no preamble.</returns>
    public static int? VersionIn(ReadOnlySpan<byte> bytes) =>
        bytes.Length == Length && bytes.StartsWith("PBM/"u8) && bytes.EndsWith("\r\n"u8)
        && int.TryParse(bytes[4..6], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    /// <summary>Who it probably is that speaks so.</summary>
    public static string Guess(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("HTTP/"u8) ? "a web server"
        : bytes.StartsWith("SSH-"u8) ? "an SSH server"
        : bytes.Length > 2 && bytes[0] is 0x15 or 0x16 && bytes[1] == 3 ? "a server that wants TLS"
        : "something else";
}
