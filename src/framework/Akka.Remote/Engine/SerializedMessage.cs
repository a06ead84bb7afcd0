namespace Akka.Remote.Engine;

/// <summary>A message as bytes, and what it takes to read them again.</summary>
/// <param name="Bytes">Never changed after this.</param>
/// <param name="SerializerId">Who wrote them.</param>
/// <param name="Manifest">UTF-8; empty when the serializer has none.</param>
internal readonly record struct SerializedMessage(byte[] Bytes, int SerializerId, byte[] Manifest);
