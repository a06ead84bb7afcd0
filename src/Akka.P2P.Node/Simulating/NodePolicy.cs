namespace Akka.P2P.Node.Simulating;

using Akka.P2P.Actors.Settings;
using Akka.P2P.Simulation;

/// <summary>The numbers that a node has from its configuration, for the play.</summary>
internal static class NodePolicy
{
    public static SimulationPolicy Of()
    {
        var config = ReferenceConfig.Load();
        var (peer, tracker) = (PeerSettings.From(config), TrackerSettings.From(config));
        var (seed, download) = (peer.Seed, peer.Download);
        return new SimulationPolicy
        {
            Limits = download.Limits,
            MaxSources = download.MaxSources,
            ConnectTimeout = download.ConnectTimeout,
            AskPeersInterval = download.AskPeersInterval,
            KeepAlive = download.KeepAlive,
            Tick = download.Tick,
            Unchoke = seed.Unchoke,
            HandoutAhead = seed.HandoutAhead,
            ReviewInterval = seed.ReviewInterval,
            HaveInterval = seed.HaveInterval,
            MaxHandout = tracker.MaxHandout,
            MaxMembers = tracker.MaxMembers,
            Lease = tracker.Lease,
        };
    }
}
