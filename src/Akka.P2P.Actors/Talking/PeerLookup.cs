namespace Akka.P2P.Actors.Talking;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Talking.TalkCommands;

/// <summary>Who is registered at the trackers; asked outside of any actor, and piped back by whoever starts it.</summary>
internal sealed class PeerLookup(INodeLocator locator, ImmutableArray<PeerAddress> trackers, SwarmPeer self, TimeSpan timeout)
{
    // A tracker registers a bounded number of peers; one that always names a next page must not keep us for ever.
    private const int MaxPages = 1000;

    // Named when a prefix is ambiguous.
    private const int MaxCandidates = 10;

    /// <summary>All pages of all trackers, merged.</summary>
    public async Task<PeerList> ListAsync(string prefix = "")
    {
        var answers = await Task.WhenAll(trackers.Select(t => ListOneAsync(t, prefix)));
        var listed = answers.SelectMany(a => (a.Peers ?? []).Select(p => (Peer: p, a.Tracker)))
            .GroupBy(p => p.Peer.Id)
            .Select(same => new ListedPeer(same.First().Peer, [.. same.Select(p => p.Tracker).Distinct()]))
            .OrderBy(p => p.Peer.Id);
        return new PeerList(self, [.. listed], [.. answers.Where(a => a.Peers is null).Select(a => a.Tracker)]);
    }

    /// <summary>The peer of that name.</summary>
    /// <param name="name">The beginning of an id, or an address.</param>
    public async Task<Lookup> FindAsync(string name, OperationCode operation)
    {
        if (PeerAddress.TryParse(name, out var address))
            return await AskWhoAsync(address, operation);
        if (name.Length is 0 or > PeerId.TextLength || !name.All(char.IsAsciiHexDigit))
        {
            return Refused(operation, ReturnCode.BadRequest,
                "A peer is named by the first digits of its id, or by its address as host:port.");
        }

        var list = await ListAsync(name.ToLowerInvariant());
        if (IsUnreachable(list) is { } why)
            return Refused(operation, ReturnCode.Unreachable, why);
        return list.Peers switch
        {
            [] => Refused(operation, ReturnCode.NotFound, $"No registered peer's id begins with {name}."),
            [var one] => new Lookup(one.Peer, null),
            var several => new Lookup(null, new PeerCommands.CommandRefused(operation, ReturnCode.BadRequest,
                $"{several.Length} peers' ids begin with {name}.")
            {
                Candidates = [.. several.Take(MaxCandidates).Select(p => $"{p.Peer.Id} at {p.Peer.Address}")],
            }),
        };
    }

    /// <summary>One sentence when no tracker could tell.</summary>
    public string? IsUnreachable(PeerList list) =>
        trackers.IsEmpty ? "No tracker is configured."
        : list.Silent.Length == trackers.Length ? $"No tracker answers: {string.Join(", ", list.Silent)}."
        : null;

    private static Lookup Refused(OperationCode operation, ReturnCode code, string reason) =>
        new(null, new PeerCommands.CommandRefused(operation, code, reason));

    private async Task<Lookup> AskWhoAsync(PeerAddress address, OperationCode operation)
    {
        try
        {
            var answer = await RepeatedQuestion.AskAsync(locator.Peer(address), new PeerProtocol.Ping(0), timeout);
            return answer is PeerProtocol.Pong pong
                ? new Lookup(new SwarmPeer(pong.Peer, address), null)
                : Refused(operation, ReturnCode.Unreachable, $"What answers at {address} is no peer.");
        }
        catch (AskTimeoutException)
        {
            return Refused(operation, ReturnCode.Unreachable, $"Peer {address} doesn't answer.");
        }
    }

    private async Task<(PeerAddress Tracker, List<SwarmPeer>? Peers)> ListOneAsync(PeerAddress tracker, string prefix)
    {
        var peers = new List<SwarmPeer>();
        // The id before the first that begins so; there is none before the first of all.
        var after = PeerId.Before(prefix);
        for (var i = 0; i < MaxPages; i++)
        {
            object answer;
            try
            {
                answer = await RepeatedQuestion.AskAsync(
                    locator.Tracker(tracker), new TrackerProtocol.ListPeers(Guid.NewGuid(), after, WireLimits.MaxPeersInPage), timeout);
            }
            catch (AskTimeoutException)
            {
                return (tracker, null);
            }

            if (answer is not TrackerProtocol.PeerPage page)
                return (tracker, null);
            var sound = WireGuard.Items(page.Peers, WireLimits.MaxPeersInPage).Where(p => WireGuard.IsSound(p)).ToList();
            peers.AddRange(sound.Where(p => p.Id.ToString().StartsWith(prefix, StringComparison.Ordinal)));
            // Ids only grow from page to page, and past those that begin so there are no others.
            if (page.Next == default || page.Next <= after
                || string.CompareOrdinal(page.Next.ToString()[..prefix.Length], prefix) > 0)
                break;
            after = page.Next;
        }

        return (tracker, peers);
    }
}

/// <summary>Either who it is, or why it can't be said.</summary>
internal sealed record Lookup(SwarmPeer? Found, PeerCommands.CommandRefused? Refusal);
