namespace Akka.Remote.Wire.Tests;

using System.Threading.Channels;
using Akka.Remote.Transport.Tcp;
using Akka.Remote.Wire;

/// <summary>Keeps the frames that came and how the connection ended.</summary>
internal sealed class RecordingOwner : IConnectionOwner
{
    /// <summary>Only a failure lasts as long.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<byte[]> _frames = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource<(Exception? Cause, IReadOnlyList<QueuedMessage> Unsent)> _closed =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<(Exception? Cause, IReadOnlyList<QueuedMessage> Unsent)> Closed => _closed.Task.WaitAsync(Patience);

    public Connection Own(IWire wire, int maximumFrameSize = 128_000) =>
        new(wire, inbound: true, maximumFrameSize, new DeadlineFailureDetector(TimeSpan.FromMinutes(1)), this);

    /// <summary>The next frame's body; fails with the connection's end if none comes before it.</summary>
    public async Task<byte[]> NextFrame() => await _frames.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public void OnFrame(Connection connection, ReadOnlySpan<byte> body)
    {
        Pdu.Decode(body);
        _frames.Writer.TryWrite(body.ToArray());
    }

    public void OnClosed(Connection connection, Exception? cause, IReadOnlyList<QueuedMessage> unsent)
    {
        _frames.Writer.TryComplete(cause);
        _closed.TrySetResult((cause, unsent));
    }
}
