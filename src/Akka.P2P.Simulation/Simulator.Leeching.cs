namespace Akka.P2P.Simulation;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Swarms;

/// <summary>What a coordinator and its fetchers do: events go to the plan, and its actions are performed.</summary>
public sealed partial class Simulator
{
    private readonly List<Connection> _lacking = [];
    private readonly List<Connection> _concerned = [];
    private readonly List<(Connection Connection, List<Ask> Asks)> _requests = [];

    private void HandleSourcesFound(SimulatedPeer peer, SimulatedPeer[] found)
    {
        if (!peer.IsHere || peer.DoneAt is not null)
            return;
        foreach (var other in found)
        {
            if (other != peer && peer.Known.Add(other))
                peer.Idle.Add(other);
        }

        ConnectMore(peer);
    }

    private void ConnectMore(SimulatedPeer peer)
    {
        var plan = peer.Plan!;
        if (peer.Idle.Count == 0 || peer.Sources.Count >= _policy.MaxSources)
            return;
        var names = Neighbourhood.Choose(
            peer.Idle, static i => i.IsSeeder || i.IsLiar, i => plan.Accepts(i.Id, Now), _policy.MaxSources - peer.Sources.Count, peer.Random);
        foreach (var other in names)
        {
            peer.Idle.Remove(other);
            Perform(peer, plan.SourceJoined(other.Id, Now));
            var connection = new Connection(other, peer);
            peer.Sources.Add(other.Id, connection);
            if (other.IsHere)
                Send(Kind.Interested, connection);
            else
                After(_policy.ConnectTimeout, Kind.ConnectFailed, connection);
        }
    }

    private void Close(Connection connection)
    {
        if (connection.IsClosed)
            return;
        connection.IsClosed = true;
        connection.Target.Sources.Remove(connection.Source.Id);
        if (!connection.Plan.Banned.ContainsKey(connection.Source.Id))
            connection.Target.Idle.Add(connection.Source);
        Send(Kind.Uninterested, connection);
    }

    private void HandleUnchoked(Connection connection)
    {
        if (connection.IsClosed)
            return;
        connection.IsReady = true;
        Perform(connection.Target, connection.Plan.SourceUnchoked(connection.Source.Id, Now));
    }

    private void HandleShown(Connection connection, ChunkIndex[] chunks)
    {
        if (!connection.IsClosed)
            Perform(connection.Target, connection.Plan.Have(connection.Source.Id, chunks, Now));
    }

    private void HandleShownPart(Connection connection, Bitfield chunks)
    {
        if (!connection.IsClosed)
            Perform(connection.Target, connection.Plan.HaveBitfield(connection.Source.Id, chunks, Now));
    }

    private void HandleShownAll(Connection connection)
    {
        if (!connection.IsClosed)
            Perform(connection.Target, connection.Plan.HaveAll(connection.Source.Id, Now));
    }

    private void HandleChoked(Connection connection, AttemptId[] lost)
    {
        if (connection.IsClosed)
            return;
        connection.IsReady = false;
        Perform(connection.Target, connection.Plan.SourceChoked(connection.Source.Id, lost, Now));
    }

    private void HandleSourceFailed(Connection connection, FetchFailure why)
    {
        if (connection.IsClosed)
            return;
        var target = connection.Target;
        Perform(target, connection.Plan.SourceFailed(connection.Source.Id, why, "", Now));
        if (connection.IsClosed)
            return;
        Close(connection);
        Perform(target, connection.Plan.SourceLeft(connection.Source.Id, Now));
        ConnectMore(target);
    }

    private void HandleNews(SimulatedPeer source, ChunkIndex[] chunks)
    {
        if (!source.IsHere)
            return;
        // Whom it matters to is found out first. Each look goes to the memory of another peer, and in a loop that does no more than look the
        // processor waits for several of them at a time.
        _lacking.Clear();
        foreach (var connection in source.Sessions.All)
        {
            if (!connection.IsClosed && connection.Plan.LacksAny(chunks))
                _lacking.Add(connection);
        }

        _concerned.Clear();
        foreach (var connection in _lacking)
        {
            if (connection.Plan.Has(source.Id))
                _concerned.Add(connection);
        }

        foreach (var connection in _concerned)
            Perform(connection.Target, connection.Plan.Have(source.Id, chunks, Now));
    }

