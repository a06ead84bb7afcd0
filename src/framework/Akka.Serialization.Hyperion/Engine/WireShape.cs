namespace Hyperion.Internal;

/// <summary>How the values of a type are laid out.</summary>
/// <remarks>The numbers travel.</remarks>
internal enum WireShape : byte
{
    /// <summary>One slot per member, in the order of the description.</summary>
    Members = 1,

    /// <summary>One slot.</summary>
    Enum = 2,

    /// <summary>A count plus one (0 is the default of a struct), and as many slots.</summary>
    Sequence = 3,

    /// <summary>A count, and as many slots of keys and values by turns.</summary>
    Map = 4,

    /// <summary>A count plus one (0 is the default of a struct), and the elements as they lie in memory, little-endian.</summary>
    Raw = 5,
}
