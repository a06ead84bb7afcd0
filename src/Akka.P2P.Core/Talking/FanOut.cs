namespace Akka.P2P.Core.Talking;

using System.Collections.Immutable;
using Akka.P2P.Core.Swarms;

/// <summary>What became of one message to one peer.</summary>
/// <param name="Failure">One sentence for a person; null when it was acknowledged.</param>
/// <param name="Elapsed">From its first sending to the answer, or to giving up.</param>
public sealed record Delivery(SwarmPeer Peer, string? Failure, TimeSpan Elapsed)
{
    public bool IsDelivered => Failure is null;
}

/// <summary>How one message goes to many.</summary>
/// <param name="AtOnce">Peers that are waited for at one time.</param>
/// <param name="Retry">It is said again so often while a peer is silent.</param>
/// <param name="Patience">With one peer.</param>
/// <param name="Limit">For all; whoever wasn't reached by then is not.</param>
public sealed record FanOutPace(int AtOnce, TimeSpan Retry, TimeSpan Patience, TimeSpan Limit);

/// <summary>
/// One message to many peers, a few at a time, each acknowledged or given up; one that fails keeps nobody else from it. Each gets the message
/// under an id of its own, so that none can answer in another's place. Not safe for several threads; time is the span since any fixed origin.
/// </summary>
public sealed class FanOut
{
    private readonly FanOutPace _pace;
    private readonly Func<Guid> _newId;
    private readonly TimeSpan _began;
    private readonly Queue<SwarmPeer> _waiting;
    private readonly Dictionary<Guid, Asked> _asked = [];
    private readonly List<Delivery> _done = [];

    /// <param name="peers">Each once.</param>
    /// <param name="pace">How fast.</param>
    /// <param name="newId">Draws ids that nobody can guess.</param>
    /// <param name="now">The moment.</param>
    public FanOut(IEnumerable<SwarmPeer> peers, FanOutPace pace, Func<Guid> newId, TimeSpan now)
    {
        _waiting = new Queue<SwarmPeer>(peers);
        (_pace, _newId, _began) = (pace, newId, now);
    }

    public bool IsDone => _waiting.Count == 0 && _asked.Count == 0;

    /// <summary>In the order of their ends.</summary>
    public IReadOnlyList<Delivery> Done => _done;

    /// <summary>Gives up those who are silent too long; says to whom the message is to be sent now, for the first time or again.</summary>
    public ImmutableArray<(Guid Id, SwarmPeer Peer)> Step(TimeSpan now)
    {
        GiveUp(now);
        while (_asked.Count < _pace.AtOnce && _waiting.TryDequeue(out var next))
            _asked.Add(_newId(), new Asked(next, now));
        var due = ImmutableArray.CreateBuilder<(Guid, SwarmPeer)>();
        foreach (var (id, asked) in _asked.Where(a => a.Value.LastTry is not { } last || now - last >= _pace.Retry))
        {
            asked.LastTry = now;
            due.Add((id, asked.Peer));
        }

        return due.DrainToImmutable();
    }

    /// <param name="failure">One sentence; null for an acknowledgement.</param>
    /// <returns>False when nothing of that id is waited for: then nothing changed.</returns>
    public bool TryEnd(Guid id, string? failure, TimeSpan now)
    {
        if (!_asked.Remove(id, out var asked))
            return false;
        _done.Add(new Delivery(asked.Peer, failure, now - asked.Since));
        return true;
    }

    private void GiveUp(TimeSpan now)
    {
        var isOver = now - _began >= _pace.Limit;
        foreach (var (id, asked) in _asked.Where(a => isOver || now - a.Value.Since >= _pace.Patience).ToList())
            TryEnd(id, $"Peer {asked.Peer.Id.ShortText} at {asked.Peer.Address} doesn't answer.", now);
        while (isOver && _waiting.TryDequeue(out var late))
            _done.Add(new Delivery(late, "There was no time left for it.", TimeSpan.Zero));
    }

    private sealed class Asked(SwarmPeer peer, TimeSpan since)
    {
        public SwarmPeer Peer { get; } = peer;

        public TimeSpan Since { get; } = since;

        public TimeSpan? LastTry { get; set; }
    }
}
