namespace Akka.P2P.Commands.Peers;

using Akka.P2P.Actors.Talking;
using Akka.P2P.Commands.Text;
using Akka.P2P.Core.Identity;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>What the palette <c>peer</c> shows to people.</summary>
internal static class PeerText
{
    // Of the ids of transfers, enough to name one.
    private const int IdDigits = 8;

    public static IReadOnlyList<string> Of(PeerList list) =>
    [
        .. Columns.Of(["PEER", "ADDRESS", ">TRACKERS", ""], list.Peers.Select(p => (IReadOnlyList<string>)
            [$"{p.Peer.Id}", $"{p.Peer.Address}", $"{p.Trackers.Length}", p.Peer.Id == list.Self.Id ? "this node" : ""])),
        .. Silent(list.Silent),
    ];

    public static IReadOnlyList<string> Of(PeerDetails details) =>
    [
        $"Peer      {details.Peer.Id}",
        $"Address   {details.Peer.Address}",
        $"Listed by {(details.Trackers.IsEmpty ? "no tracker of this node" : string.Join(", ", details.Trackers))}",
        details.RoundTrip is { } trip ? $"Answers   in {Human.Span(trip)}" : "Answers   not",
        $"Heard     {Human.Count(details.Messages.Length, "text", "texts")}{(details.Messages is [.., var last] ? $", the last {Human.Span(last.Age)} ago: {last.Text}" : "")}",
        $"Offers    {details.Offers.Length}",
        .. details.Offers.IsEmpty ? [] : Of(new OfferList(details.Offers)).Select(line => "  " + line),
    ];

    public static IReadOnlyList<string> Of(BroadcastDone done)
    {
        var told = done.Deliveries.Count(d => d.IsDelivered);
        return
        [
            .. done.Deliveries.Where(d => !d.IsDelivered).Select(d => $"{d.Peer.Id.ShortText} at {d.Peer.Address}: {d.Failure}"),
            .. Silent(done.Silent),
            done.Deliveries.IsEmpty ? "No other peer is registered." : $"{told} of {Human.Count(done.Deliveries.Length, "peer", "peers")} heard it.",
        ];
    }

    public static IReadOnlyList<string> Of(InboxContent inbox) => inbox.Messages.IsEmpty
        ? [inbox.Heard == 0 ? "Nobody has said anything." : "What was said is gone."]
        :
        [
            .. inbox.Messages.Select(m => $"{Human.Span(m.Age)} ago, {m.Name} ({m.From.Id.ShortText} at {m.From.Address}): {m.Text}"),
            .. inbox.Heard > inbox.Messages.Length ? [$"{inbox.Heard - inbox.Messages.Length} before these are gone."] : Array.Empty<string>(),
        ];

    public static IReadOnlyList<string> Of(OfferList list) => list.Offers.IsEmpty
        ? ["No file is offered."]
        : Columns.Of(["OFFER", "FROM", "NAME", ">SIZE", "STATE", ""], list.Offers.Select(o => (IReadOnlyList<string>)
            [Short(o.Offer), $"{o.From.Id.ShortText} ({o.Name})", o.FileName, Human.Bytes(o.Length), State(o.State, o.BytesHeld, o.Length), o.Reason]));

    public static IReadOnlyList<string> Of(OfferStatus o) =>
        [$"{Short(o.Offer)} {o.FileName} ({Human.Bytes(o.Length)}) from {o.From.Id.ShortText}: {State(o.State, o.BytesHeld, o.Length)}"];

    public static IReadOnlyList<string> Of(SendList list) => list.Sends.IsEmpty
        ? ["Nothing is on its way from here."]
        : [.. list.Sends.SelectMany(s => Of(s))];

    public static IReadOnlyList<string> Of(SendStatus send) =>
    [
        $"{Short(send.Send)} {send.Path} ({(send.Name.Length == 0 ? "being read" : Human.Bytes(send.Length))})",
        .. send.Recipients.Select(r => "  " + Of(r, send.Length)),
    ];

    public static string Of(RecipientStatus r, long length) =>
        $"{r.Peer.Id.ShortText} at {r.Peer.Address}: {State(r.State, r.BytesHeld, length)}{(r.Reason.Length == 0 ? "" : $" ({r.Reason.TrimEnd('.')})")}";

    public static IReadOnlyList<string> Of(TalkStats s) =>
    [
        $"Pings  of others {s.PingsAnswered} answered, {s.PingsIgnored} ignored; ours {s.PingsReturned} answered, {s.PingsLost} lost",
        $"Texts  heard {s.Heard}, refused {s.Refused}; ours {s.Delivered} delivered, {s.NotDelivered} not",
        $"Files  received {s.FilesReceived} ({Human.Bytes(s.BytesReceived)}), not received {s.FilesNotReceived}; sent {s.FilesSent} ({Human.Bytes(s.BytesSent)}), not sent {s.FilesNotSent}",
    ];

    private static string State(TransferState state, long held, long length) => state switch
    {
        TransferState.Accepted => $"accepted, {Human.Percent(held, length)}",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static string Short(Guid id) => $"{id:n}"[..IdDigits];

    private static IEnumerable<string> Silent(IEnumerable<PeerAddress> trackers) => trackers.Select(t => $"Tracker {t} does not answer.");
}
