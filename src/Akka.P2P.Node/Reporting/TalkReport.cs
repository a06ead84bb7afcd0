namespace Akka.P2P.Node.Reporting;

using System.Text.Json.Nodes;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Node.CommandLine;

/// <summary>What other peers say to a headless node, and files between them.</summary>
internal static class TalkReport
{
    /// <returns>False when the event is about something else.</returns>
    public static bool Tell(IReporter reporter, IPeerEvent happened)
    {
        switch (happened)
        {
            case TalkEvents.BroadcastHeard heard:
                reporter.Say($"Broadcast message: '{heard.Text}' from {heard.From.Address} ({heard.Name})");
                reporter.Emit("broadcast", With(heard.From, new JsonObject { ["name"] = heard.Name, ["text"] = heard.Text }));
                return true;
            case TalkEvents.OfferMade { Offer: var offer }:
                reporter.Say($"{offer.Name} ({offer.From.Address}) offers {SafeName.Quote(offer.FileName)} ({ByteSize.Format(offer.Length)}): offer {offer.Offer:n}");
                reporter.Emit("offer", Of(offer));
                return true;
            case TalkEvents.FileReceived received:
                reporter.Say($"Received {received.Path} ({ByteSize.Format(received.Offer.Length)}) from {received.Offer.Name} ({received.Offer.From.Address}).");
                var fields = Of(received.Offer);
                fields["path"] = received.Path;
                fields["seconds"] = received.Elapsed.TotalSeconds;
                reporter.Emit("received", fields);
                return true;
            case TalkEvents.OfferEnded { Offer: var offer }:
                reporter.Say($"{SafeName.Quote(offer.FileName)} from {offer.Name} ({offer.From.Address}) does not come: {offer.Reason}");
                var end = Of(offer);
                end["code"] = (int)offer.Code;
                end["reason"] = offer.Reason;
                reporter.Emit("not-received", end);
                return true;
            case TalkEvents.SendFinished { Send: var send }:
                var got = send.Recipients.Count(r => r.State == TransferState.Received);
                reporter.Say($"{got} of {send.Recipients.Length} peers received {send.Path}.");
                reporter.Emit("sent", new JsonObject
                {
                    ["send"] = $"{send.Send:n}",
                    ["path"] = send.Path,
                    ["bytes"] = send.Length,
                    ["receivers"] = new JsonArray([.. send.Recipients.Select(r => With(r.Peer, new JsonObject
                    {
                        ["state"] = r.State.ToString().ToLowerInvariant(), ["code"] = (int)r.Code, ["reason"] = r.Reason,
                    }))]),
                });
                return true;
            default:
                return false;
        }
    }

    private static JsonObject Of(TalkCommands.OfferStatus offer) => With(offer.From, new JsonObject
    {
        ["offer"] = $"{offer.Offer:n}",
        ["name"] = offer.Name,
        ["file"] = offer.FileName,
        ["bytes"] = offer.Length,
        ["id"] = offer.Torrent.ToString(),
    });

    private static JsonObject With(SwarmPeer peer, JsonObject fields)
    {
        fields["peer"] = peer.Id.ToString();
        fields["address"] = peer.Address.ToString();
        return fields;
    }
}
