namespace Akka.Serialization;

using Akka.Actor;
using Akka.Util;

/// <summary>A serializer that names its messages by texts of its own, so that types may be renamed and bytes outlive them.</summary>
public abstract class SerializerWithStringManifest : Serializer
{
    /// <summary>A serializer of that system.</summary>
    protected SerializerWithStringManifest(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <summary>Always true.</summary>
    public sealed override bool IncludeManifest => true;

    /// <summary>As <see cref="FromBinary(byte[], string)"/> with the type's name for a manifest.</summary>
    public sealed override object FromBinary(byte[] bytes, Type type) => FromBinary(bytes, type is null ? string.Empty : type.TypeQualifiedName());

    /// <summary>The message of the bytes.</summary>
    /// <param name="bytes">What <see cref="Serializer.ToBinary"/> gave.</param>
    /// <param name="manifest">What <see cref="Manifest"/> gave.</param>
    /// <exception cref="global::System.Runtime.Serialization.SerializationException">The manifest is unknown, or the bytes are no such message.</exception>
    public abstract object FromBinary(byte[] bytes, string manifest);

    /// <summary>The text that tells the receiver what the bytes are; empty for none.</summary>
    public abstract string Manifest(object o);
}
