namespace Akka.P2P.Actors.Tracking;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Catalogue;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;
using static Akka.P2P.Actors.Operating.TrackerCommands;

/// <summary>What an operator of this process asks. From outside of it nobody can: these messages have no form on the wire.</summary>
public sealed partial class TrackerActor
{
    // One entry a registered peer.
    private readonly Dictionary<PeerId, string> _names = [];
    private TimeSpan _startedAt;

    private bool HandleOperator(ILocalMessage message)
    {
        switch (message)
        {
            case GetOverview:
                Sender.Tell(
                    new TrackerOverview(
                        _run, Now - _startedAt, _peers.Count, _settings.MaxPeers, _swarms.SwarmCount, _swarms.MembershipCount, _subscriptions.Count,
                        _incoming.Count, _settings.Lease),
                    Self);
                return true;
            case GetRegistered:
                AnswerRegistered();
                return true;
            case GetSwarm get when TorrentIdPrefix.TryParse(get.Torrent, out var prefix):
                LookUp(prefix!, Sender);
                return true;
            case GetSwarm get:
                Refuse(ReturnCode.BadRequest, $"'{get.Torrent}' is no torrent id: an id, or the beginning of one, is made of hex digits.");
                return true;
            case SwarmLookedUp found:
                AnswerSwarm(found);
                return true;
            case EvictPeer evict:
                HandleEvict(evict.Peer);
                return true;
            default:
                return false;
        }
    }

    private void AnswerRegistered()
    {
        var counts = _swarms.CountsByPeer();
        var rows = _peers.Leases.OrderBy(p => p.Peer.Id).Select(p => new RegisteredPeer(
            p.Peer.Id, p.Peer.Address, NameOf(p.Peer.Id), Left(p.Lease), counts.GetValueOrDefault(p.Peer.Id)));
        Sender.Tell(new RegisteredPeers([.. rows]), Self);
    }

    private TimeSpan Left(Lease lease) => lease.ExpiresAt > Now ? lease.ExpiresAt - Now : TimeSpan.Zero;

    private string NameOf(PeerId peer) => _names.GetValueOrDefault(peer, "");

    private void LookUp(TorrentIdPrefix prefix, IActorRef asker) => _pool.RunAsync(ct => LookUpAsync(prefix, ct)).PipeTo(
        Self, Self,
        found => new SwarmLookedUp(prefix, asker, found, null),
        e => new SwarmLookedUp(prefix, asker, [], e));

    private async ValueTask<ImmutableArray<CatalogueEntry>> LookUpAsync(TorrentIdPrefix prefix, CancellationToken ct)
    {
        var found = ImmutableArray.CreateBuilder<CatalogueEntry>();
        foreach (var id in await _catalogue.MatchAsync(prefix, TorrentChoice.MaxCandidates + 1, ct))
        {
            if (await _catalogue.GetAsync(id, ct) is { } entry)
                found.Add(entry);
        }

        return found.DrainToImmutable();
    }

    private void AnswerSwarm(SwarmLookedUp found)
    {
        if (found.Failure is { } failure)
        {
            found.Asker.Tell(new PeerCommands.CommandRefused(OperationCode.None, ReturnCode.Fail, failure.GetBaseException().Message), Self);
            return;
        }

        if (found.Entries is not [var entry])
        {
            var sentence = found.Entries.IsEmpty
                ? $"No torrent {found.Prefix} is published here." : $"{found.Prefix} is the beginning of several ids, so say more of it.";
            found.Asker.Tell(
                new PeerCommands.CommandRefused(OperationCode.None, ReturnCode.NotFound, sentence)
                {
                    Candidates = [.. found.Entries.Select(e => $"{e.Id}  {e.Name}")],
                },
                Self);
            return;
        }

        var members = _swarms.Leases(entry.Id).OrderBy(m => !m.Member.IsSeeder).ThenBy(m => m.Member.Peer.Id).Select(m => new SwarmMemberRow(
            m.Member.Peer.Id, m.Member.Peer.Address, NameOf(m.Member.Peer.Id), m.Member.BytesLeft, Left(m.Lease)));
        found.Asker.Tell(new SwarmMembers(entry.Id, entry.Name, entry.Length, [.. members]), Self);
    }

    private void HandleEvict(string text)
    {
        ImmutableArray<SwarmPeer> found = [.. _peers.All.Where(p => IsMeant(p, text))];
        if (found is not [var peer])
        {
            Sender.Tell(
                new PeerCommands.CommandRefused(OperationCode.None, ReturnCode.NotFound, found.IsEmpty
                    ? $"No peer {text} is registered here."
                    : $"{text} is the beginning of several ids, so say more of it.")
                {
                    Candidates = [.. found.Take(TorrentChoice.MaxCandidates + 1).Select(p => $"{p.Id}  {p.Address}  {NameOf(p.Id)}".TrimEnd())],
                },
                Self);
            return;
        }

        var (name, torrents) = (NameOf(peer.Id), _swarms.CountsByPeer().GetValueOrDefault(peer.Id));
        _peers.Remove(peer.Id, out _);
        Forget(peer, "was evicted by an operator");
        Sender.Tell(new PeerEvicted(peer.Id, peer.Address, name, torrents), Self);
    }

    private static bool IsMeant(SwarmPeer peer, string text) =>
        (text.Length > 0 && peer.Id.ToString().StartsWith(text, StringComparison.OrdinalIgnoreCase)) || peer.Address.ToString() == text;

    private void Refuse(ReturnCode code, string reason) => Sender.Tell(new PeerCommands.CommandRefused(OperationCode.None, code, reason), Self);

    private sealed record SwarmLookedUp(TorrentIdPrefix Prefix, IActorRef Asker, ImmutableArray<CatalogueEntry> Entries, Exception? Failure)
        : ILocalMessage;
}
