namespace Akka.Actor;

/// <summary>Nothing was said about where.</summary>
internal sealed class NoScopeGiven : Scope
{
    public static readonly NoScopeGiven Instance = new();

    private NoScopeGiven()
    {
    }

    public override Scope WithFallback(Scope other) => other;

    public override Scope Copy() => this;
}
