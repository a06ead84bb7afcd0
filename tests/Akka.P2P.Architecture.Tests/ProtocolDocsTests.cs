namespace Akka.P2P.Architecture.Tests;

using System.Text.RegularExpressions;
using Akka.P2P.Protocol;

public sealed partial class ProtocolDocsTests
{
    [Fact(DisplayName = "S2.13: docs/protocol.md has a row for every wire message, and for nothing else")]
    public void Every_message_is_described()
    {
        var messages = typeof(IWireMessage).Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false, IsInterface: false } && typeof(IWireMessage).IsAssignableFrom(t))
            .Select(t => t.Name).Order(StringComparer.Ordinal);
        var described = Row().Matches(Repository.Read("docs/protocol.md")).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal);

        Assert.Equal(messages, described);
    }

    [Fact(DisplayName = "S2.25 to S2.41: docs/protocol.md gives every operation and return code with its number")]
    public void Every_code_is_described()
    {
        var page = Repository.Read("docs/protocol.md");
        var codes = Enum.GetValues<OperationCode>().Select(c => (c.ToString(), (int)c))
            .Concat(Enum.GetValues<ReturnCode>().Select(c => (c.ToString(), (int)c)));

        Assert.Empty(codes.Where(c => !page.Contains($"{c.Item1} {c.Item2}", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
