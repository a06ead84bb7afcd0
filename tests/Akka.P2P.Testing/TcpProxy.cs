namespace Akka.P2P.Testing;

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

/// <summary>
/// A relay on the loopback interface between clients and one target, that can cut, pause, swallow, slow down and count.
/// It listens on a free port; give <see cref="Port"/> to the client instead of the target's.
/// </summary>
public sealed partial class TcpProxy : IAsyncDisposable
{
    private readonly EndPoint _target;
    private readonly Socket _listener;
    private readonly ConcurrentDictionary<Link, Task> _links = new();
    private readonly Task _accepting;
    private readonly object _gate = new();
    private TaskCompletionSource? _paused;
    private long _toTarget;
    private long _fromTarget;
    private long _cutAt = long.MaxValue;
    private long _bytesPerSecond;
    private long _freeAt;
    private volatile bool _refusing;
    private TaskCompletionSource _progress = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TcpProxy(EndPoint target)
    {
        _target = target;
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = AcceptAll();
    }

    /// <summary>The port to connect to, on 127.0.0.1.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>Bytes relayed so far from clients to the target.</summary>
    public long BytesToTarget => Interlocked.Read(ref _toTarget);

    /// <summary>Bytes relayed so far from the target to clients.</summary>
    public long BytesFromTarget => Interlocked.Read(ref _fromTarget);

    /// <summary>How many connections are open.</summary>
    public int Connections => _links.Count;

    /// <summary>Starts a relay to <paramref name="targetPort"/> on 127.0.0.1.</summary>
    public static TcpProxy To(int targetPort) => new(new IPEndPoint(IPAddress.Loopback, targetPort));

    /// <summary>Resets every open connection, both ends, at once. New ones are accepted as before.</summary>
    public void Cut()
    {
        foreach (var link in _links.Keys)
        {
            link.Reset();
        }
    }

    /// <summary>Cuts every connection as soon as <paramref name="bytes"/> more bytes came from the target, in the middle of whatever they are.</summary>
    public void CutAfterFromTarget(long bytes) => Interlocked.Exchange(ref _cutAt, BytesFromTarget + bytes);

    /// <summary>
    /// Every connection that is open now goes half-open: it takes whatever either side sends, delivers none of it, and neither side
    /// learns when the other hangs up. New ones are relayed as before.
    /// </summary>
    public void Swallow()
    {
        foreach (var link in _links.Keys)
        {
            link.Swallow();
        }
    }

    /// <summary>Relays at most so many bytes a second, both ways and all connections together; 0 is as fast as it goes.</summary>
    public void Limit(long bytesPerSecond) => Interlocked.Exchange(ref _bytesPerSecond, bytesPerSecond);

    /// <summary>Stops relaying, both ways: the connections stay open and silent, and the senders feel back-pressure.</summary>
    public void Pause()
    {
        lock (_gate)
        {
            _paused ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Relays again what waited.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            _paused?.TrySetResult();
            _paused = null;
        }
    }

    /// <summary>From now on new connections are reset at once (true) or relayed (false).</summary>
    public void Refuse(bool refuse) => _refusing = refuse;

    /// <summary>Completes as soon as at least <paramref name="count"/> bytes in all have come from the target.</summary>
    public async Task WhenBytesFromTarget(long count)
    {
        while (true)
        {
            Task progress;
            lock (_gate)
            {
                if (BytesFromTarget >= count)
                {
                    return;
                }

                progress = _progress.Task;
            }

            await progress;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _refusing = true;
        _listener.Dispose();
        await _accepting;
        Resume();
        Cut();
        await Task.WhenAll(_links.Values);
    }

    private async Task AcceptAll()
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await _listener.AcceptAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            var link = new Link(this, client);
            if (_refusing)
            {
                link.Reset();
                continue;
            }

            // The entry stands before the link can remove itself.
            _links[link] = Task.CompletedTask;
            _links[link] = link.Run();
            link.RemoveWhenDone();
        }
    }

    private Task Paused()
    {
        lock (_gate)
        {
            return _paused?.Task ?? Task.CompletedTask;
        }
    }

    /// <summary>Waits for the turn of so many bytes under the limit.</summary>
    private async Task TakeTurn(int bytes)
    {
        var rate = Interlocked.Read(ref _bytesPerSecond);
        if (rate == 0)
        {
            return;
        }

        long wait;
        lock (_gate)
        {
            var now = System.Diagnostics.Stopwatch.GetTimestamp();
            _freeAt = Math.Max(now, _freeAt) + (long)((double)bytes / rate * System.Diagnostics.Stopwatch.Frequency);
            wait = _freeAt - now;
        }

        var delay = TimeSpan.FromSeconds((double)wait / System.Diagnostics.Stopwatch.Frequency);
        if (delay > TimeSpan.FromMilliseconds(2))
        {
            await Task.Delay(delay);
        }
    }

    /// <summary>How many of <paramref name="count"/> bytes from the target may pass before the cut that was asked for.</summary>
    private int Allowed(int count) => (int)Math.Min(count, Math.Max(0, Interlocked.Read(ref _cutAt) - BytesFromTarget));

    private void Count(int bytes, bool fromTarget)
    {
        Interlocked.Add(ref fromTarget ? ref _fromTarget : ref _toTarget, bytes);
        TaskCompletionSource reached;
        lock (_gate)
        {
            reached = _progress;
            _progress = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        reached.TrySetResult();
    }
}
