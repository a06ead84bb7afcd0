namespace Hyperion;

using System.Collections.Frozen;

/// <summary>Allows a fixed set of names.</summary>
internal sealed class TypeFilter(IEnumerable<string> names) : ITypeFilter
{
    private readonly FrozenSet<string> _names = names.ToFrozenSet(StringComparer.Ordinal);

    public bool IsAllowed(string typeName) => _names.Contains(typeName);
}
