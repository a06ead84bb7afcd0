namespace Akka.P2P.Node.Hosting;

using System.Collections.Immutable;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;

/// <summary>A person at a running node: sees what happens there, and has it do things.</summary>
internal interface INodeFace
{
    /// <summary>Ends when the person leaves, and with it the node.</summary>
    Task RunAsync(NodeHost host, CancellationToken cancellation);

    /// <summary>Something happened at the node. Called in order, before it is reported; must not wait.</summary>
    void Happened(IPeerEvent happened);

    /// <summary>The node has unregistered from its trackers.</summary>
    /// <param name="trackers">All of them.</param>
    /// <param name="silent">Those that did not confirm it.</param>
    void Left(IReadOnlyList<PeerAddress> trackers, ImmutableArray<PeerAddress> silent);
}
