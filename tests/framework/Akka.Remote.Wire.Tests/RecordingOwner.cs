namespace Akka.Remote.Wire.Tests;

using System.Threading.Channels;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Wire;

/// <summary>Keeps the frames that came and how the connection ended.</summary>
internal sealed class RecordingOwner : IConnectionOwner
{
    private readonly Channel<byte[]> _frames = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource<(Exception? Cause, IReadOnlyList<QueuedMessage> Unsent)> _closed =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<(Exception? Cause, IReadOnlyList<QueuedMessage> Unsent)> Closed => _closed.Task.WaitAsync(TimeSpan.FromSeconds(10));

    public Connection Own(IWire wire, int maximumFrameSize = 128_000) =>
        new(wire, inbound: true, maximumFrameSize, new DeadlineFailureDetector(TimeSpan.FromMinutes(1)), this);

    public async Task<byte[]> NextFrame() => await _frames.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    public void OnFrame(Connection connection, ReadOnlySpan<byte> body)
    {
        Pdu.Decode(body);
        _frames.Writer.TryWrite(body.ToArray());
    }

    public void OnClosed(Connection connection, Exception? cause, IReadOnlyList<QueuedMessage> unsent) =>
        _closed.TrySetResult((cause, unsent));
}
