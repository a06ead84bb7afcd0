namespace Akka.P2P.Core.Metainfo;

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Akka.P2P.Core.Identity;

/// <summary>
/// A link to a torrent: <c>magnet:?xt=urn:btmh:1220…&amp;dn=…&amp;xl=…&amp;tr=akka.tcp://p2p@host:port&amp;x.pe=host:port</c>,
/// with <c>akka.ssl.tcp</c> for trackers that speak TLS.
/// </summary>
/// <param name="Name">A hint for people until the metainfo is there; null when the link has none that is safe to show.</param>
/// <param name="Length">Bytes of all files; a hint as well.</param>
public sealed partial record Magnet(
    TorrentId Id, string? Name, long? Length, ImmutableArray<PeerAddress> Trackers, ImmutableArray<PeerAddress> Peers)
{
    /// <summary>Whether its trackers, all of them, speak TLS: <c>akka.ssl.tcp</c> instead of <c>akka.tcp</c>.</summary>
    public bool IsSecured { get; init; }

    public bool Equals(Magnet? other) => other is not null && Id == other.Id && Name == other.Name && Length == other.Length && IsSecured == other.IsSecured
        && Trackers.AsSpan().SequenceEqual(other.Trackers.AsSpan()) && Peers.AsSpan().SequenceEqual(other.Peers.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Id, Name, Length, Trackers.Length, Peers.Length);

    /// <summary>The link.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("magnet:?xt=urn:btmh:1220").Append(Id.ToString());
        if (Name is not null)
            text.Append("&dn=").Append(Uri.EscapeDataString(Name));
        if (Length is { } length)
            text.Append(CultureInfo.InvariantCulture, $"&xl={length}");
        // No character of an address has a meaning in a query, so links stay readable.
        foreach (var tracker in Trackers)
            text.Append("&tr=").Append(TrackerAddress.Prefix(IsSecured)).Append(tracker);
        foreach (var peer in Peers)
            text.Append("&x.pe=").Append(peer);
        return text.ToString();
    }
}
