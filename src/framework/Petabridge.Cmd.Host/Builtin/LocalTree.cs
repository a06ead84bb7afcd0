namespace Petabridge.Cmd.Host.Builtin;

using Akka.Actor;

/// <summary>Looks into this node's tree, by the actors' own lists of children: nobody has to answer, so nobody can be late.</summary>
internal static class LocalTree
{
    /// <summary>The actor of a path like <c>/user/tracker</c>.</summary>
    public static IActorRef? Find(ExtendedActorSystem system, string path, out string error)
    {
        var names = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        IActorRef? at = names.FirstOrDefault() switch
        {
            "user" => system.Guardian,
            "system" => system.SystemGuardian,
            _ => null,
        };
        if (at is null)
        {
            error = $"'{path}' is no start: it must begin with /user or /system, or be the address of another node, such as akka.tcp://p2p@host:8888.";
            return null;
        }

        foreach (var name in names.Skip(1))
        {
            if (ChildrenOf(at).FirstOrDefault(child => child.Path.Name == name) is not { } child)
            {
                error = $"There is no actor '{name}' below {Name(at)}.";
                return null;
            }

            at = child;
        }

        error = "";
        return at;
    }

    /// <summary>The children by name; none of an actor that isn't of this node.</summary>
    public static IReadOnlyList<IActorRef> ChildrenOf(IActorRef actor) => actor is ActorRefWithCell { IsLocal: true } local
        ? [.. local.Children.OrderBy(child => child.Path.Name, StringComparer.Ordinal)]
        : [];

    public static string Name(IActorRef actor) => IsRemote(actor) ? actor.Path.ToString() : actor.Path.ToStringWithoutAddress();

    /// <summary>Whether it was deployed on another node, whose children only that node knows.</summary>
    public static bool IsRemote(IActorRef actor) => actor is IActorRefScope { IsLocal: false };
}
