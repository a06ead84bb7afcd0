namespace Akka.Remote.Transport.Tcp;

using System.Net;
using System.Net.Sockets;

/// <summary>Bytes on a plain TCP socket. Several segments leave in one system call, from where they lie.</summary>
internal sealed class SocketWire(Socket socket) : IWire
{
    public EndPoint? RemoteEndPoint { get; } = EndPointOf(socket);

    public static ValueTask<IWire> Create(Socket socket, string? targetHost, CancellationToken cancellation) =>
        ValueTask.FromResult<IWire>(new SocketWire(socket));

    public ValueTask ReadyAsync()
    {
        // A receive of nothing ends when there is something.
        var ready = socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);
        if (ready.IsCompletedSuccessfully)
        {
            _ = ready.Result;
            return ValueTask.CompletedTask;
        }

        return new ValueTask(ready.AsTask());
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => socket.ReceiveAsync(buffer, SocketFlags.None);

    public async ValueTask SendAsync(List<ArraySegment<byte>> segments)
    {
        var sent = segments.Count > 1 ? await socket.SendAsync(segments, SocketFlags.None).ConfigureAwait(false) : 0;
        foreach (var segment in segments)
        {
            if (sent >= segment.Count)
            {
                sent -= segment.Count;
                continue;
            }

            // Only reached by a single segment, and after a short write, which a blocking-mode stream socket may but rarely does make.
            var rest = segment.AsMemory(sent);
            sent = 0;
            while (!rest.IsEmpty)
            {
                rest = rest[await socket.SendAsync(rest, SocketFlags.None).ConfigureAwait(false)..];
            }
        }
    }

    public void EndSending()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The peer was faster: there is nothing left to end.
        }
    }

    public void Dispose() => socket.Dispose();

    private static EndPoint? EndPointOf(Socket socket)
    {
        try
        {
            return socket.RemoteEndPoint;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }
}
