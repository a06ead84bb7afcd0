namespace Akka.Remote.Wire.Tests;

using System.Net;
using System.Net.Sockets;
using Akka.Remote.Transport.Tcp;

/// <summary>Two connected sockets on the loopback interface: ours, which a connection owns, and the peer's.</summary>
internal static class SocketPair
{
    public static async Task<(SocketWire Ours, Socket Theirs)> CreateAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        var ours = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await ours.ConnectAsync(listener.LocalEndPoint!);
        var theirs = await listener.AcceptAsync();
        theirs.NoDelay = true;
        return (new SocketWire(ours), theirs);
    }
}
