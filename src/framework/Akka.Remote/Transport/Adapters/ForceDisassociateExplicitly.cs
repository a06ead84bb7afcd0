namespace Akka.Remote.Transport;

using Akka.Actor;

/// <summary>As <see cref="ForceDisassociate"/>, for a reason.</summary>
public sealed class ForceDisassociateExplicitly(Address address, DisassociateInfo reason)
{
    public Address Address { get; } = address;

    public DisassociateInfo Reason { get; } = reason;
}
