namespace Akka.Remote.Engine;

using Akka.Actor;
using Akka.Remote.Transport.Tcp;

/// <summary>
/// Everything between this node and one address: which connection messages leave by, what waits for one, which incarnation is
/// spoken with, and which is refused. One lock guards it; what others are told (events, log, dead letters) is told after it is released.
/// </summary>
/// <remarks>
/// Two nodes that dial each other at the same moment end with two connections under one association: each side sends on the one it
/// dialled and reads both, so nothing is lost and nothing is reordered.
/// </remarks>
internal sealed partial class Association(Remoting remoting, Address remote)
{
    private readonly Lock _sync = new();
    private readonly List<Connection> _connections = [];
    private readonly SystemOutbox _outbox = new(remoting.Settings.SysMsgBufferSize);

    private Phase _phase = Phase.Idle;
    private Connection? _dial;
    private Connection? _sending;
    private SystemInbox _inbox = new(remoting.Settings.SysMsgBufferSize);
    private long _closedUntil;
    private int? _uid;
    private int? _refusedUid;
    private long _refusedUntil;
    private bool _shutDown;
    private volatile bool _forgotten;
    private long _usedAt = Environment.TickCount64;

    private enum Phase
    {
        /// <summary>No connection, and no reason not to open one.</summary>
        Idle,

        /// <summary>A connection is being opened; messages wait.</summary>
        Dialling,

        /// <summary>Messages leave.</summary>
        Open,

        /// <summary>The last connection failed: until the gate opens messages are dead letters.</summary>
        Gated,

        /// <summary>The incarnation that was there is refused: messages are dead letters, but for a probe now and then whether there is a new one.</summary>
        Quarantined,
    }

    public Address Remote { get; } = remote;

    /// <summary>Nothing was said for long, so remoting has let go of it; who still has it is led to the one in its place.</summary>
    public bool IsForgotten => _forgotten;

    private static long Now => Environment.TickCount64;
}
