namespace Akka.P2P.Testing;

using System.Globalization;
using System.Security.Cryptography;
using Xunit.Abstractions;

/// <summary>
/// The seed of a test's randomness. It is taken from the environment variable <c>P2P_TEST_SEED</c>, else drawn anew,
/// and always printed, so that a failure can be played again.
/// </summary>
public sealed class TestSeed
{
    /// <summary>The environment variable that fixes the seed.</summary>
    public const string Variable = "P2P_TEST_SEED";

    private TestSeed(int value) => Value = value;

    /// <summary>The seed itself.</summary>
    public int Value { get; }

    /// <summary>Reads or draws a seed and prints it to <paramref name="output"/> together with how to play it again.</summary>
    /// <exception cref="FormatException">The environment variable is set, but is no 32-bit integer.</exception>
    public static TestSeed Print(ITestOutputHelper output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var seed = new TestSeed(Read(Environment.GetEnvironmentVariable(Variable)) ?? RandomNumberGenerator.GetInt32(int.MaxValue));
        output.WriteLine($"seed {seed.Value}; play it again with {Variable}={seed.Value}");
        return seed;
    }

    /// <summary>A fresh generator; two of the same <paramref name="stream"/> number give the same numbers.</summary>
    public Random Random(int stream = 0) => new(unchecked(Value + (stream * 0x3C6EF372)));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    private static int? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"{Variable} is '{text}': it must be a 32-bit integer.");
    }
}
