namespace Akka.P2P.Node.Hosting;

using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

/// <summary>
/// Which address of this machine others can dial: the one that the kernel would send from towards the tracker, or towards
/// the default route when there is no tracker yet.
/// </summary>
public static class LocalAddress
{
    // A documentation address (RFC 5737): "connecting" a datagram socket only asks the routing table, nothing is sent.
    private const string AnywhereElse = "192.0.2.1";

    /// <param name="towards">A host name or address of the tracker, or null.</param>
    /// <returns>An address literal; the loopback address when the machine has no other.</returns>
    public static string Towards(string? towards)
    {
        foreach (var target in new[] { towards, AnywhereElse })
        {
            if (target is not null && TryRoute(target, out var address))
                return address.ToString();
        }

        return FirstUsable()?.ToString() ?? IPAddress.Loopback.ToString();
    }

    private static bool TryRoute(string host, out IPAddress address)
    {
        address = IPAddress.None;
        try
        {
            if (!IPAddress.TryParse(host, out var target))
                target = Dns.GetHostAddresses(host).FirstOrDefault();
            if (target is null)
                return false;

            using var socket = new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(target, 9);
            address = ((IPEndPoint)socket.LocalEndPoint!).Address;
            return !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static IPAddress? FirstUsable() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(i => i.OperationalStatus == OperationalStatus.Up && i.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(i => i.GetIPProperties().UnicastAddresses)
        .Select(a => a.Address)
        .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork);
}
