namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Accepts strings with a given beginning.</summary>
public class StartsWithString(string start) : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string? s) => s is not null && s.StartsWith(start, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => $"starts with \"{start}\"";
}
