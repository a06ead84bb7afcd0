namespace Akka.Remote.Serialization;

using System.Buffers.Binary;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

/// <summary>Serializer 17: strings (UTF-8), int and long (little-endian). Written under one name each, read under every name they have had.</summary>
public sealed class PrimitiveSerializers : SerializerWithStringManifest
{
    private const string StringManifest = "S";
    private const string IntManifest = "I";
    private const string LongManifest = "L";
    private const string LegacyString = "System.String, System.Private.CoreLib";
    private const string LegacyInt = "System.Int32, System.Private.CoreLib";
    private const string LegacyLong = "System.Int64, System.Private.CoreLib";

    // .NET Framework's names for the same.
    private const string OlderString = "System.String, mscorlib";
    private const string OlderInt = "System.Int32, mscorlib";
    private const string OlderLong = "System.Int64, mscorlib";

    private readonly bool _legacy;

    /// <param name="system">Whose serializer it is.</param>
    /// <param name="config">The section with <c>use-legacy-behavior</c>.</param>
    public PrimitiveSerializers(ExtendedActorSystem system, Config config)
        : base(system) => _legacy = config.GetBoolean("use-legacy-behavior", true);

    public override string Manifest(object o) => o switch
    {
        string => _legacy ? LegacyString : StringManifest,
        int => _legacy ? LegacyInt : IntManifest,
        long => _legacy ? LegacyLong : LongManifest,
        _ => throw new ArgumentException($"Cannot serialize object of type [{o?.GetType()}]", nameof(o)),
    };

    public override byte[] ToBinary(object obj)
    {
        switch (obj)
        {
            case string text:
                return Encoding.UTF8.GetBytes(text);
            case int number:
                var four = new byte[sizeof(int)];
                BinaryPrimitives.WriteInt32LittleEndian(four, number);
                return four;
            case long number:
                var eight = new byte[sizeof(long)];
                BinaryPrimitives.WriteInt64LittleEndian(eight, number);
                return eight;
            default:
                throw new ArgumentException($"Cannot serialize object of type [{obj?.GetType()}]", nameof(obj));
        }
    }

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        StringManifest or LegacyString or OlderString => Encoding.UTF8.GetString(bytes),
        IntManifest or LegacyInt or OlderInt => bytes.Length == sizeof(int)
            ? (object)BinaryPrimitives.ReadInt32LittleEndian(bytes)
            : throw new SerializationException($"{bytes.Length} bytes are no Int32"),
        LongManifest or LegacyLong or OlderLong => bytes.Length == sizeof(long)
            ? (object)BinaryPrimitives.ReadInt64LittleEndian(bytes)
            : throw new SerializationException($"{bytes.Length} bytes are no Int64"),
        _ => throw new SerializationException($"Unknown manifest [{manifest}] in [{nameof(PrimitiveSerializers)}]"),
    };
}
