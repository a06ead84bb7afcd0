namespace Akka.Remote.Transport.Tcp;

using System.Buffers;
using Akka.Remote.Wire;

/// <summary>
/// One TCP connection: reads frames in place out of one pooled buffer and hands each to its owner, in order, from one loop;
/// sends through its <see cref="OutboundQueue"/>. It ends once, whoever ends it, and tells its owner why.
/// </summary>
internal sealed class Connection
{
    private const int FirstBuffer = 16 * 1024;
    private const int UsualBuffer = 256 * 1024;

    private readonly IWire _wire;
    private readonly IConnectionOwner _owner;
    private readonly int _maximumFrameSize;
    private readonly TaskCompletionSource _readEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _closed;
    private volatile bool _finishing;

    public Connection(IWire wire, bool inbound, int maximumFrameSize, FailureDetector detector, IConnectionOwner owner)
    {
        _wire = wire;
        _owner = owner;
        _maximumFrameSize = maximumFrameSize;
        IsInbound = inbound;
        Detector = detector;
        Outbound = new OutboundQueue(wire, e => Close(e));
        OpenedAt = Environment.TickCount64;
        HeartbeatSentAt = OpenedAt;
    }

    /// <summary>The peer opened it.</summary>
    public bool IsInbound { get; }

    public OutboundQueue Outbound { get; }

    public FailureDetector Detector { get; }

    /// <summary>Milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long OpenedAt { get; }

    /// <summary>When this side last sent a heartbeat; milliseconds. Owned by the association's tick.</summary>
    public long HeartbeatSentAt { get; set; }

    /// <summary>Whatever its owner needs to read its frames.</summary>
    public object? Context { get; set; }

    /// <summary>Nothing that still comes on it counts: its association has done with it.</summary>
    public volatile bool Muted;

    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    /// <summary>Where the peer's socket is, for the log.</summary>
    public string RemoteEndPoint => _wire.RemoteEndPoint?.ToString() ?? "an unknown end point";

    public void Start() => _ = ReadAsync();

    /// <summary>Ends it now. What waits to be sent is given to the owner.</summary>
    /// <param name="cause">Why; null when the peer simply ended its side.</param>
    public void Close(Exception? cause)
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        var unsent = Outbound.Close();
        _wire.Dispose();
        _owner.OnClosed(this, cause, unsent);
    }

    /// <summary>
    /// Ends it because the peer has said farewell or ended its side, and waits for the same from us. Ends ours first: closing a socket
    /// while a send is under way resets the connection, which the peer takes for a failure.
    /// </summary>
    /// <param name="cause">As for <see cref="Close"/>.</param>
    public void CloseInAnswer(Exception? cause)
    {
        _wire.EndSending();
        Close(cause);
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

    private async Task ReadAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        var start = 0;
        var end = 0;
        Exception? cause = null;
        try
        {
            while (true)
            {
                var received = await _wire.ReceiveAsync(buffer.AsMemory(end)).ConfigureAwait(false);
                if (received == 0)
                {
                    break;
                }

                end += received;
                Detector.HeartBeat();
                var wholeBuffer = end == buffer.Length;
                start += TakeFrames(buffer.AsSpan(start, end - start), out var needed);
                if (start == end)
                {
                    start = end = 0;
                }

                if (needed > buffer.Length || (wholeBuffer && buffer.Length < UsualBuffer))
                {
                    // Grows only as bytes do arrive: never straight to a length that a peer claims.
                    var larger = ArrayPool<byte>.Shared.Rent(Math.Max(buffer.Length * 2, Math.Min(needed, UsualBuffer)));
                    buffer.AsSpan(start, end - start).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    (buffer, start, end) = (larger, 0, end - start);
                }
                else if (buffer.Length - start < needed || buffer.Length == end)
                {
                    buffer.AsSpan(start, end - start).CopyTo(buffer);
                    (start, end) = (0, end - start);
                }
            }
        }
        catch (Exception e)
        {
            cause = e;
        }

        ArrayPool<byte>.Shared.Return(buffer);
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

    /// <summary>Hands over every whole frame; returns the bytes used up, and how many the next frame needs in one piece.</summary>
    private int TakeFrames(ReadOnlySpan<byte> bytes, out int needed)
    {
        var used = 0;
        int length;
        while (FrameFormat.TryRead(bytes[used..], _maximumFrameSize, out length))
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
