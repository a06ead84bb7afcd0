namespace Akka.P2P.Protocol;

using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;

/// <summary>
/// Between two peers, for people: text that everyone may read, and files for one of them. Every message names its conversation by an id that
/// the asker draws; whoever asks says the same again until it is answered, so saying it twice does what saying it once does.
/// </summary>
public static class TalkProtocol
{
    /// <summary>Text to be shown. Answered with <see cref="Heard"/> or <see cref="TalkRefused"/>.</summary>
    /// <param name="From">Who says so; nothing proves it.</param>
    /// <param name="Name">The sender's name for people.</param>
    /// <param name="Text">At most <see cref="WireLimits.MaxBroadcastText"/> characters.</param>
    public sealed record Broadcast(Guid RequestId, SwarmPeer From, string Name, string Text) : IToTalk;

    /// <summary>The text is in the inbox.</summary>
    public sealed record Heard(Guid RequestId, PeerId Peer) : IWireMessage, IWithRequest;

    /// <summary>Ends a <see cref="Broadcast"/> that was not shown.</summary>
    /// <param name="Reason">One sentence for a person.</param>
    public sealed record TalkRefused(Guid RequestId, PeerId Peer, ReturnCode Code, string Reason) : IWireMessage, IWithRequest;

    /// <summary>
    /// A file or a folder for this peer, to be fetched from the sender like any torrent. Said again at every keep-alive until the transfer has
    /// ended: an offer that is no longer renewed lapses. Every one is answered with where the transfer stands: <see cref="OfferPending"/>,
    /// <see cref="OfferAccepted"/>, <see cref="OfferDeclined"/>, <see cref="OfferReceived"/> or <see cref="OfferFailed"/>.
    /// </summary>
    /// <param name="RequestId">Of the whole transfer.</param>
    /// <param name="From">Who offers, and where the chunks are.</param>
    /// <param name="Name">The sender's name for people.</param>
    /// <param name="FileName">Of the file or the folder; must be that of the torrent.</param>
    /// <param name="Length">Bytes in all; must be that of the torrent.</param>
    /// <param name="Files">How many; 1 for a bare file.</param>
    public sealed record OfferFile(
        Guid RequestId, SwarmPeer From, string Name, TorrentId Torrent, string FileName, long Length, int Files)
        : IToTalk, IWithTorrent;

    /// <summary>Nobody has decided yet.</summary>
    public sealed record OfferPending(Guid RequestId) : IWireMessage, IWithRequest;

    /// <summary>It is being fetched.</summary>
    /// <param name="BytesHeld">Verified so far.</param>
    public sealed record OfferAccepted(Guid RequestId, long BytesHeld) : IWireMessage, IWithRequest;

    /// <summary>It is not wanted. Nothing was fetched.</summary>
    public sealed record OfferDeclined(Guid RequestId, ReturnCode Code, string Reason) : IWireMessage, IWithRequest;

    /// <summary>Every byte is verified and the file has its name.</summary>
    public sealed record OfferReceived(Guid RequestId) : IWireMessage, IWithRequest;

    /// <summary>It was accepted, and did not arrive. Nothing of it is kept.</summary>
    public sealed record OfferFailed(Guid RequestId, ReturnCode Code, string Reason) : IWireMessage, IWithRequest;

    /// <summary>From the sender: no longer. Not answered; should it get lost, the offer lapses.</summary>
    public sealed record OfferWithdrawn(Guid RequestId) : IToTalk;
}
