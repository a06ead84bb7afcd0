namespace Akka.TestKit.Internal.StringMatcher;

/// <summary>Accepts some strings.</summary>
public interface IStringMatcher
{
    /// <summary>Whether it accepts this one.</summary>
    bool IsMatch(string? s);
}
