namespace Akka.P2P.Fuzz.Targets;

/// <summary>Every target by its name.</summary>
internal static class All
{
    private static readonly Dictionary<string, Func<FuzzTarget>> Made = new(StringComparer.Ordinal)
    {
        ["bencode"] = () => new BencodeTarget(),
        ["metainfo"] = () => new MetainfoTarget(),
        ["magnet"] = () => new MagnetTarget(),
        ["hocon"] = () => new HoconTarget(),
        ["frames"] = () => new FrameTarget(),
        ["hyperion"] = () => new HyperionTarget(),
        ["slice"] = () => new SliceTarget(),
        ["journal"] = () => new JournalTarget(),
        ["paths"] = () => new PathTarget(),
        ["sizes"] = () => new SizeTarget(),
    };

    public static IEnumerable<string> Names => Made.Keys;

    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public static FuzzTarget Of(string name) => Made[name]();
}
