namespace Akka.Serialization;

using Akka.Actor;

/// <summary>Serializes null, to no bytes.</summary>
public class NullSerializer : Serializer
{
    /// <summary>A serializer of that system.</summary>
    public NullSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    /// <summary>0.</summary>
    public override int Identifier => 0;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) => [];

    /// <summary>Null.</summary>
    public override object FromBinary(byte[] bytes, Type type) => null!;
}
