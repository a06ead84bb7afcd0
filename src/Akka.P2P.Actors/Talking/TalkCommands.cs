namespace Akka.P2P.Actors.Talking;

using System.Collections.Immutable;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Core.Talking;
using Akka.P2P.Protocol;

/// <summary>Asked of a <see cref="PeerActor"/> by its process, about other peers.</summary>
public interface ITalkCommand : ILocalMessage;

/// <summary>
/// What a person at this node asks of other peers. A peer is named by the beginning of its id, as long as only one of those that the trackers
/// list begins so, or by its address (<c>host:port</c>). Every command is answered to its sender by the message that its summary names, or by
/// <see cref="PeerCommands.CommandRefused"/>, with the candidates when a name fits several. What others say, and what becomes of a transfer,
/// is on the event stream, as <see cref="TalkEvents"/>.
/// </summary>
public static class TalkCommands
{
    /// <summary>Who is registered at our trackers? All of them, page by page. Answered with <see cref="PeerList"/>.</summary>
    public sealed record ListPeers : ITalkCommand;

    /// <param name="Peers">In the order of their ids, this one included.</param>
    /// <param name="Silent">Trackers that did not answer.</param>
    public sealed record PeerList(SwarmPeer Self, ImmutableArray<ListedPeer> Peers, ImmutableArray<PeerAddress> Silent) : ILocalMessage;

    /// <param name="Trackers">That list it.</param>
    public sealed record ListedPeer(SwarmPeer Peer, ImmutableArray<PeerAddress> Trackers);

    /// <summary>All about one peer. Answered with <see cref="PeerDetails"/>.</summary>
    public sealed record ShowPeer(string Peer) : ITalkCommand;

    /// <param name="Trackers">That list it.</param>
    /// <param name="RoundTrip">Of a ping; null when it didn't answer.</param>
    /// <param name="Messages">That are in the inbox from its address.</param>
    /// <param name="Offers">That it made, and that are remembered.</param>
    public sealed record PeerDetails(
        SwarmPeer Peer, ImmutableArray<PeerAddress> Trackers, TimeSpan? RoundTrip, ImmutableArray<InboxMessage> Messages,
        ImmutableArray<OfferStatus> Offers) : ILocalMessage;

    /// <summary>Is it there? Answered with <see cref="PeerCommands.PeerAnswered"/>, or refused as UNREACHABLE.</summary>
    public sealed record PingNamed(string Peer) : ITalkCommand;

    /// <summary>
    /// Text for everybody who is registered, but for ourselves. Answered with <see cref="BroadcastDone"/> when every one has acknowledged it or
    /// was given up, which takes no longer than <c>akka.p2p.talk.broadcast-timeout</c> and the trackers' answer.
    /// </summary>
    public sealed record Broadcast(string Text) : ITalkCommand;

    /// <param name="Deliveries">One a peer.</param>
    /// <param name="Silent">Trackers that did not answer: whom only they know was not told.</param>
    public sealed record BroadcastDone(ImmutableArray<Delivery> Deliveries, ImmutableArray<PeerAddress> Silent) : ILocalMessage;

    /// <summary>What was heard? Answered with <see cref="InboxContent"/>.</summary>
    public sealed record ReadInbox : ITalkCommand;

    /// <param name="Messages">The oldest first.</param>
    /// <param name="Heard">All that there ever were: the older ones are gone.</param>
    public sealed record InboxContent(ImmutableArray<InboxMessage> Messages, long Heard) : ILocalMessage;

    /// <param name="Age">Since it was heard.</param>
    public sealed record InboxMessage(SwarmPeer From, string Name, string Text, TimeSpan Age);

    /// <summary>
    /// Sends a file or a folder of this machine: offers it, serves it to who accepts, and hears from each what became of it. Answered with
    /// <see cref="SendStarted"/> before the first byte is read; all else is told by <see cref="TalkEvents"/>, <see cref="TalkEvents.SendFinished"/> last.
    /// </summary>
    /// <param name="Path">On this node's disk.</param>
    /// <param name="To">One peer; null for everybody who is registered, but for ourselves.</param>
    public sealed record SendFile(string Path, string? To) : ITalkCommand;

    public sealed record SendStarted(Guid Send, string Path, ImmutableArray<SwarmPeer> To) : ILocalMessage;

    /// <summary>Ends a transfer for all who have not received it yet; nothing of it stays with them. Answered with <see cref="SendStatus"/>.</summary>
    /// <param name="Send">The beginning of its id; empty for the only one.</param>
    public sealed record CancelSend(string Send) : ITalkCommand;

    /// <summary>What is on its way from here? Answered with <see cref="SendList"/>.</summary>
    public sealed record ListSends : ITalkCommand;

    public sealed record SendList(ImmutableArray<SendStatus> Sends) : ILocalMessage;

    /// <param name="Name">Of the torrent; empty, and <paramref name="Length"/> 0, until it is hashed.</param>
    public sealed record SendStatus(Guid Send, string Path, string Name, long Length, ImmutableArray<RecipientStatus> Recipients) : ILocalMessage;

    /// <param name="BytesHeld">That the receiver has verified.</param>
    /// <param name="Reason">One sentence; empty while all is well.</param>
    public sealed record RecipientStatus(SwarmPeer Peer, TransferState State, long BytesHeld, ReturnCode Code, string Reason);

    /// <summary>What is offered to us, or was lately? Answered with <see cref="OfferList"/>.</summary>
    public sealed record ListOffers : ITalkCommand;

    /// <param name="Offers">The oldest first.</param>
    public sealed record OfferList(ImmutableArray<OfferStatus> Offers) : ILocalMessage;

    /// <param name="From">Who offers it; nothing proves it, but it is fetched from there.</param>
    /// <param name="Name">The sender's name for people, safe to show.</param>
    /// <param name="Age">Since it was made.</param>
    /// <param name="Reason">One sentence; empty while all is well.</param>
    public sealed record OfferStatus(
        Guid Offer, SwarmPeer From, string Name, TorrentId Torrent, string FileName, long Length, int Files, TransferState State, long BytesHeld,
        TimeSpan Age, ReturnCode Code, string Reason) : ILocalMessage;

    /// <summary>Takes a file. Answered with <see cref="OfferStatus"/>; progress and the end are events.</summary>
    /// <param name="Offer">The beginning of its id; empty for the only one that waits.</param>
    public sealed record AcceptOffer(string Offer) : ITalkCommand;

    /// <summary>Doesn't take it, or no longer: nothing of it is kept. Answered with <see cref="OfferStatus"/>.</summary>
    /// <param name="Offer">The beginning of its id; empty for the only one.</param>
    public sealed record DeclineOffer(string Offer) : ITalkCommand;

    /// <summary>What was said, heard and refused so far? Answered with <see cref="TalkStats"/>.</summary>
    public sealed record GetTalkStats : ITalkCommand;
}
