namespace Akka.P2P.Faults.Running;

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

/// <summary>
/// Ports for processes that come back on the same one: below those that systems give to outgoing connections, so that nobody takes
/// them while the process is away.
/// </summary>
public static class Ports
{
    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>One that is free now, and that nobody in this process was given before.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(15_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                if (Given.TryAdd(port, true))
                    return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
