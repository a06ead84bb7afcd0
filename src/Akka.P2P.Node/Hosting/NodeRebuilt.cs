namespace Akka.P2P.Node.Hosting;

using Akka.P2P.Actors.Peers;

/// <summary>The node's actor system was quarantined by another and has been replaced; everything that it did goes on.</summary>
/// <param name="QuarantinedBy">The other node's address, as the transport writes it.</param>
internal sealed record NodeRebuilt(string QuarantinedBy, int Shares, int Downloads) : IPeerEvent;
