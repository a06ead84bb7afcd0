namespace Akka.Remote.Engine;

using System.Collections.Concurrent;
using System.Text;
using Akka.Actor;
using Akka.Serialization;

/// <summary>Turns messages into bytes with the system's serializers, under this node's address, and back.</summary>
internal sealed class MessageCodec(ExtendedActorSystem system, Address address)
{
    /// <summary>Distinct manifests are few: type names and the like. Beyond this many they are encoded each time.</summary>
    private const int MostManifests = 4096;

    private readonly Information _information = new(address, system);
    private readonly ConcurrentDictionary<string, byte[]> _manifests = new(StringComparer.Ordinal);

    public SerializedMessage Serialize(object message)
    {
        var serializer = system.Serialization.FindSerializerFor(message);
        // Bytes go out as they are: no reference can hide in them, so no address is needed.
        var bytes = serializer is ByteArraySerializer && message is byte[] raw
            ? raw
            : Serialization.WithInformation(
            _information, (serializer, message), static state => state.serializer.ToBinary(state.message));
        return new SerializedMessage(bytes, serializer.Identifier, ManifestBytes(Serialization.ManifestFor(serializer, message)));
    }

    public object Deserialize(byte[] bytes, int serializerId, string manifest) =>
        system.Serialization.Deserialize(bytes, serializerId, manifest);

    private byte[] ManifestBytes(string manifest)
    {
        if (string.IsNullOrEmpty(manifest))
        {
            return [];
        }

        if (_manifests.TryGetValue(manifest, out var known))
        {
            return known;
        }

        var bytes = Encoding.UTF8.GetBytes(manifest);
        if (_manifests.Count < MostManifests)
        {
            _manifests[manifest] = bytes;
        }

        return bytes;
    }
}
