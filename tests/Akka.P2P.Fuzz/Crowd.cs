namespace Akka.P2P.Fuzz;

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Akka.Remote.Serialization.Proto.Msg;
using Akka.Remote.Wire;

/// <summary>
/// Many connections that give nothing: <c>idle</c> ones say nothing, half of them after a proper introduction; <c>slow</c> ones send a byte
/// a second of a frame that never ends, half of them of the introduction itself. Whom a node hangs up on comes again.
/// </summary>
internal static class Crowd
{
    private const int Addresses = 8;
    private const int OpenedASecond = 500;

    // Of all connections: what a node says to them is of no interest.
    private static readonly byte[] Said = GC.AllocateUninitializedArray<byte>(4096, pinned: true);

    /// <summary>Takes as little of the processor as it can: what it takes is missing to the nodes, and is not what they cost.</summary>
    public static async Task<int> HoldAsync(string mode, int count, IReadOnlyList<int> ports)
    {
        var held = new Held?[count];
        var again = 0;
        var opened = 0;
        var introduction = 0;
        var end = Task.Run(Console.In.ReadLine);
        while (true)
        {
            var round = Stopwatch.StartNew();
            var fresh = 0;
            var there = 0;
            var closed = new HashSet<int>();
            for (var i = 0; i < count; i++)
            {
                if (held[i] is { } one)
                {
                    if (one.IsGone || (mode == "slow" && !Trickle(one.Socket)))
                    {
                        one.Socket.Dispose();
                        held[i] = null;
                        again++;
                    }
                    else
                    {
                        there++;
                    }
                }

                // Where nobody listens yet, one attempt a round is enough.
                if (held[i] is null && fresh < OpenedASecond && !closed.Contains(i % ports.Count))
                {
                    held[i] = await OpenAsync(mode, i, ports, introduction++);
                    fresh++;
                    if (held[i] is null)
                        closed.Add(i % ports.Count);
                    else
                        opened++;
                }
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{there} {opened} {again} {Environment.CpuUsage.TotalTime.TotalSeconds:0.0}"));
            if (await Task.WhenAny(end, Task.Delay(Rest(round))) == end)
                return 0;
        }
    }

    private static TimeSpan Rest(Stopwatch round) => TimeSpan.FromMilliseconds(Math.Max(1, 1000 - round.ElapsedMilliseconds));

    private static async Task<Held?> OpenAsync(string mode, int number, IReadOnlyList<int> ports, int name)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // One pair of addresses has too few ports for them all.
            socket.Bind(new IPEndPoint(new IPAddress([127, 0, 1, (byte)(1 + (number % Addresses))]), 0));
            await socket.ConnectAsync(IPAddress.Loopback, ports[number % ports.Count]);
            var frame = ControlFrames.Associate(new AddressData { Protocol = "tcp", System = $"idle{name}", Hostname = "127.0.0.1", Port = 1 }, name);
            if (number / ports.Count % 2 == 0)
                await socket.SendAsync(frame);
            if (mode == "slow")
                await socket.SendAsync(new byte[] { 100, 0, 0, 0 });
            return new Held(socket);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private static bool Trickle(Socket socket)
    {
        try
        {
            return socket.Send([0x0A]) == 1;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A connection whose other side is awaited and not asked again and again.</summary>
    private sealed class Held
    {
        private volatile bool _isGone;

        public Held(Socket socket)
        {
            Socket = socket;
            _ = ListenAsync();
        }

        public Socket Socket { get; }

        public bool IsGone => _isGone;

        private async Task ListenAsync()
        {
            try
            {
                while (await Socket.ReceiveAsync(Said) > 0)
                {
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Hung up on, or we have.
            }

            _isGone = true;
        }
    }
}
