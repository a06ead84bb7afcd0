namespace Akka.Remote.Wire.Tests;

using System.Net;
using Akka.Remote.Transport.Tcp;

/// <summary>A wire that sends nothing until it is opened, as if its peer had stalled. What it was asked to send first is known.</summary>
internal sealed class GatedWire(SocketWire inner) : IWire
{
    private readonly TaskCompletionSource<IReadOnlyList<int>> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public EndPoint? RemoteEndPoint => inner.RemoteEndPoint;

    /// <summary>The lengths of the segments of the first send, which is under way from then on.</summary>
    public Task<IReadOnlyList<int>> Asked => _asked.Task.WaitAsync(RecordingOwner.Patience);

    public void Open() => _open.TrySetResult();

    public ValueTask ReadyAsync() => inner.ReadyAsync();

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => inner.ReceiveAsync(buffer);

    public async ValueTask SendAsync(List<ArraySegment<byte>> segments)
    {
        _asked.TrySetResult([.. segments.Select(s => s.Count)]);
        await _open.Task;
        await inner.SendAsync(segments);
    }

    public void EndSending() => inner.EndSending();

    public void Dispose()
    {
        _open.TrySetException(new ObjectDisposedException(nameof(GatedWire)));
        inner.Dispose();
    }
}
