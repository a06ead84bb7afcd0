namespace Akka.P2P.Node.Hosting;

using System.Net.Sockets;
using Akka.P2P.Core.Identity;

/// <summary>Opens a TCP connection and closes it, as the first step of anybody who dials a peer.</summary>
internal static class TcpProbe
{
    public static async Task<bool> ReachesAsync(PeerAddress address, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
