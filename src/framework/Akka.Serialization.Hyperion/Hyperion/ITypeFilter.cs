namespace Hyperion;

/// <summary>Decides which types may be read. It is asked before a type is loaded.</summary>
public interface ITypeFilter
{
    /// <summary>Whether the type of this name (full name and simple assembly name, as <c>My.Type, My.Assembly</c>) may be read.</summary>
    bool IsAllowed(string typeName);
}
