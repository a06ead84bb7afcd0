namespace Akka.P2P.Protocol;

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;

/// <summary>
/// What a serializer built from a stranger's bytes went past the constructors: these checks stand in for them.
/// </summary>
public static class WireGuard
{
    /// <summary>The peer has an address, and one that could have been constructed.</summary>
    public static bool IsSound([NotNullWhen(true)] SwarmPeer? peer) =>
        peer?.Address is { Host: not null } address
        && PeerAddress.TryParse(address.ToString(), out var parsed) && parsed == address;

    public static bool IsSound([NotNullWhen(true)] SwarmMember? member) => member is { BytesLeft: >= 0 } && IsSound(member.Peer);

    /// <summary>The items of a list that may be missing; no more than <paramref name="max"/>.</summary>
    public static ImmutableArray<T> Items<T>(ImmutableArray<T> items, int max) =>
        items.IsDefault ? [] : items.Length > max ? items[..max] : items;

    /// <summary>Text for logs and lists: never null, without control characters, no longer than <paramref name="max"/>.</summary>
    public static string Text(string? text, int max)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var cut = text.Length > max ? text[..max] : text;
        return cut.Any(char.IsControl) ? string.Concat(cut.Select(c => char.IsControl(c) ? ' ' : c)) : cut;
    }
}
