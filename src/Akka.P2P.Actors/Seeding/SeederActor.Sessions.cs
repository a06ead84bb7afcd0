namespace Akka.P2P.Actors.Seeding;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;

/// <summary>Who is interested, what they are told, and who is served.</summary>
internal sealed partial class SeederActor
{
    private void HandleInterested(PeerProtocol.Interested interested)
    {
        if (!WireGuard.IsSound(interested.Peer))
        {
            Sender.Tell(
                new PeerProtocol.Refused(Guid.Empty, Torrent, interested.Session, OperationCode.Interested, ReturnCode.BadRequest,
                    "The peer has no usable address."),
                Self);
            return;
        }

        var id = interested.Peer.Id;
        if (_sessions.TryGetValue(id, out var before) && (before.Number != interested.Session || !before.Fetcher.Equals(Sender)))
            _reads.Cancel(id);
        if (!_slots.TryShowInterest(id, _services.Now, out var changes))
        {
            Sender.Tell(
                new PeerProtocol.Refused(Guid.Empty, Torrent, interested.Session, OperationCode.Interested, ReturnCode.Overloaded,
                    "Too many peers wait already."),
                Self);
            return;
        }

        var session = new Session(interested.Peer, Sender, interested.Session);
        var isNew = before != session;
        _sessions[id] = session;
        if (isNew)
            TellHoldings(session);
        Apply(changes);
        // The answer to a keep-alive, too: it is how the other side knows that we are there.
        if (!changes.Unchoked.Contains(id))
            TellStatus(session);
    }

    private void TellStatus(Session session)
    {
        IWireMessage status = _slots.Serves(session.Peer.Id)
            ? new PeerProtocol.Unchoked(Torrent, _services.Self.Id, session.Number)
            : new PeerProtocol.Choked(Torrent, _services.Self.Id, session.Number);
        session.Fetcher.Tell(status, Self);
    }

    private void TellHoldings(Session session)
    {
        var self = _services.Self.Id;
        if (_held.IsFull)
        {
            session.Fetcher.Tell(new PeerProtocol.HaveAll(Torrent, self, session.Number), Self);
            return;
        }

        ReadOnlyMemory<byte> bits = _held.ToBytes();
        var count = WireLimits.PageCount(bits.Length);
        for (var page = 0; page < count; page++)
        {
            session.Fetcher.Tell(
                new PeerProtocol.BitfieldPage(Torrent, self, session.Number, _held.Length, page, count, PageAssembly.Cut(bits, page)), Self);
        }
    }

    private void HandleKept(ChunksKept kept)
    {
        foreach (var chunk in kept.Chunks)
        {
            if (_held.Set(chunk))
                _news.Add(chunk.Value);
        }

        if (_news.Count > 0 && !Timers.IsTimerActive(TellNews.Instance))
            Timers.StartSingleTimer(TellNews.Instance, TellNews.Instance, _settings.HaveInterval);
    }

    private void DoTellNews()
    {
        foreach (var batch in _news.Chunk(WireLimits.MaxChunksInHave))
        {
            foreach (var session in _sessions.Values)
                session.Fetcher.Tell(new PeerProtocol.Have(Torrent, _services.Self.Id, session.Number, [.. batch]), Self);
        }

        _news.Clear();
    }

    private void Forget(PeerId peer)
    {
        _sessions.Remove(peer);
        _reads.Cancel(peer);
        Apply(_slots.Leave(peer, _services.Now));
    }

    private void Apply(SlotChanges changes)
    {
        foreach (var peer in changes.Choked)
        {
            _reads.Cancel(peer);
            if (_sessions.TryGetValue(peer, out var session))
                TellStatus(session);
        }

        foreach (var peer in changes.Unchoked)
        {
            if (_sessions.TryGetValue(peer, out var session))
                TellStatus(session);
        }

        // Those whom the slots forgot for their silence have no session either.
        foreach (var gone in _sessions.Keys.Where(p => !_slots.Knows(p)).ToImmutableArray())
        {
            _sessions.Remove(gone);
            _reads.Cancel(gone);
        }
    }

    /// <param name="Fetcher">Where slices and news go.</param>
    /// <param name="Number">Of the fetcher's present life.</param>
    private sealed record Session(SwarmPeer Peer, IActorRef Fetcher, long Number);
}
