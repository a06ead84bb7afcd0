namespace Akka.Actor;

/// <summary>A remote node is gone for good: whoever watches an actor there is told.</summary>
internal sealed class AddressTerminated : IAutoReceivedMessage, IPossiblyHarmful, Akka.Event.IDeadLetterSuppression, INoSerializationVerificationNeeded
{
    public AddressTerminated(Address address) => Address = address;

    public Address Address { get; }

    public override string ToString() => $"AddressTerminated({Address})";
}
