namespace Akka.Serialization;

using Akka.Actor;

/// <summary>For whom something is serialized: the address under which its receiver reaches this system.</summary>
public sealed class Information : IEquatable<Information>
{
    /// <summary>The address and the system that it leads to.</summary>
    public Information(Address address, ActorSystem system)
    {
        Address = address;
        System = system;
    }

    /// <summary>The address that local references get.</summary>
    public Address Address { get; }

    /// <summary>The system whose references these are.</summary>
    public ActorSystem System { get; }

    /// <summary>Equality by address and system.</summary>
    public static bool operator ==(Information? left, Information? right) => Equals(left, right);

    /// <summary>Equality by address and system.</summary>
    public static bool operator !=(Information? left, Information? right) => !Equals(left, right);

    /// <inheritdoc/>
    public bool Equals(Information? other) => other is not null && Address == other.Address && ReferenceEquals(System, other.System);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Information);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, System);
}
