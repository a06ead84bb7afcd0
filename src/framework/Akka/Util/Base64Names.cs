namespace Akka.Util;

/// <summary>Turns a running number into the short names of unnamed actors: <c>$a</c>, <c>$b</c>, … <c>$ba</c>.</summary>
internal static class Base64Names
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    public static string Encode(long value, string prefix = "$")
    {
        Span<char> digits = stackalloc char[11];
        var n = 0;
        var rest = (ulong)value;
        do
        {
            digits[n++] = Alphabet[(int)(rest & 63)];
            rest >>= 6;
        }
        while (rest != 0);
        return string.Concat(prefix, digits[..n]);
    }
}
