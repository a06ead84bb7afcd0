namespace Akka.Remote.Transport.Tcp;

using System.Buffers;
using Akka.Remote.Wire;

/// <summary>
/// One TCP connection: reads frames in place out of one pooled buffer and hands each to its owner, in order, from one loop;
/// sends through its <see cref="OutboundQueue"/>. It ends once, whoever ends it, and tells its owner why. While nothing comes it holds no buffer.
/// </summary>
internal sealed class Connection
{
    private const int FirstBuffer = 4 * 1024;
    private const int UsualBuffer = 256 * 1024;

    /// <summary>Until it is known who the peer is: room for a handshake.</summary>
    private const int StrangersBuffer = 1024;

    private readonly IWire _wire;
    private readonly IConnectionOwner _owner;
    private readonly int _maximumFrameSize;
    private readonly SharedBytes? _receiveMemory;
    private readonly TaskCompletionSource _readEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _closed;
    private volatile bool _finishing;
    private volatile bool _hasPart;
    private int _partFor;
    private long _frames;
    private long _framesSeen;

    /// <param name="wire">The stream.</param>
    /// <param name="inbound">The peer opened it.</param>
    /// <param name="maximumFrameSize">Bytes, with those of the length.</param>
    /// <param name="detector">Hears of each frame; null for none yet.</param>
    /// <param name="owner">Gets the frames.</param>
    /// <param name="sendMemory">Shared with the node's other connections.</param>
    /// <param name="receiveMemory">As well.</param>
    /// <param name="loses">Asked of each frame that is to be sent: true, and it is lost. Null: none is.</param>
    public Connection(
        IWire wire, bool inbound, int maximumFrameSize, FailureDetector? detector, IConnectionOwner owner,
        SharedBytes? sendMemory = null, SharedBytes? receiveMemory = null, Func<bool>? loses = null)
    {
        _receiveMemory = receiveMemory;
        _wire = wire;
        _owner = owner;
        _maximumFrameSize = maximumFrameSize;
        IsInbound = inbound;
        Detector = detector;
        Outbound = new OutboundQueue(wire, e => Close(e), sendMemory, loses);
        OpenedAt = Environment.TickCount64;
        HeartbeatSentAt = OpenedAt;
    }

    /// <summary>The peer opened it.</summary>
    public bool IsInbound { get; }

    public OutboundQueue Outbound { get; }

    /// <summary>Judges whether the peer lives: a whole frame is a sign of life, single bytes are not. Null while nobody asks.</summary>
    public FailureDetector? Detector { get; set; }

    /// <summary>The peer is a stranger still: only a short first frame is taken from it.</summary>
    public bool IsStranger { get; set; }

    /// <summary>Milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long OpenedAt { get; }

    /// <summary>When this side last sent a heartbeat; milliseconds. Owned by the association's tick.</summary>
    public long HeartbeatSentAt { get; set; }

    /// <summary>Whatever its owner needs to read its frames.</summary>
    public object? Context { get; set; }

    /// <summary>Nothing that still comes on it counts: its association has done with it.</summary>
    public volatile bool Muted;

    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>Where the peer's socket is.</summary>
    public System.Net.EndPoint? RemoteAddress => _wire.RemoteEndPoint;

    /// <summary>How many times in a row it was seen with the same unfinished frame. Asked at regular intervals, by one at a time.</summary>
    public int SeenUnfinished()
    {
        var frames = Volatile.Read(ref _frames);
        _partFor = _hasPart && frames == _framesSeen ? _partFor + 1 : 0;
        _framesSeen = frames;
        return _partFor;
    }

    /// <summary>Where the peer's socket is, for the log.</summary>
    public string RemoteEndPoint => _wire.RemoteEndPoint?.ToString() ?? "an unknown end point";

    /// <inheritdoc cref="IWire.NameObjection"/>
    public string? NameObjection(string host) => _wire.NameObjection(host);

    public void Start() => _ = ReadAsync();

