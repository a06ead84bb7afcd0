namespace Akka.Remote.Engine;

/// <summary>What the engine keeps with a connection: whose it is, and what its frames have meant before.</summary>
internal sealed class Peer
{
    /// <summary>Known from the start on a connection that we dialled; on another from the handshake on.</summary>
    public Association? Association { get; set; }

    /// <summary>The peer has said who it is.</summary>
    public bool Introduced { get; set; }

    public InboundReader? Reader { get; set; }

    /// <summary>When its last message came; milliseconds of <see cref="Environment.TickCount64"/>.</summary>
    public long HeardAt { get; set; }
}
