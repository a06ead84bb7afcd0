namespace Akka.P2P.Node.ByHand;

using Akka.Configuration;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.CommandLine;
using Akka.P2P.Node.Hosting;

/// <summary>The configuration of a node that a command starts for itself.</summary>
internal static class ByHandConfig
{
    /// <summary>Where a tracker is when nobody says: this machine, the seed's port.</summary>
    public static readonly PeerAddress LocalTracker = new("127.0.0.1", 8888);

    public static IReadOnlyList<PeerAddress> OrLocal(IReadOnlyList<PeerAddress> trackers) => trackers.Count > 0 ? trackers : [LocalTracker];

    /// <param name="trackers">May be empty for one who knows a peer.</param>
    /// <param name="isTracker">Whether this process is a tracker, too.</param>
    public static Config Build(
        IReadOnlyList<PeerAddress> trackers, BindAddress? bind, BindAddress? advertise, IReadOnlyList<string> sets, bool isTracker = false)
    {
        var implied = $$"""
            akka.loglevel = ERROR
            akka.p2p.node.roles = {{(isTracker ? "[tracker, peer]" : "[peer]")}}
            # There is nobody to ask, and nobody to read.
            akka.p2p.talk.accept = never
            akka.p2p.talk.notices = off
            akka.p2p.peer.trackers = {{HoconText.List(trackers.Select(t => t.ToString()))}}
            """;
        return HoconLayers.Build(null, [.. HoconLayers.Endpoint(bind, advertise), .. sets], implied, Environment.GetEnvironmentVariables());
    }
}