    private void HandleArrived(Connection connection, Ask ask)
    {
        var target = connection.Target;
        if (connection.Source.IsLiar)
        {
            target.BytesWasted += ask.Bytes;
            Perform(target, connection.Plan.ChunkFailed(ask.Attempt, FetchFailure.Corrupt, "", Now));
            return;
        }

        var actions = connection.Plan.ChunksKept([ask.Attempt], Now, out var kept);
        if (kept.IsEmpty)
        {
            target.BytesWasted += ask.Bytes;
            target.BytesDuplicate += ask.Bytes;
        }

        foreach (var chunk in kept)
        {
            target.Held.Set(chunk);
            if (target.News.Count == 0)
                _newsToTell.Add(_now + _policy.HaveInterval.Ticks, new Happening(Kind.TellNews, target, null));
            target.News.Add(chunk);
        }

        Perform(target, actions);
    }

    private void HandleTick(SimulatedPeer peer)
    {
        if (!peer.IsHere || peer.DoneAt is not null)
            return;
        Perform(peer, peer.Plan!.Tick(Now));
        ConnectMore(peer);
        After(_policy.Tick, Kind.Tick, peer);
    }

    private void HandleWake(SimulatedPeer peer)
    {
        if (peer is { IsHere: true, DoneAt: null })
            Perform(peer, peer.Plan!.Tick(Now));
    }

    private void HandleKeepAlive(SimulatedPeer peer)
    {
        if (!peer.IsHere || peer.DoneAt is not null)
            return;
        foreach (var connection in peer.Sources.All)
            Send(Kind.Interested, connection);
        After(_policy.KeepAlive, Kind.KeepAlive, peer);
    }

    private void Perform(SimulatedPeer peer, ImmutableArray<DownloadAction> actions)
    {
        if (actions.IsEmpty)
            return;
        foreach (var action in actions)
        {
            switch (action)
            {
                case DownloadAction.Fetch fetch when peer.Sources.TryGet(fetch.Source, out var connection):
                    AsksOf(connection).Add(new Ask(fetch.Chunk.Value, fetch.Attempt, _grid.LengthOf(fetch.Chunk)));
                    break;
                case DownloadAction.CancelFetch cancel when peer.Sources.TryGet(cancel.Source, out var connection):
                    Send(Kind.Cancelled, connection, cancel.Attempt);
                    break;
                case DownloadAction.DropSource drop when peer.Sources.TryGet(drop.Source, out var connection):
                    Close(connection);
                    break;
                case DownloadAction.WakeIn wake:
                    After(wake.Delay, Kind.Wake, peer);
                    break;
                case DownloadAction.AskTracker:
                    AskTracker(peer);
                    break;
                case DownloadAction.Finish:
                    Finish(peer);
                    break;
                default:
                    break;
            }
        }

        foreach (var (connection, asks) in _requests)
            Send(Kind.Requested, connection, asks);
        _requests.Clear();
    }

    // What is asked of one source at one time goes in one message.
    private List<Ask> AsksOf(Connection connection)
    {
        foreach (var (asked, asks) in _requests)
        {
            if (asked == connection)
                return asks;
        }

        var first = new List<Ask>(1);
        _requests.Add((connection, first));
        return first;
    }

    private void Finish(SimulatedPeer peer)
    {
        peer.DoneAt = _now;
        _subscriptions.Remove(_torrent, peer.Id);
        _trace?.Done(peer.Number, _now);
        foreach (var connection in peer.Sources.All.ToArray())
            Close(connection);
        peer.Idle.Clear();
        Announce(peer);
        if (peer.LeavesAt == long.MaxValue)
            _waitedFor--;
    }
}
