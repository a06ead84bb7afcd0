namespace Akka.P2P.Fuzz;

using System.Net;
using System.Net.Sockets;

/// <summary>Sends hostile frames to a node, many over one connection, several connections at a time, and reads what is answered.</summary>
internal sealed class Storm(IPEndPoint target, int seed, Func<int, HostileFrames> frames)
{
    private const int FramesPerConnection = 400;
    private long _sent;
    private long _connections;
    private long _answered;

    public long Sent => Interlocked.Read(ref _sent);

    public long Connections => Interlocked.Read(ref _connections);

    /// <summary>Bytes that came back.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <exception cref="SocketException">The node takes no connections any more.</exception>
    public async Task RunAsync(int count, int lanes, CancellationToken cancellation)
    {
        var each = (count + lanes - 1) / lanes;
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => Task.Run(() => LaneAsync(each, lane, cancellation), cancellation)));
    }

    private async Task LaneAsync(int count, int lane, CancellationToken cancellation)
    {
        using var factory = frames(unchecked((seed * 31) + lane));
        for (var left = count; left > 0 && !cancellation.IsCancellationRequested;)
        {
            var batch = Batch(factory, Math.Min(left, FramesPerConnection), out var taken);
            left -= taken;
            await SendAsync(batch, cancellation);
            Interlocked.Add(ref _sent, taken);
        }
    }

    /// <summary>An introduction, and frames until one on which the node hangs up.</summary>
    private static List<byte[]> Batch(HostileFrames factory, int most, out int taken)
    {
        var batch = new List<byte[]> { factory.Introduction() };
        for (taken = 0; taken < most;)
        {
            batch.Add(factory.Next(out var ends));
            taken++;
            if (ends)
                break;
        }

        return batch;
    }

    private async Task SendAsync(List<byte[]> batch, CancellationToken cancellation)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(target, cancellation);
        Interlocked.Increment(ref _connections);
        var drain = DrainAsync(socket);
        try
        {
            foreach (var chunk in batch.Chunk(32))
                await socket.SendAsync(chunk.SelectMany(f => f).ToArray(), SocketFlags.None, cancellation);
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // It has hung up: that was to be expected of one of them.
        }

        await drain.WaitAsync(TimeSpan.FromSeconds(60), cancellation);
    }

    private async Task DrainAsync(Socket socket)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and var count)
                Interlocked.Add(ref _answered, count);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // As above.
        }
    }
}
