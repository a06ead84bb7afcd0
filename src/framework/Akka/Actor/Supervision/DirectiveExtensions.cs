namespace Akka.Actor;

/// <summary>Pairs for <see cref="DeployableDecider"/>.</summary>
public static class DirectiveExtensions
{
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self)
        where TException : Exception => new(typeof(TException), self);
}
