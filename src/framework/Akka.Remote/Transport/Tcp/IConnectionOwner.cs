namespace Akka.Remote.Transport.Tcp;

using Akka.Remote.Wire;

/// <summary>Who a connection belongs to.</summary>
internal interface IConnectionOwner
{
    /// <summary>A frame's body; the span is good for the call only. From the connection's one read loop.</summary>
    /// <exception cref="PduException">The peer doesn't speak the protocol: the connection closes with this as the cause.</exception>
    void OnFrame(Connection connection, ReadOnlySpan<byte> body);

    /// <summary>
    /// Asked between two receives: a task to wait for before the next, since those whom the frames are for can't keep up; null to go on.
    /// </summary>
    Task? Behind(Connection connection) => null;

    /// <summary>Called once, when the connection has ended. The messages were never sent.</summary>
    void OnClosed(Connection connection, Exception? cause, IReadOnlyList<QueuedMessage> unsent);
}
