namespace Hyperion.Internal;

/// <summary>What stands in a slot: any value with its type before it, or a value of one fixed type with nothing before it.</summary>
/// <remarks>The numbers travel.</remarks>
internal enum WireKind : byte
{
    Any = 0,
    Bool = 1,
    Byte = 2,
    SByte = 3,
    Int16 = 4,
    UInt16 = 5,
    Int32 = 6,
    UInt32 = 7,
    Int64 = 8,
    UInt64 = 9,
    Char = 10,
    Single = 11,
    Double = 12,
    Decimal = 13,
    Guid = 14,
    DateTime = 15,
    DateTimeOffset = 16,
    TimeSpan = 17,
    String = 18,
    Bytes = 19,
    Uri = 20,
    Version = 21,
    Type = 22,
    PlainObject = 23,
}
