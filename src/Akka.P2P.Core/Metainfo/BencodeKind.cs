namespace Akka.P2P.Core.Metainfo;

/// <summary>What stands next in bencoded bytes (BEP 3).</summary>
public enum BencodeKind
{
    Number = 0,
    Bytes = 1,
    List = 2,
    Dictionary = 3,

    /// <summary>The end of the innermost list or dictionary.</summary>
    End = 4,
}

/// <summary>How much a reader puts up with before it refuses the input.</summary>
/// <param name="MaxLength">Bytes of the whole input.</param>
/// <param name="MaxDepth">Lists and dictionaries inside each other.</param>
/// <param name="MaxItems">Values of any kind, keys not counted.</param>
/// <param name="MaxBytes">Bytes of one string.</param>
public sealed record BencodeLimits(int MaxLength, int MaxDepth, int MaxItems, int MaxBytes)
{
    /// <summary>Enough for 100,000 files and two million chunks.</summary>
    public static BencodeLimits Torrent { get; } = new(128 * 1024 * 1024, 64, 1_000_000, 96 * 1024 * 1024);
}
