namespace Akka.P2P.Pbm.Tests.Editing;

using System.Text.RegularExpressions;
using Akka.P2P.Pbm.Editing;

/// <summary>Keys as text: each character is itself, <c>&lt;Left&gt;</c> the key of that name.</summary>
internal static partial class Keys
{
    public static IEnumerable<KeyStroke> Read(string keys) => Key().Matches(keys).Select(match => match.Groups[1].Success
        ? new KeyStroke(Enum.Parse<EditKey>(match.Groups[1].Value))
        : KeyStroke.Of(match.Value[0]));

    [GeneratedRegex(@"<(\w+)>|[\s\S]")]
    private static partial Regex Key();
}
