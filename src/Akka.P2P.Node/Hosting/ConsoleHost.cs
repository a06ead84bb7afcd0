namespace Akka.P2P.Node.Hosting;

using System.Net;
using Akka.Actor;
using Akka.P2P.Commands.Nodes;
using Akka.P2P.Commands.Peers;
using Akka.P2P.Commands.Torrents;
using Akka.P2P.Commands.Trackers;
using Petabridge.Cmd.Host;
using Petabridge.Cmd.Remote;

/// <summary>Lets consoles into a node's actor system, with our palettes beside those that come with the host.</summary>
internal static class ConsoleHost
{
    /// <returns>Where they come in; null when the address can't be had, which is logged, and the node runs on.</returns>
    public static Task<IPEndPoint?> Start(ActorSystem system, NodeSettings settings)
    {
        var node = system.ActorSelection("/user/node");
        var host = PetabridgeCmd.Get(system);
        host.RegisterCommandPalette(new RemoteCommands());
        host.RegisterCommandPalette(new NodePaletteHandler(node));
        if (settings.IsPeer)
        {
            host.RegisterCommandPalette(new TorrentPaletteHandler(node));
            host.RegisterCommandPalette(new PeerPaletteHandler(system.ActorSelection("/user/peer")));
        }

        host.RegisterCommandPalette(new TrackerPaletteHandler(
            settings.IsTracker ? system.ActorSelection("/user/tracker") : null, settings.IsPeer ? system.ActorSelection("/user/peer") : null));
        host.Start();
        return host.Bound;
    }
}
