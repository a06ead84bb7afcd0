namespace Akka.P2P.Simulation;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Seeding;

/// <summary>What a seeder does: sessions, slots, and the chunks that flow.</summary>
public sealed partial class Simulator
{
    private void HandleInterested(Connection connection)
    {
        var (source, target) = (connection.Source, connection.Target);
        if (connection.IsClosed || !source.IsHere)
            return;
        var isNew = !source.Sessions.Contains(target.Id);
        if (!source.Desk.TryShowInterest(target.Id, isNew, Now, out var changes))
        {
            // It is told so, and comes again after a pause.
            HandleSourceFailed(connection, FetchFailure.Refused);
            return;
        }

        if (isNew)
            source.Sessions.Add(target.Id, connection);
        if (isNew && !source.Desk.SeesPart(target.Id))
        {
            if (source.Held.IsFull)
                Perform(target, connection.Plan.HaveAll(source.Id, Now));
            else
                Perform(target, connection.Plan.HaveBitfield(source.Id, source.Held, Now));
        }

        Apply(source, changes);
    }

    private void HandleUninterested(Connection connection)
    {
        Abort(connection, TransferEnd.Broken);
        var source = connection.Source;
        if (source.Sessions.TryGet(connection.Target.Id, out var known) && known == connection)
        {
            source.Sessions.Remove(connection.Target.Id);
            Apply(source, source.Desk.Leave(connection.Target.Id, Now));
        }
    }

    private void HandleReview(SimulatedPeer peer)
    {
        if (!peer.IsHere)
            return;
        Apply(peer, peer.Desk.Review(Now));
        After(_policy.ReviewInterval, Kind.Review, peer);
    }

    private void HandleIdleCheck(SimulatedPeer peer)
    {
        peer.IdleCheckAt = long.MaxValue;
        if (peer.IsHere)
            Apply(peer, peer.Desk.Review(Now));
    }

    private void Apply(SimulatedPeer source, DeskChanges changes)
    {
        foreach (var peer in changes.Slots.CutOff)
        {
            if (source.Sessions.TryGet(peer, out var connection))
                Abort(connection, TransferEnd.Broken);
        }

        foreach (var peer in changes.Slots.Choked)
        {
            if (!source.Sessions.TryGet(peer, out var connection))
                continue;
            Send(Kind.Choked, connection, AttemptsOf(connection.Asked));
            connection.Asked.Clear();
        }

        foreach (var (peer, chunks) in changes.SeePart)
        {
            if (source.Sessions.TryGet(peer, out var connection))
                Send(Kind.ShownPart, connection, Bitfield.Of(_grid.Count, chunks.AsSpan()));
        }

        foreach (var (peer, chunks) in changes.Shown)
        {
            if (source.Sessions.TryGet(peer, out var connection))
                Send(Kind.Shown, connection, chunks.Select(_grid.At).ToArray());
        }

        foreach (var peer in changes.SeeAll)
        {
            if (source.Sessions.TryGet(peer, out var connection))
                Send(Kind.ShownAll, connection);
        }

        foreach (var peer in changes.Slots.Unchoked)
        {
            if (source.Sessions.TryGet(peer, out var connection))
                Send(Kind.Unchoked, connection);
        }

        if (source.Desk.NextLookAt is { } idleAt && idleAt.Ticks < source.IdleCheckAt)
        {
            source.IdleCheckAt = long.Max(idleAt.Ticks, _now);
            At(source.IdleCheckAt, Kind.IdleCheck, source);
        }
    }

    private static AttemptId[] AttemptsOf(IReadOnlyCollection<Ask> asks) => asks.Count == 0 ? [] : [.. asks.Select(a => a.Attempt)];

    private void HandleRequested(Connection connection, List<Ask> asks)
    {
        var (source, target) = (connection.Source, connection.Target);
        if (connection.IsClosed || !source.IsHere)
            return;
        if (!source.Desk.Serves(target.Id))
        {
            Send(Kind.Choked, connection, AttemptsOf(asks));
            return;
        }

        foreach (var ask in asks)
            connection.Asked.Enqueue(ask);
        if (connection.Current is null)
            StartNext(connection);
    }

    private void StartNext(Connection connection)
    {
        if (!connection.Asked.TryDequeue(out var next))
            return;
        connection.Current = next;
        connection.StartedAt = _now;
        connection.Flow = _network.Start(connection, connection.Source.Links.Up, connection.Target.Links.Down, next.Bytes, _now);
        Apply(connection.Source, connection.Source.Desk.Begun(connection.Target.Id, next.Chunk, Now));
    }

    private void HandleFlowEnded(int flow)
    {
        var connection = _network.OwnerOf(flow);
        var ask = connection.Current!.Value;
        var (source, target) = (connection.Source, connection.Target);
        Ended(connection, ask, ask.Bytes, source.IsLiar ? TransferEnd.Corrupt : TransferEnd.Kept);
        connection.Current = null;
        source.Desk.WentOut(target.Id, ask.Chunk);
        var goesOn = connection.Asked.TryDequeue(out var next);
        if (goesOn)
        {
            connection.Current = next;
            connection.StartedAt = _now;
            _network.Continue(flow, next.Bytes, _now);
            Apply(source, source.Desk.Begun(target.Id, next.Chunk, Now));
        }
        else
        {
            _network.Stop(flow, _now);
        }

        Apply(source, source.Desk.Sent(target.Id, ask.Bytes, isIdle: !goesOn, Now));
        if (!connection.IsClosed)
            HandleArrived(connection, ask);
    }

    private void HandleCancelled(Connection connection, AttemptId attempt)
    {
        if (connection.Current is { } current && current.Attempt == attempt)
        {
            var came = current.Bytes - _network.Stop(connection.Flow, _now);
            Ended(connection, current, came, TransferEnd.Cancelled);
            connection.Target.BytesWasted += came;
            connection.Target.BytesDuplicate += came;
            connection.Current = null;
            connection.Source.Desk.Dropped(connection.Target.Id, current.Chunk);
            StartNext(connection);
            if (connection.Current is null)
                Apply(connection.Source, connection.Source.Desk.Sent(connection.Target.Id, 0, isIdle: true, Now));
        }
        else if (connection.Asked.Any(a => a.Attempt == attempt))
        {
            var others = connection.Asked.Where(a => a.Attempt != attempt).ToArray();
            connection.Asked.Clear();
            foreach (var other in others)
                connection.Asked.Enqueue(other);
        }
    }

    /// <summary>Nothing of what was asked for comes any more.</summary>
    private void Abort(Connection connection, TransferEnd how)
    {
        connection.Asked.Clear();
        if (connection.Current is not { } current)
            return;
        var came = current.Bytes - _network.Stop(connection.Flow, _now);
        Ended(connection, current, came, how);
        connection.Target.BytesWasted += came;
        connection.Current = null;
    }

    private void Ended(Connection connection, Ask ask, double came, TransferEnd how)
    {
        _transfers++;
        connection.Source.BytesSent += came;
        _trace?.Transfer(connection.Source.Number, connection.Target.Number, ask.Chunk, connection.StartedAt, _now, (long)came, how);
    }

    private void HandleTellNews(SimulatedPeer peer)
    {
        if (!peer.IsHere)
            return;
        Send(Kind.NewsArrives, peer, peer.News.ToArray());
        peer.News.Clear();
    }
}
