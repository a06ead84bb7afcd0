namespace Akka.P2P.Core.Metainfo;

using System.Diagnostics.CodeAnalysis;
using Akka.P2P.Core.Identity;

/// <summary>How links and <c>.torrent</c> files write a tracker: <c>akka.tcp://p2p@host:port</c>, or <c>akka.ssl.tcp://p2p@host:port</c> for one that speaks TLS.</summary>
public static class TrackerAddress
{
    private const string Plain = "akka.tcp://p2p@";
    private const string Secured = "akka.ssl.tcp://p2p@";

    public static string Prefix(bool isSecured) => isSecured ? Secured : Plain;

    /// <summary>Takes a slash at the end, and any case in front, as people and programs write them.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out PeerAddress? address, out bool isSecured)
    {
        address = null;
        return TryCut(text, out var hostAndPort, out isSecured) && PeerAddress.TryParse(hostAndPort, out address);
    }

    /// <param name="hostAndPort">What should be the address, not looked at yet.</param>
    internal static bool TryCut(string text, out string hostAndPort, out bool isSecured)
    {
        isSecured = text.StartsWith(Secured, StringComparison.OrdinalIgnoreCase);
        var isTracker = isSecured || text.StartsWith(Plain, StringComparison.OrdinalIgnoreCase);
        hostAndPort = isTracker ? text[Prefix(isSecured).Length..].TrimEnd('/') : "";
        return isTracker;
    }
}
