namespace Akka.Remote.Engine;

using Akka.Actor;

/// <summary>Tells every actor of this system that watches one of an address's that the address is gone.</summary>
internal static class AddressTermination
{
    public static void Publish(ActorSystem system, Address address) => system.EventStream.Publish(new AddressTerminated(address));
}
