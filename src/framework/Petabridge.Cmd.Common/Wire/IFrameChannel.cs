namespace Petabridge.Cmd.Common.Wire;

/// <summary>One end of a connection between a console and a host, over TCP or inside the process.</summary>
internal interface IFrameChannel : IAsyncDisposable
{
    /// <summary>The other end, for people: <c>127.0.0.1:51451</c>.</summary>
    string Remote { get; }

    /// <summary>
    /// Queues a frame; never waits. Both sides keep what they queue bounded: answers by the reader's window, all else by
    /// what the other side may ask. Who lets more pile up loses the connection.
    /// </summary>
    /// <exception cref="FrameTooLongException">Nothing was queued, and the connection is as it was.</exception>
    void Post(Frame frame);

    /// <returns>The next frame; null when the other end has closed.</returns>
    /// <exception cref="InvalidDataException">What came is no frame.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    ValueTask<Frame?> ReceiveAsync(CancellationToken ct);

    /// <summary>Says that nothing more follows, and ends when what was queued has been sent, or a moment has passed.</summary>
    Task FlushAsync();

    /// <summary>Closes after what was queued has been sent, and the other end has had a moment to read it.</summary>
    Task FlushAndCloseAsync();
}
