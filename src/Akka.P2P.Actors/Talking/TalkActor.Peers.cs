namespace Akka.P2P.Actors.Talking;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Core.Talking;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>Who is there.</summary>
internal sealed partial class TalkActor
{
    private async Task<ILocalMessage> ListAsync()
    {
        var list = await _lookup.ListAsync();
        return _lookup.IsUnreachable(list) is { } why ? new PeerCommands.CommandRefused(OperationCode.ListPeers, ReturnCode.Unreachable, why) : list;
    }

    private async Task<Shown> ShowAsync(string name, IActorRef self)
    {
        var (found, refusal) = await _lookup.FindAsync(name, OperationCode.ListPeers);
        if (found is null)
            return new Shown(null, [], null, refusal);
        var list = await _lookup.ListAsync($"{found.Id}");
        // It always answers, at the latest when its own patience ends.
        var answer = await self.Ask<object>(new PeerCommands.PingPeer(found.Address), Timeout.InfiniteTimeSpan);
        return new Shown(found, [.. list.Peers.SelectMany(p => p.Trackers)], (answer as PeerCommands.PeerAnswered)?.RoundTrip, null);
    }

    private PeerDetails Details(Shown shown) => new(
        shown.Peer!, shown.Trackers, shown.RoundTrip, [.. Messages(e => e.From.Address == shown.Peer!.Address)],
        [.. _offers.All.Where(o => o.From.Address == shown.Peer!.Address).Select(Status)]);

    private IEnumerable<InboxMessage> Messages(Func<InboxEntry, bool> which) =>
        _inbox.Entries.Where(which).Select(e => new InboxMessage(e.From, e.Name, e.Text, Now - e.HeardAt));

    private sealed record Shown(
        SwarmPeer? Peer, ImmutableArray<PeerAddress> Trackers, TimeSpan? RoundTrip, PeerCommands.CommandRefused? Refusal) : ILocalMessage;
}
