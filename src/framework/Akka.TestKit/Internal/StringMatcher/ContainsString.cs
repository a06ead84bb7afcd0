namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Accepts strings with a given part.</summary>
public class ContainsString(string part) : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string? s) => s is not null && s.Contains(part, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"contains \"{part}\"";
}
