namespace Akka.Serialization;

using Akka.Actor;
using Akka.Util;

/// <summary>Turns messages into bytes and back. One instance serves all threads of a system.</summary>
public abstract class Serializer
{
    /// <summary>The system that the serializer belongs to.</summary>
    protected readonly ExtendedActorSystem system;

    private readonly Lazy<int> _configuredIdentifier;

    /// <summary>A serializer of that system.</summary>
    protected Serializer(ExtendedActorSystem system)
    {
        this.system = system;
        _configuredIdentifier = new Lazy<int>(() => SerializerIdentifierHelper.GetSerializerIdentifierFromConfig(GetType(), system));
    }

    /// <summary>
    /// The number that travels with the bytes; the same on all nodes. 0 to 40 belong to the toolkit. Unless overridden it stands in
    /// <c>akka.actor.serialization-identifiers</c>.
    /// </summary>
    public virtual int Identifier => _configuredIdentifier.Value;

    /// <summary>Whether the type's name travels with the bytes.</summary>
    public abstract bool IncludeManifest { get; }

    /// <summary>The bytes of a message.</summary>
    public abstract byte[] ToBinary(object obj);

    /// <summary>The bytes of a message for a receiver that reaches this system at <paramref name="address"/>.</summary>
    public byte[] ToBinaryWithAddress(Address address, object obj) =>
        Serialization.WithInformation(new Information(address, system), (Self: this, obj), static state => state.Self.ToBinary(state.obj));

    /// <summary>The message of the bytes.</summary>
    /// <param name="bytes">What <see cref="ToBinary"/> gave.</param>
    /// <param name="type">The type of the manifest; null without one.</param>
    /// <exception cref="global::System.Runtime.Serialization.SerializationException">The bytes are no such message.</exception>
    public abstract object FromBinary(byte[] bytes, Type type);

    /// <summary>The message of the bytes.</summary>
    public T FromBinary<T>(byte[] bytes) => (T)FromBinary(bytes, typeof(T));
}
