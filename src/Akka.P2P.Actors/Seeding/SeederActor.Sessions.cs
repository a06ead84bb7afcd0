namespace Akka.P2P.Actors.Seeding;

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Seeding;
using Akka.P2P.Core.Swarms;
using Akka.P2P.Protocol;

/// <summary>Who is interested, what they are told, and who is served.</summary>
internal sealed partial class SeederActor
{
    // For when a glance is armed.
    private TimeSpan _glanceAt = TimeSpan.MaxValue;

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
        var session = new Session(interested.Peer, Sender, interested.Session);
        var isNew = !_sessions.TryGetValue(id, out var before) || before != session;
        if (before is not null && (before.Number != session.Number || !before.Fetcher.Equals(Sender)))
            CancelAll(id);
        if (!_desk.TryShowInterest(id, isNew, _services.Now, out var changes))
        {
            Sender.Tell(
                new PeerProtocol.Refused(Guid.Empty, Torrent, interested.Session, OperationCode.Interested, ReturnCode.Overloaded,
                    "Too many peers wait already."),
                Self);
            return;
        }

        _sessions[id] = session;
        // What it is shown in parts is shown below, and to the end.
        if (isNew && !changes.SeeAll.Contains(id) && !_desk.SeesPart(id))
            TellHoldings(session);
        Apply(changes);
        // The answer to a keep-alive, too: it is how the other side knows that we are there.
        if (!changes.Slots.Unchoked.Contains(id))
            TellStatus(session);
    }

    private void TellStatus(Session session)
    {
        IWireMessage status = _desk.Serves(session.Peer.Id)
            ? new PeerProtocol.Unchoked(Torrent, _services.Self.Id, session.Number)
            : new PeerProtocol.Choked(Torrent, _services.Self.Id, session.Number);
        session.Fetcher.Tell(status, Self);
    }

    private void TellHoldings(Session session)
    {
        if (_held.IsFull)
            session.Fetcher.Tell(new PeerProtocol.HaveAll(Torrent, _services.Self.Id, session.Number), Self);
        else
            TellChunks(session, _held);
    }

    /// <summary>All that the session sees from now on.</summary>
    private void TellChunks(Session session, Bitfield chunks)
    {
        ReadOnlyMemory<byte> bits = chunks.ToBytes();
        var count = WireLimits.PageCount(bits.Length);
        for (var page = 0; page < count; page++)
        {
            session.Fetcher.Tell(
                new PeerProtocol.BitfieldPage(Torrent, _services.Self.Id, session.Number, chunks.Length, page, count, PageAssembly.Cut(bits, page)), Self);
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
        foreach (var session in _sessions.Values)
            TellOf(session, _news);
        _news.Clear();
    }

    private void TellOf(Session session, IEnumerable<int> chunks)
    {
        foreach (var batch in chunks.Chunk(WireLimits.MaxChunksInHave))
            session.Fetcher.Tell(new PeerProtocol.Have(Torrent, _services.Self.Id, session.Number, ImmutableCollectionsMarshal.AsImmutableArray(batch)), Self);
    }

    private void Forget(PeerId peer)
    {
        _sessions.Remove(peer);
        CancelAll(peer);
        Apply(_desk.Leave(peer, _services.Now));
    }

    private void CancelAll(PeerId peer)
    {
        _reads.Cancel(peer);
        _open.Forget(peer);
    }

    private void Apply(DeskChanges changes)
    {
        foreach (var peer in changes.Slots.CutOff)
            CancelAll(peer);
        Tell(changes.Slots.Choked, TellStatus);
        foreach (var (peer, chunks) in changes.SeePart)
        {
            if (_sessions.TryGetValue(peer, out var session))
                TellChunks(session, Bitfield.Of(_held.Length, chunks.AsSpan()));
        }

        foreach (var (peer, chunks) in changes.Shown)
        {
            if (_sessions.TryGetValue(peer, out var session))
                TellOf(session, chunks);
        }

        Tell(changes.SeeAll, TellHoldings);
        Tell(changes.Slots.Unchoked, TellStatus);

        GlanceInTime();
        AnswerDrainersIfOver();
    }

    private void Review()
    {
        Apply(_desk.Review(_services.Now));

        // Those whom the desk forgot for their silence have no session either; it forgets nobody at other times.
        foreach (var gone in _sessions.Keys.Where(p => !_desk.Knows(p)).ToImmutableArray())
        {
            _sessions.Remove(gone);
            CancelAll(gone);
        }
    }

    // A look too early does no harm, and arms the next: so what is armed is left alone for each turn that is read.
    private void GlanceInTime()
    {
        if (_desk.NextLookAt is not { } at || at >= _glanceAt)
            return;
        _glanceAt = at;
        Timers.StartSingleTimer(Glance.Instance, Glance.Instance, TimeSpan.FromTicks(long.Max(at.Ticks - _services.Now.Ticks, TimeSpan.TicksPerMillisecond)));
    }

    private void Tell(ImmutableArray<PeerId> peers, Action<Session> tell)
    {
        foreach (var peer in peers)
        {
            if (_sessions.TryGetValue(peer, out var session))
                tell(session);
        }
    }

    /// <param name="Fetcher">Where slices and news go.</param>
    /// <param name="Number">Of the fetcher's present life.</param>
    private sealed record Session(SwarmPeer Peer, IActorRef Fetcher, long Number);
}
