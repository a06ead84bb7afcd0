namespace Akka.P2P.Commands.Peers;

using System.Text.Json.Nodes;
using Akka.P2P.Actors.Talking;
using Akka.P2P.Commands.Text;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>What the palette <c>peer</c> tells programs: exact numbers, whole ids.</summary>
internal static class PeerJson
{
    public static string Line(JsonObject fields) => Json.Line(fields);

    public static string Of(PeerList list) => Json.Line(new JsonObject
    {
        ["self"] = list.Self.Id.ToString(),
        ["peers"] = Json.Array(list.Peers, p => With(Of(p.Peer), "trackers", Addresses(p.Trackers))),
        ["silentTrackers"] = Addresses(list.Silent),
    });

    public static string Of(PeerDetails details) => Json.Line(With(With(With(With(Of(details.Peer),
        "trackers", Addresses(details.Trackers)),
        "roundTripSeconds", details.RoundTrip?.TotalSeconds),
        "messages", Json.Array(details.Messages, Of)),
        "offers", Json.Array(details.Offers, Of)));

    public static string Of(BroadcastDone done) => Json.Line(new JsonObject
    {
        ["delivered"] = done.Deliveries.Count(d => d.IsDelivered),
        ["peers"] = Json.Array(done.Deliveries, d => With(With(Of(d.Peer), "failure", d.Failure), "seconds", Json.Seconds(d.Elapsed))),
        ["silentTrackers"] = Addresses(done.Silent),
    });

    public static string Of(InboxContent inbox) => Json.Line(new JsonObject
    {
        ["heard"] = inbox.Heard,
        ["messages"] = Json.Array(inbox.Messages, Of),
    });

    public static string Of(OfferList list) => Json.Line(new JsonObject { ["offers"] = Json.Array(list.Offers, Of) });

    public static JsonObject Of(OfferStatus o) => new()
    {
        ["offer"] = $"{o.Offer:n}",
        ["from"] = Of(o.From),
        ["name"] = o.Name,
        ["torrent"] = o.Torrent.ToString(),
        ["file"] = o.FileName,
        ["bytes"] = o.Length,
        ["files"] = o.Files,
        ["state"] = State(o.State),
        ["bytesHeld"] = o.BytesHeld,
        ["ageSeconds"] = Json.Seconds(o.Age),
        ["code"] = (int)o.Code,
        ["reason"] = o.Reason,
    };

    public static string Of(SendList list) => Json.Line(new JsonObject { ["sends"] = Json.Array(list.Sends, Of) });

    public static JsonObject Of(SendStatus send) => new()
    {
        ["send"] = $"{send.Send:n}",
        ["path"] = send.Path,
        ["name"] = send.Name,
        ["bytes"] = send.Length,
        ["receivers"] = Json.Array(send.Recipients, Of),
    };

    public static JsonObject Of(RecipientStatus r)
    {
        var fields = Of(r.Peer);
        fields["state"] = State(r.State);
        fields["bytesHeld"] = r.BytesHeld;
        fields["code"] = (int)r.Code;
        fields["reason"] = r.Reason;
        return fields;
    }

    public static string Of(TalkStats s) => Json.Line(new JsonObject
    {
        ["pingsAnswered"] = s.PingsAnswered,
        ["pingsIgnored"] = s.PingsIgnored,
        ["pingsReturned"] = s.PingsReturned,
        ["pingsLost"] = s.PingsLost,
        ["heard"] = s.Heard,
        ["refused"] = s.Refused,
        ["delivered"] = s.Delivered,
        ["notDelivered"] = s.NotDelivered,
        ["filesReceived"] = s.FilesReceived,
        ["filesNotReceived"] = s.FilesNotReceived,
        ["bytesReceived"] = s.BytesReceived,
        ["filesSent"] = s.FilesSent,
        ["filesNotSent"] = s.FilesNotSent,
        ["bytesSent"] = s.BytesSent,
    });

    private static JsonObject Of(InboxMessage m) => new()
    {
        ["from"] = Of(m.From),
        ["name"] = m.Name,
        ["text"] = m.Text,
        ["ageSeconds"] = Json.Seconds(m.Age),
    };

    private static JsonObject Of(SwarmPeer peer) => new() { ["peer"] = peer.Id.ToString(), ["address"] = peer.Address.ToString() };

    private static JsonObject With(JsonObject fields, string name, JsonNode? value)
    {
        fields[name] = value;
        return fields;
    }

    private static JsonArray Addresses(IEnumerable<PeerAddress> addresses) => Json.Array(addresses, a => JsonValue.Create(a.ToString()));

    private static string State(TransferState state) => state.ToString().ToLowerInvariant();
}
