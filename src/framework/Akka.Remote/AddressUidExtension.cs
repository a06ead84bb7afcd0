namespace Akka.Remote;

using Akka.Actor;

/// <summary>Gives an actor system its <see cref="AddressUid"/>.</summary>
public class AddressUidExtension : ExtensionIdProvider<AddressUid>
{
    private static readonly AddressUidExtension Instance = new();

    /// <summary>The uid of this incarnation of <paramref name="system"/>.</summary>
    public static int Uid(ActorSystem system) => Instance.Apply(system).Uid;

    public override AddressUid CreateExtension(ExtendedActorSystem system) => new();
}
