namespace Akka.P2P.Actors.Peers;

using System.Globalization;
using Akka.Actor;

/// <summary>Names of children.</summary>
internal static class ActorNames
{
    /// <summary>
    /// The name itself, or with a number behind it while an earlier child of that name has not quite ended: a name is free again
    /// only then.
    /// </summary>
    public static string FreeName(this IActorContext context, string name)
    {
        var free = name;
        for (var i = 2; !context.Child(free).Equals(ActorRefs.Nobody); i++)
            free = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
        return free;
    }
}
