namespace Petabridge.Cmd.Common.Wire;

using System.Security.Cryptography;
using System.Text;

/// <summary>
/// Shows that one knows the token without saying it: HMAC-SHA-256 under the token over both sides' random numbers. The token itself
/// never travels, and what did can't be used again.
/// </summary>
internal static class TokenProof
{
    public static string NewNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static string Of(string token, string hostNonce, string consoleNonce) => Convert.ToHexStringLower(HMACSHA256.HashData(
        Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes($"pbm console\n{hostNonce}\n{consoleNonce}")));

    /// <summary>Compares in a time that doesn't depend on where the two differ.</summary>
    public static bool Proves(HelloFrame hello, string token, string hostNonce) => hello is { Nonce: { Length: 64 } nonce, Proof: { } proof }
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Of(token, hostNonce, nonce)), Encoding.UTF8.GetBytes(proof));
}
