namespace Akka.Remote.Serialization;

using System.Runtime.Serialization;
using Google.Protobuf;

/// <summary>Parsing with the one exception that the engine expects of a serializer.</summary>
internal static class ProtoBodies
{
    public static T Parse<T>(MessageParser<T> parser, byte[] bytes)
        where T : IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new SerializationException($"These {bytes.Length} bytes are no {typeof(T).Name}: {e.Message}", e);
        }
    }
}
