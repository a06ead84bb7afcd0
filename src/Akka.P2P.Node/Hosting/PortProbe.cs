namespace Akka.P2P.Node.Hosting;

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Akka.Configuration;

/// <summary>Whether a node can listen where its configuration says.</summary>
internal static class PortProbe
{
    /// <summary>Binds and lets go. A name that must be resolved, and a port that the system picks, are left to the transport.</summary>
    /// <exception cref="SocketException">It can't.</exception>
    public static void EnsureFree(Config config)
    {
        var tcp = config.GetConfig("akka.remote.dot-netty.tcp");
        if (!ushort.TryParse(tcp.GetString("port"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0
            || !IPAddress.TryParse(tcp.GetString("hostname"), out var address))
        {
            return;
        }

        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port));
    }
}
