namespace Akka.Remote.Transport.Tls;

using System.Buffers;
using System.Net.Sockets;

/// <summary>
/// The socket below TLS. Records are made and read one at a time, of 16 KiB at most; here many of them leave and come with one system
/// call, and wake the peer once rather than for each. One thing is sent at a time, and one received. While nothing comes or goes it holds no buffer.
/// </summary>
internal sealed class RecordStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    /// <summary>What is held before it leaves, and what is taken at a time.</summary>
    private const int Most = 128 * 1024;

    private readonly Socket _socket = socket;
    private byte[] _held = [];
    private int _used;
    private bool _holding;
    private byte[] _came = [];
    private int _next;
    private int _end;

    /// <summary>Something has come that nobody has read yet.</summary>
    public bool HasCome => _next < _end;

    /// <summary>Keeps what is written from now on until <see cref="SendHeldAsync"/>, or until it is a lot.</summary>
    public void Hold() => _holding = true;

    /// <summary>Sends what is held, and holds no more.</summary>
    public async ValueTask SendHeldAsync()
    {
        _holding = false;
        if (_used > 0)
        {
            await SendAsync().ConfigureAwait(false);
        }

        Release(ref _held);
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_holding || (_used == 0 && buffer.Length >= Most))
        {
            return base.WriteAsync(buffer, cancellationToken);
        }

        if (buffer.Length <= _held.Length - _used || Grow(buffer.Length))
        {
            buffer.CopyTo(_held.AsMemory(_used));
            _used += buffer.Length;
            return ValueTask.CompletedTask;
        }

        return SendBothAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_next == _end)
        {
            // Only what has come already is worth a buffer: it is never held while one waits for a peer.
            if (buffer.IsEmpty || _socket.Available is var ready && ready <= buffer.Length)
            {
                return base.ReadAsync(buffer, cancellationToken);
            }

            _came = ArrayPool<byte>.Shared.Rent(Math.Min(ready, Most));
            (_next, _end) = (0, _socket.Receive(_came));
        }

        var taken = Math.Min(buffer.Length, _end - _next);
        _came.AsSpan(_next, taken).CopyTo(buffer.Span);
        _next += taken;
        if (_next == _end)
        {
            Release(ref _came);
        }

        return ValueTask.FromResult(taken);
    }

    private static void Release(ref byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }

    private async ValueTask SendBothAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await SendAsync().ConfigureAwait(false);
        await WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask SendAsync()
    {
        // Were it to fail, the buffer would not go back: the system may still hold it.
        await base.WriteAsync(_held.AsMemory(0, _used)).ConfigureAwait(false);
        _used = 0;
    }

    private bool Grow(int more)
    {
        if (_used + more > Most)
        {
            return false;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(Most, Math.Max((_used + more) * 2, 1024)));
        _held.AsSpan(0, _used).CopyTo(larger);
        Release(ref _held);
        _held = larger;
        return true;
    }
}
