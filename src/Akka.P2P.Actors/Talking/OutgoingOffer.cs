namespace Akka.P2P.Actors.Talking;

using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;

/// <summary>A file on its way to one peer.</summary>
internal sealed class OutgoingOffer(Guid id, SwarmPeer to)
{
    /// <summary>Known to us and to the receiver.</summary>
    public Guid Id { get; } = id;

    public SwarmPeer To { get; } = to;

    public TransferState State { get; set; } = TransferState.Waiting;

    public long BytesHeld { get; set; }

    public ReturnCode Code { get; set; }

    /// <summary>One sentence; empty while all is well.</summary>
    public string Reason { get; set; } = "";

    /// <summary>When it was said first; null while its turn has not come.</summary>
    public TimeSpan? BegunAt { get; set; }

    public TimeSpan SaidAt { get; set; }

    /// <summary>Null until there was an answer.</summary>
    public TimeSpan? AnsweredAt { get; set; }

    public bool IsOver => State > TransferState.Accepted;
}
