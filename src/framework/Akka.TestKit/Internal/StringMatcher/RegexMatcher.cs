namespace Akka.TestKit.Internal.StringMatcher;

using System.Text.RegularExpressions;

/// <summary>Accepts strings in which a pattern is found.</summary>
public class RegexMatcher(Regex regex) : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string? s) => s is not null && regex.IsMatch(s);

    /// <inheritdoc/>
    public override string ToString() => $"matches the pattern {regex}";
}
