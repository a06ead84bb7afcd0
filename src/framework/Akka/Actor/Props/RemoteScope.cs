namespace Akka.Actor;

/// <summary>On the node of an address.</summary>
public class RemoteScope : Scope, IEquatable<RemoteScope>
{
    public RemoteScope(Address address) => Address = address;

    protected RemoteScope() => Address = Address.AllSystems;

    public Address Address { get; set; }

    public override Scope WithFallback(Scope other) => this;

    public override Scope Copy() => new RemoteScope(Address);

    public bool Equals(RemoteScope? other) => other is not null && Address.Equals(other.Address);

    public override bool Equals(object? obj) => obj is RemoteScope other && Equals(other);

    public override int GetHashCode() => Address.GetHashCode();
}
