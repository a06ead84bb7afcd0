namespace Akka.P2P.Actors.Talking;

using Akka.Actor;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;

/// <summary>A file that somebody offered to us, and what became of it.</summary>
internal sealed class IncomingOffer(TalkProtocol.OfferFile offer, string senderName, IActorRef sender, TimeSpan now)
{
    public Guid Id { get; } = offer.RequestId;

    public SwarmPeer From { get; } = offer.From;

    /// <summary>The sender's name for people, safe to show.</summary>
    public string SenderName { get; } = senderName;

    public TorrentId Torrent { get; } = offer.Torrent;

    public string FileName { get; } = offer.FileName;

    public long Length { get; } = offer.Length;

    public int Files { get; } = offer.Files;

    public TimeSpan MadeAt { get; } = now;

    /// <summary>Where answers go: whoever said it last.</summary>
    public IActorRef Sender { get; set; } = sender;

    public TransferState State { get; set; } = TransferState.Offered;

    /// <summary>Its download is under way.</summary>
    public bool IsFetching { get; set; }

    public TimeSpan RenewedAt { get; set; } = now;

    public TimeSpan AcceptedAt { get; set; }

    /// <summary>When something of it came last.</summary>
    public TimeSpan MovedAt { get; set; }

    public TimeSpan EndedAt { get; set; }

    public long BytesHeld { get; set; }

    public ReturnCode Code { get; set; }

    /// <summary>One sentence; empty while all is well.</summary>
    public string Reason { get; set; } = "";

    public bool IsOver => State > TransferState.Accepted;

    /// <summary>What the sender is told.</summary>
    public IWireMessage Answer() => State switch
    {
        TransferState.Accepted => new TalkProtocol.OfferAccepted(Id, BytesHeld),
        TransferState.Received => new TalkProtocol.OfferReceived(Id),
        TransferState.Declined => new TalkProtocol.OfferDeclined(Id, Code, Reason),
        TransferState.Failed or TransferState.Cancelled => new TalkProtocol.OfferFailed(Id, Code, Reason),
        _ => new TalkProtocol.OfferPending(Id),
    };
}
