namespace Akka.P2P.Actors.Peers;

using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;

/// <summary>
/// The connection to a node broke. Whoever composes the process publishes it on the event stream, from what the transport says;
/// those who wait for that node then need not wait for their time-out.
/// </summary>
public sealed record PeerLinkLost(PeerAddress Address) : ILocalMessage;
