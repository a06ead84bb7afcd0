namespace Akka.Actor;

/// <summary>Makes selections from text.</summary>
public static class ActorRefFactoryShared
{
    /// <summary>The actor of that path, whether it exists or not.</summary>
    public static ActorSelection ActorSelection(ActorPath path, ActorSystem system) =>
        new(((ExtendedActorSystem)system).Provider.RootGuardianAt(path.Address), path.Elements);

    /// <summary>
    /// A selection from a text: <c>akka://system/…</c> names an address, <c>/…</c> begins at the root of <paramref name="system"/>,
    /// anything else at <paramref name="lookupRoot"/>.
    /// </summary>
    public static ActorSelection ActorSelection(string path, ActorSystem system, IActorRef lookupRoot)
    {
        ArgumentNullException.ThrowIfNull(path);
        var provider = ((ExtendedActorSystem)system).Provider;
        if (path.StartsWith('/'))
            return new ActorSelection(provider.RootGuardian, path);
        if (!path.Contains("://", StringComparison.Ordinal))
            return new ActorSelection(lookupRoot, path);

        // Parsed by hand from the third slash on, since steps such as * are no names that a path may have.
        var slash = path.IndexOf('/', path.IndexOf("://", StringComparison.Ordinal) + 3);
        var authority = slash < 0 ? path : path[..slash];
        return Address.TryParse(authority, out var address)
            ? new ActorSelection(provider.RootGuardianAt(address), slash < 0 ? "" : path[slash..])
            : throw new FormatException($"[{path}] is no path of an actor: its address can't be read.");
    }

    /// <summary>A selection from an anchor.</summary>
    public static ActorSelection ActorSelection(IActorRef anchor, string path) => new(anchor, path);
}
