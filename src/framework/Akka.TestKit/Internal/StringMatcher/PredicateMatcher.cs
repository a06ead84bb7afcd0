namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Accepts what a predicate accepts.</summary>
public class PredicateMatcher(Predicate<string?> predicate, string hint = "") : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string? s) => predicate(s);

    /// <inheritdoc/>
    public override string ToString() => $"fulfils the predicate {hint}";
}
