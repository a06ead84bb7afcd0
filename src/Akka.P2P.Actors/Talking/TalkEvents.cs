namespace Akka.P2P.Actors.Talking;

using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;

/// <summary>What others say to this peer, and what becomes of files between them.</summary>
public static class TalkEvents
{
    /// <summary>Somebody said something to all.</summary>
    /// <param name="From">Who says so; nothing proves it.</param>
    /// <param name="Name">The sender's name for people, safe to show.</param>
    /// <param name="Text">Safe to show.</param>
    public sealed record BroadcastHeard(SwarmPeer From, string Name, string Text) : IPeerEvent;

    /// <summary>A file is offered, and a person must decide.</summary>
    public sealed record OfferMade(TalkCommands.OfferStatus Offer) : IPeerEvent;

    /// <summary>At every progress interval of a file that comes.</summary>
    public sealed record ReceiveProgress(TalkCommands.OfferStatus Offer, double BytesPerSecond) : IPeerEvent;

    /// <summary>Every byte is verified, and the file has its name.</summary>
    /// <param name="Path">Where it lies.</param>
    /// <param name="Elapsed">Since it was accepted.</param>
    public sealed record FileReceived(TalkCommands.OfferStatus Offer, string Path, TimeSpan Elapsed) : IPeerEvent;

    /// <summary>An offer ended without its file; nothing of it is kept.</summary>
    public sealed record OfferEnded(TalkCommands.OfferStatus Offer) : IPeerEvent;

    /// <summary>What is to be sent has been read, and is offered from now on.</summary>
    public sealed record SendHashed(Guid Send, string Path, TorrentId Torrent, string Name, long Length) : IPeerEvent;

    /// <summary>One receiver has decided, or come on, or ended.</summary>
    public sealed record SendChanged(Guid Send, string Path, long Length, TalkCommands.RecipientStatus Recipient) : IPeerEvent;

    /// <summary>All receivers have ended, and the file is no longer served for them.</summary>
    public sealed record SendFinished(TalkCommands.SendStatus Send) : IPeerEvent;
}
