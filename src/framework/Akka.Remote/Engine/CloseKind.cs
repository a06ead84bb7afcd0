namespace Akka.Remote.Engine;

internal enum CloseKind
{
    /// <summary>The peer said goodbye without a reason.</summary>
    Disassociated,

    /// <summary>The peer's actor system is shutting down.</summary>
    PeerShutDown,

    /// <summary>The peer has quarantined this incarnation of ours.</summary>
    QuarantinedByPeer,

    /// <summary>We have quarantined the peer.</summary>
    QuarantinedPeer,

    /// <summary>The peer's address has a new incarnation.</summary>
    Superseded,

    /// <summary>No sign of life for too long.</summary>
    Silent,

    /// <summary>The handshake took too long, or was something else.</summary>
    Handshake,

    /// <summary>There are too many connections, and this one was the least worth keeping.</summary>
    Crowded,

    /// <summary>This node is shutting down.</summary>
    ShuttingDown,
}
