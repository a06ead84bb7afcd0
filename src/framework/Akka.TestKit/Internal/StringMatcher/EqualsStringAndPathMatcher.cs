namespace Akka.TestKit.Internal.StringMatcher;

using Akka.Actor;

/// <summary>Accepts one string, or an actor's path that it names: with or without the address, and whatever the incarnation.</summary>
public class EqualsStringAndPathMatcher(string wantedText, bool canBePath = true) : IStringMatcher
{
    /// <inheritdoc/>
    public bool IsMatch(string? actual) =>
        string.Equals(wantedText, actual, StringComparison.Ordinal)
        || (canBePath && actual is not null && ActorPath.TryParse(actual, out var path) && Names(path));

    /// <inheritdoc/>
    public override string ToString() => $"== \"{wantedText}\"";

    private bool Names(ActorPath path)
    {
        var plain = path.ToStringWithoutAddress();
        return ActorPath.TryParse(wantedText, out var wanted)
            ? wanted.ToStringWithoutAddress() == plain && wanted.Address.Equals(path.Address)
            : wantedText.TrimStart('/') == plain.TrimStart('/');
    }
}
