namespace Akka.Remote.Serialization;

using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Serialization;
using Google.Protobuf;

/// <summary>Messages inside messages: each with its own serializer.</summary>
internal static class NestedPayloads
{
    /// <summary>Messages in messages in messages: real ones need two or three, and a peer must not be able to recurse us to death.</summary>
    private const int Deepest = 16;

    [ThreadStatic]
    private static int _depth;

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
    /// <exception cref="SerializationException">They are nested too deep, or the serializer says so.</exception>
    public static object? Unwrap(ExtendedActorSystem system, Payload? payload)
    {
        if (payload is null || (payload.SerializerId == 0 && payload.Message.IsEmpty))
        {
            return null;
        }

        if (_depth == Deepest)
        {
            throw new SerializationException($"Messages are nested deeper than {Deepest} levels");
        }

        _depth++;
        try
        {
            return system.Serialization.Deserialize(payload.Message.ToByteArray(), payload.SerializerId, payload.MessageManifest.ToStringUtf8());
        }
        finally
        {
            _depth--;
        }
    }

    public static ActorRefData WrapRef(IActorRef actor) => new() { Path = Serialization.SerializedActorPath(actor) };

    public static IInternalActorRef UnwrapRef(ExtendedActorSystem system, ActorRefData? data) =>
        (IInternalActorRef)system.Provider.ResolveActorRef(data?.Path ?? "");
}
