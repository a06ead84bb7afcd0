namespace Akka.P2P.Core.Identity;

/// <summary>
/// The start of a torrent id as people type it: 1 to 64 hex digits of either case. Consoles accept any prefix that only one known
/// torrent has.
/// </summary>
public sealed record TorrentIdPrefix
{
    private TorrentIdPrefix(string digits) => Digits = digits;

    /// <summary>The digits in lower case.</summary>
    public string Digits { get; }

    /// <summary>False for no digits, for more than 64 and for anything that is not a hex digit.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out TorrentIdPrefix? prefix)
    {
        prefix = text.Length is > 0 and <= TorrentId.TextLength && HexText.IsHex(text)
            ? new TorrentIdPrefix(text.ToString().ToLowerInvariant())
            : null;
        return prefix is not null;
    }

    public bool Matches(TorrentId id)
    {
        Span<char> text = stackalloc char[TorrentId.TextLength];
        return id.TryFormat(text, out _) && text.StartsWith(Digits);
    }

    /// <summary>Looks through all the known ids; stops at the second that fits.</summary>
    public PrefixMatch Find(IEnumerable<TorrentId> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        TorrentId? found = null;
        foreach (var id in known)
        {
            if (!Matches(id) || id == found)
                continue;
            if (found is not null)
                return new PrefixMatch(PrefixMatchKind.Ambiguous, found.Value);
            found = id;
        }

        return found is null ? default : new PrefixMatch(PrefixMatchKind.One, found.Value);
    }

    public override string ToString() => Digits;
}
