namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Accepts one string.</summary>
public class EqualsString(string wanted) : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string? s) => string.Equals(s, wanted, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"== \"{wanted}\"";
}
