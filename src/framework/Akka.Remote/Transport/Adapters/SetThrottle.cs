namespace Akka.Remote.Transport;

using Akka.Actor;

/// <summary>From now on what passes to or from the node at an address is throttled so. Only host and port of the address count.</summary>
public sealed class SetThrottle(Address address, ThrottleTransportAdapter.Direction direction, ThrottleMode mode)
{
    public Address Address { get; } = address;

    public ThrottleTransportAdapter.Direction Direction { get; } = direction;

    public ThrottleMode Mode { get; } = mode;

    public static bool operator ==(SetThrottle left, SetThrottle right) => Equals(left, right);

    public static bool operator !=(SetThrottle left, SetThrottle right) => !Equals(left, right);

    public override bool Equals(object? obj) =>
        obj is SetThrottle other && Equals(Address, other.Address) && Direction == other.Direction && Equals(Mode, other.Mode);

    public override int GetHashCode() => HashCode.Combine(Address, Direction, Mode);
}
