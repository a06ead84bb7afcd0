namespace Akka.P2P.Core.Identity;

/// <summary>How many of the known torrents begin with what was typed.</summary>
public enum PrefixMatchKind
{
    None = 0,
    One = 1,
    Ambiguous = 2,
}

/// <param name="Id">The torrent when there is one; one of several when the prefix is ambiguous.</param>
public readonly record struct PrefixMatch(PrefixMatchKind Kind, TorrentId Id);
