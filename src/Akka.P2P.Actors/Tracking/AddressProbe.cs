namespace Akka.P2P.Actors.Tracking;

using Akka.P2P.Core.Identity;

/// <summary>
/// Tries to open a connection to the address, and closes it again. Made by whoever composes the process: the actors know no sockets.
/// </summary>
/// <returns>True when somebody listens there. An exception, or no answer in time, counts as nobody.</returns>
public delegate Task<bool> AddressProbe(PeerAddress address, CancellationToken cancellation);
