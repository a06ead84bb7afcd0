namespace Petabridge.Cmd.Common.Wire;

using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

/// <summary>A frame is four bytes of length, the highest first, and so many bytes of JSON in UTF-8.</summary>
internal static class FrameCodec
{
    public const int HeaderLength = 4;

    private static readonly FrameJson Json = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 16,
    });

    /// <exception cref="FrameTooLongException">The JSON is longer than <paramref name="limit"/> bytes.</exception>
    public static byte[] Encode(Frame frame, int limit)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.GetSpan(HeaderLength);
        buffer.Advance(HeaderLength);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
            JsonSerializer.Serialize(writer, frame, Json.Frame);
        var length = buffer.WrittenCount - HeaderLength;
        if (length > limit)
            throw new FrameTooLongException(length, limit);
        var bytes = buffer.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        return bytes;
    }

    /// <exception cref="InvalidDataException">It is no frame.</exception>
    public static Frame Decode(ReadOnlySequence<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 16 });
            var frame = JsonSerializer.Deserialize(ref reader, Json.Frame);
            return reader.Read() ? throw new InvalidDataException("Something follows the frame's JSON.") : frame ?? throw new InvalidDataException("The frame is null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new InvalidDataException($"The frame is no JSON that is understood here: {e.Message}", e);
        }
    }
}

[JsonSerializable(typeof(Frame))]
internal sealed partial class FrameJson : JsonSerializerContext;
