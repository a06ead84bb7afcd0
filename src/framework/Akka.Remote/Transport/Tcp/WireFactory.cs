namespace Akka.Remote.Transport.Tcp;

using System.Net.Sockets;

/// <summary>Makes the stream over a connected socket: the place where encryption comes in. It owns the socket from then on.</summary>
/// <param name="socket">Connected.</param>
/// <param name="targetHost">The host name that was dialled; null for a connection that was accepted.</param>
/// <param name="cancellation">Ends a negotiation that takes too long.</param>
internal delegate ValueTask<IWire> WireFactory(Socket socket, string? targetHost, CancellationToken cancellation);
