namespace Akka.P2P.Node.Hosting;

using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Akka.P2P.Protocol;
using Hyperion;

/// <summary>
/// Lets Hyperion construct the wire types and what is reachable from them, nothing else. It is asked with a type's name, before
/// anything is loaded, so it compares names: without version, culture and key, which two builds may differ in.
/// </summary>
internal sealed partial class WireTypeFilter : ITypeFilter
{
    private static readonly FrozenSet<string> Allowed =
        WireTypes.AllowList.Select(type => Normal(type.AssemblyQualifiedName!)).ToFrozenSet(StringComparer.Ordinal);

    public bool IsAllowed(string typeName) => Allowed.Contains(Normal(typeName));

    private static string Normal(string typeName) =>
        CoreLibrary().Replace(Details().Replace(typeName, ""), "core").Replace(" ", "", StringComparison.Ordinal);

    [GeneratedRegex(@",\s*(Version|Culture|PublicKeyToken)=[^,\]]*")]
    private static partial Regex Details();

    // Hyperion writes %core% for whichever of the two the runtime has.
    [GeneratedRegex("%core%|System\\.Private\\.CoreLib|mscorlib")]
    private static partial Regex CoreLibrary();
}
