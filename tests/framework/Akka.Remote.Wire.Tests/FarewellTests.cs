namespace Akka.Remote.Wire.Tests;

using System.Net;
using Akka.Remote.Transport.Tcp;

public sealed class FarewellTests
{
    [Fact(DisplayName = "A send that fails because the peer's farewell is being answered doesn't hide what the peer said")]
    public async Task Farewell_wins()
    {
        var owner = new RecordingOwner();
        var wire = new FailingWire();
        var connection = owner.Own(wire);
        connection.Outbound.Enqueue([1, 2, 3], urgent: false);
        await wire.Sending.WaitAsync(RecordingOwner.Patience);
        var farewell = new InvalidOperationException("what the peer said");

        connection.CloseInAnswer(farewell);

        Assert.Same(farewell, (await owner.Closed).Cause);
    }

    /// <summary>A send is under way until this side is ended, and fails then, at once.</summary>
    private sealed class FailingWire : IWire
    {
        private readonly TaskCompletionSource _sending = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _send = new();

        public EndPoint? RemoteEndPoint => null;

        public Task Sending => _sending.Task;

        public ValueTask ReadyAsync() => new(new TaskCompletionSource().Task);

        public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => new(new TaskCompletionSource<int>().Task);

        public ValueTask SendAsync(List<ArraySegment<byte>> segments)
        {
            // Whoever waits goes on where the send fails, not later on another thread.
            _sending.SetResult();
            return new ValueTask(_send.Task);
        }

        public void EndSending() => _send.SetException(new IOException("broken pipe"));

        public void Dispose() => _send.TrySetException(new ObjectDisposedException(nameof(FailingWire)));
    }
}