    /// <summary>Ends it now. What waits to be sent is given to the owner.</summary>
    /// <param name="cause">Why; null when the peer simply ended its side.</param>
    public void Close(Exception? cause)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            End(cause);
        }
    }

    /// <summary>
    /// Ends it because the peer has said farewell or ended its side, and waits for the same from us. Ends ours first: closing a socket
    /// while a send is under way resets the connection, which the peer takes for a failure.
    /// </summary>
    /// <param name="cause">As for <see cref="Close"/>.</param>
    public void CloseInAnswer(Exception? cause)
    {
        // From here on a send that fails is no cause of its own: it would hide what the peer said.
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _wire.EndSending();
            End(cause);
        }
    }

    /// <summary>
    /// Sends what waits and then <paramref name="farewell"/>, ends this side, and closes when the peer has ended its own: closing with
    /// unread bytes would make the system throw away what the peer has not received yet.
    /// </summary>
    /// <param name="farewell">The last frame.</param>
    /// <param name="wait">The longest it may take.</param>
    /// <param name="cause">What the owner is told.</param>
    /// <param name="urgent">The farewell doesn't wait for what waits.</param>
    public async Task FinishAsync(byte[] farewell, TimeSpan wait, Exception cause, bool urgent = false)
    {
        using var timeout = new CancellationTokenSource(wait);
        try
        {
            _finishing = true;
            Outbound.Enqueue(farewell, urgent);
            await Outbound.Drained().WaitAsync(timeout.Token).ConfigureAwait(false);
            _wire.EndSending();
            await _readEnded.Task.WaitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The peer doesn't read, or doesn't answer: it had its time.
        }
        finally
        {
            Close(cause);
        }
    }

    private void End(Exception? cause)
    {
        var unsent = Outbound.Close();
        _wire.Dispose();
        _owner.OnClosed(this, cause, unsent);
    }

    private async Task ReadAsync()
    {
        byte[] buffer = [];
        var size = FirstBuffer;
        var start = 0;
        var end = 0;
        Exception? cause = null;
        try
        {
            while (true)
            {
                if (end == 0)
                {
                    Release(ref buffer);
                    await _wire.ReadyAsync().ConfigureAwait(false);
                    buffer = Take(IsStranger ? StrangersBuffer : size);
                }

                var received = await _wire.ReceiveAsync(buffer.AsMemory(end)).ConfigureAwait(false);
                if (received == 0)
                {
                    break;
                }

                end += received;
                var wholeBuffer = end == buffer.Length;
                var used = TakeFrames(buffer.AsSpan(start, end - start), out var needed);
                if (used > 0)
                {
                    Detector?.HeartBeat();
                    Volatile.Write(ref _frames, _frames + 1);
                }

                start += used;
                if (start == end)
                {
                    start = end = 0;
                }

                _hasPart = end > start;
                if (needed > buffer.Length || (wholeBuffer && buffer.Length < UsualBuffer))
                {
                    // Grows only as bytes do arrive: never straight to a length that a peer claims.
                    var larger = Take(Math.Max(buffer.Length * 2, Math.Min(needed, UsualBuffer)));
                    buffer.AsSpan(start, end - start).CopyTo(larger);
                    Release(ref buffer);
                    (buffer, start, end) = (larger, 0, end - start);
                    size = Math.Max(size, Math.Min(larger.Length, UsualBuffer));
                }
                else if (buffer.Length - start < needed || buffer.Length == end)
                {
                    buffer.AsSpan(start, end - start).CopyTo(buffer);
                    (start, end) = (0, end - start);
                }

                if (_owner.Behind(this) is { } wait)
                {
                    // It is we who don't read: what is unfinished is not the peer's fault.
                    _hasPart = false;
                    await wait.ConfigureAwait(false);
                    _hasPart = end > start;
                }
            }
        }
        catch (Exception e)
        {
            cause = e;
        }

        Release(ref buffer);
        _readEnded.TrySetResult();
        if (cause is not null)
        {
            Close(cause);
        }
        else if (!_finishing)
        {
            CloseInAnswer(null);
        }
    }

    /// <exception cref="PduException">All connections together hold too much.</exception>
    private byte[] Take(int size)
    {
        if (_receiveMemory is null)
        {
            return ArrayPool<byte>.Shared.Rent(size);
        }

        if (size > FirstBuffer && _receiveMemory.Left < size)
        {
            throw new PduException("all connections together hold too many bytes of unfinished frames");
        }

        var buffer = ArrayPool<byte>.Shared.Rent(size);
        _receiveMemory.Add(buffer.Length);
        return buffer;
    }

    private void Release(ref byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            _receiveMemory?.Add(-buffer.Length);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = [];
        }
    }

    /// <summary>Hands over every whole frame; returns the bytes used up, and how many the next frame needs in one piece.</summary>
    private int TakeFrames(ReadOnlySpan<byte> bytes, out int needed)
    {
        var used = 0;
        int length;
        while (FrameFormat.TryRead(bytes[used..], IsStranger ? Math.Min(TransportLimits.HandshakeFrame, _maximumFrameSize) : _maximumFrameSize, out length))
        {
            _owner.OnFrame(this, bytes.Slice(used + FrameFormat.PrefixLength, length));
            used += FrameFormat.PrefixLength + length;
            if (IsClosed)
            {
                break;
            }
        }

        needed = length < 0 ? FrameFormat.PrefixLength : FrameFormat.PrefixLength + length;
        return used;
    }
}
