namespace Petabridge.Cmd.Common.Wire;

using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

/// <summary>Frames over a socket: read on demand, written by a loop of its own that takes all that is queued at once.</summary>
internal sealed class TcpFrameChannel : IFrameChannel
{
    private const int WriteBatch = 64 * 1024;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(3);

    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private readonly PipeReader _reader;
    private readonly Channel<byte[]> _outgoing = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private readonly int _maxFrame;
    private readonly long _maxQueued;
    private readonly Task _writing;
    private long _queued;

    /// <param name="socket">A connected socket, which is now this object's.</param>
    /// <param name="maxFrame">Bytes of JSON in one frame, in both directions.</param>
    /// <param name="maxQueued">Bytes that may wait to be written; beyond, the other end is taken for dead.</param>
    public TcpFrameChannel(Socket socket, int maxFrame, long maxQueued)
    {
        _socket = socket;
        _maxFrame = maxFrame;
        _maxQueued = maxQueued;
        Tune(socket);
        Remote = Name(socket.RemoteEndPoint);
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = PipeReader.Create(_stream, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true));
        _writing = WriteLoopAsync();
    }

    public string Remote { get; }

    /// <summary>Reads exactly so many bytes that are no frame.</summary>
    /// <returns>Fewer when the other end closes before.</returns>
    public async ValueTask<byte[]> ReceiveRawAsync(int count, CancellationToken ct)
    {
        try
        {
            var result = await _reader.ReadAtLeastAsync(count, ct).ConfigureAwait(false);
            var taken = result.Buffer.Slice(0, Math.Min(count, result.Buffer.Length));
            var bytes = taken.ToArray();
            _reader.AdvanceTo(taken.End);
            return bytes;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw Broken(e);
        }
    }

    public void PostRaw(byte[] bytes)
    {
        if (Interlocked.Add(ref _queued, bytes.Length) > _maxQueued || !_outgoing.Writer.TryWrite(bytes))
            Abort();
    }

    public void Post(Frame frame) => PostRaw(FrameCodec.Encode(frame, _maxFrame));

    public async ValueTask<Frame?> ReceiveAsync(CancellationToken ct)
    {
        try
        {
            var result = await _reader.ReadAtLeastAsync(FrameCodec.HeaderLength, ct).ConfigureAwait(false);
            if (result.Buffer.Length < FrameCodec.HeaderLength)
                return result.Buffer.IsEmpty ? null : throw new InvalidDataException("The connection was closed inside of a frame.");
            var length = LengthOf(result.Buffer);
            _reader.AdvanceTo(result.Buffer.Start);
            if (length <= 0 || length > _maxFrame)
                throw new InvalidDataException($"A frame of {(uint)length} bytes was announced; {_maxFrame} is the most.");
            result = await _reader.ReadAtLeastAsync(FrameCodec.HeaderLength + length, ct).ConfigureAwait(false);
            if (result.Buffer.Length < FrameCodec.HeaderLength + length)
                throw new InvalidDataException("The connection was closed inside of a frame.");
            var body = result.Buffer.Slice(FrameCodec.HeaderLength, length);
            var frame = FrameCodec.Decode(body);
            _reader.AdvanceTo(body.End);
            return frame;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw Broken(e);
        }
    }

    public async Task FlushAsync()
    {
        _outgoing.Writer.TryComplete();
        try
        {
            using var patience = new CancellationTokenSource(LastWords);
            await _writing.WaitAsync(patience.Token).ConfigureAwait(false);
            _socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It doesn't read, or is gone.
        }
    }

    public async Task FlushAndCloseAsync()
    {
        await FlushAsync().ConfigureAwait(false);
        try
        {
            using var patience = new CancellationTokenSource(LastWords);
            // To close with something unread would make the system throw away what the other end hasn't read yet.
            var rest = new byte[4096];
            while (await _socket.ReceiveAsync(rest, patience.Token).ConfigureAwait(false) > 0)
            {
                // It has nothing to say any more.
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It doesn't read, or is gone.
        }

        await DisposeAsync().ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        _outgoing.Writer.TryComplete();
        _stream.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>An endpoint as people write it; an IPv4 address that came in over IPv6 is written as IPv4.</summary>
    public static string Name(EndPoint? endPoint) => endPoint is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped
        ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port).ToString()
        : endPoint?.ToString() ?? "?";

    private static int LengthOf(ReadOnlySequence<byte> buffer)
    {
        Span<byte> header = stackalloc byte[FrameCodec.HeaderLength];
        buffer.Slice(0, FrameCodec.HeaderLength).CopyTo(header);
        return BinaryPrimitives.ReadInt32BigEndian(header);
    }

    // A cable that was pulled is noticed after half a minute, also while nothing is said.
    private static void Tune(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 15);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
    }

    private IOException Broken(Exception e) => new($"The connection to {Remote} broke: {e.Message}", e);

    private void Abort()
    {
        _outgoing.Writer.TryComplete();
        _socket.Close(0);
    }

    private async Task WriteLoopAsync()
    {
        var batch = new ArrayBufferWriter<byte>(WriteBatch);
        try
        {
            while (await _outgoing.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (batch.WrittenCount < WriteBatch && _outgoing.Reader.TryRead(out var bytes))
                    batch.Write(bytes);
                await _stream.WriteAsync(batch.WrittenMemory).ConfigureAwait(false);
                Interlocked.Add(ref _queued, -batch.WrittenCount);
                if (batch.Capacity > 4 * WriteBatch)
                    batch = new ArrayBufferWriter<byte>(WriteBatch);
                else
                    batch.ResetWrittenCount();
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // The reader of this end is told the same by the socket, and tells it on.
            Abort();
        }
    }
}
