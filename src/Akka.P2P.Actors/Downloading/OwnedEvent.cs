namespace Akka.P2P.Actors.Downloading;

using Akka.P2P.Actors.Peers;
using Akka.P2P.Protocol;

/// <summary>What a download tells that has an owner: to it, and to nobody else.</summary>
/// <param name="Tag">The owner's own, by which it knows which of its downloads that is; a torrent may have had one before.</param>
internal sealed record OwnedEvent(Guid Tag, IPeerEvent Happened) : ILocalMessage;
