namespace Petabridge.Cmd.Common.Wire;

using System.Threading.Channels;

/// <summary>Frames inside the process, as they are.</summary>
internal sealed class MemoryFrameChannel : IFrameChannel
{
    private readonly Channel<Frame> _incoming;
    private readonly Channel<Frame> _outgoing;

    private MemoryFrameChannel(string remote, Channel<Frame> incoming, Channel<Frame> outgoing)
    {
        Remote = remote;
        _incoming = incoming;
        _outgoing = outgoing;
    }

    public string Remote { get; }

    public static (IFrameChannel Console, IFrameChannel Host) Pair(string consoleName, string hostName)
    {
        var toHost = Channel.CreateUnbounded<Frame>();
        var toConsole = Channel.CreateUnbounded<Frame>();
        return (new MemoryFrameChannel(hostName, toConsole, toHost), new MemoryFrameChannel(consoleName, toHost, toConsole));
    }

    // What is queued is bounded as over TCP: by windows, and by what a console in this same process asks.
    public void Post(Frame frame) => _outgoing.Writer.TryWrite(frame);

    public async ValueTask<Frame?> ReceiveAsync(CancellationToken ct) =>
        await _incoming.Reader.WaitToReadAsync(ct).ConfigureAwait(false) && _incoming.Reader.TryRead(out var frame) ? frame : null;

    public Task FlushAsync() => Task.CompletedTask;

    public Task FlushAndCloseAsync() => DisposeAsync().AsTask();

    public ValueTask DisposeAsync()
    {
        _outgoing.Writer.TryComplete();
        _incoming.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }
}
