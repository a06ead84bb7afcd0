namespace Akka.Remote.Transport;

using Akka.Actor;

/// <summary>Ends every connection with the node at an address, as if it had said goodbye. Only host and port of the address count.</summary>
public sealed class ForceDisassociate(Address address)
{
    public Address Address { get; } = address;
}
