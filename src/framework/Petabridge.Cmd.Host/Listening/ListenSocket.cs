namespace Petabridge.Cmd.Host.Listening;

using System.Net;
using System.Net.Sockets;

/// <summary>Opens the socket that is listened on.</summary>
internal static class ListenSocket
{
    private const int Backlog = 128;

    /// <exception cref="SocketException">The port is taken, or the address isn't this machine's.</exception>
    public static async Task<Socket> BindAsync(string host, int port, CancellationToken ct)
    {
        var address = await AddressAsync(host, ct).ConfigureAwait(false);
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<IPAddress> AddressAsync(string host, CancellationToken ct)
    {
        if (IPAddress.TryParse(host, out var address))
            return address;
        var all = await Dns.GetHostAddressesAsync(host, ct).ConfigureAwait(false);
        return all.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork) ?? all.FirstOrDefault()
            ?? throw new SocketException((int)SocketError.HostNotFound);
    }
}
