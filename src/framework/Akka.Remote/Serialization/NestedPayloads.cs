namespace Akka.Remote.Serialization;

using Akka.Actor;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Serialization;
using Google.Protobuf;

/// <summary>Messages inside messages: each with its own serializer.</summary>
internal static class NestedPayloads
{
    public static Payload Wrap(ExtendedActorSystem system, object? message)
    {
        if (message is null)
        {
            return new Payload();
        }

        var serializer = system.Serialization.FindSerializerFor(message);
        return new Payload
        {
            Message = UnsafeByteOperations.UnsafeWrap(serializer.ToBinary(message)),
            SerializerId = serializer.Identifier,
            MessageManifest = ByteString.CopyFromUtf8(Serialization.ManifestFor(serializer, message)),
        };
    }

    /// <summary>Null for nothing, and for what was written for null.</summary>
    public static object? Unwrap(ExtendedActorSystem system, Payload? payload) =>
        payload is null || (payload.SerializerId == 0 && payload.Message.IsEmpty)
            ? null
            : system.Serialization.Deserialize(payload.Message.ToByteArray(), payload.SerializerId, payload.MessageManifest.ToStringUtf8());

    public static ActorRefData WrapRef(IActorRef actor) => new() { Path = Serialization.SerializedActorPath(actor) };

    public static IInternalActorRef UnwrapRef(ExtendedActorSystem system, ActorRefData? data) =>
        (IInternalActorRef)system.Provider.ResolveActorRef(data?.Path ?? "");
}
