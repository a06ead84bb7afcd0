namespace Akka.Remote.Engine;

using System.Runtime.CompilerServices;
using System.Text;
using Akka.Actor;

/// <summary>
/// The path of a reference as it stands in an envelope, UTF-8. Senders repeat, so the last path at each place of a small table is kept.
/// References of a single ask aren't worth a place.
/// </summary>
internal sealed class RefPaths(Address address)
{
    private const int Size = 1024;

    private readonly Entry?[] _recent = new Entry?[Size];

    public byte[] Of(IActorRef? actor)
    {
        if (actor is null || actor.IsNobody())
        {
            return [];
        }

        if (actor is RemoteActorRef remote)
        {
            return remote.PathBytes;
        }

        var place = RuntimeHelpers.GetHashCode(actor) & (Size - 1);
        if (Volatile.Read(ref _recent[place]) is { } entry && ReferenceEquals(entry.Actor, actor))
        {
            return entry.Path;
        }

        var path = Encoding.UTF8.GetBytes(actor.Path.ToSerializationFormatWithAddress(address));
        if (actor is ActorRefWithCell)
        {
            Volatile.Write(ref _recent[place], new Entry(actor, path));
        }

        return path;
    }

    private sealed record Entry(IActorRef Actor, byte[] Path);
}
