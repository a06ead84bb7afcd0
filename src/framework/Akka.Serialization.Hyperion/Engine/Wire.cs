namespace Hyperion.Internal;

using System.Runtime.Serialization;

/// <summary>Numbers of the format: <c>format, flags, value</c>, where every value begins with a tag.</summary>
/// <remarks>
/// A tag is 0 for null; 1 and an index for an object that was met before; 2, a length and a description for a type that is met
/// first; 4 + kind for the simple types; 36 + n for the n-th description of the message.
/// A description is the type's name (empty: the number of a known type follows), its shape, and the kinds (and names) of its slots.
/// </remarks>
internal static class Wire
{
    public const byte Format = 0xA1;
    public const byte References = 1;
    public const byte Names = 2;

    public const uint Null = 0;
    public const uint Reference = 1;
    public const uint NewType = 2;
    public const uint Simple = 4;
    public const uint KnownType = 36;

    public const byte Indexed = 0x80;

    /// <summary>Values in each other, on both sides: a list that is linked by hand is refused beyond it, not the stack's end found.</summary>
    public const int MaxDepth = 1_000;

    public static SerializationException Bad(string what) => new($"The bytes are no message of this serializer: {what}.");
}
