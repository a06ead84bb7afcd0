namespace Akka.P2P.Simulation;

/// <summary>
/// A fluid model of links: every peer's upload and download is shared among the chunks that flow through it, so that what one flow
/// can't take (its other end is narrower) goes to the others: max-min fair, to a few percent.
/// </summary>
/// <remarks>
/// Each end of a flow gives it a share, and its rate is the lesser of the two. The shares of one end never sum up to more than the
/// link, whatever the other ends do, so no link ever carries more than it can, even where a share is not settled yet. When a flow starts or ends, the
/// links it touches share anew, and the links at the other ends of flows whose rate changed by much, and so on for a few steps. That is what
/// a play spends most on after the peers' own decisions, so flows and links are rows of two tables, named by their numbers, and stay within the caches.
/// </remarks>
/// <typeparam name="TOwner">Whose a flow is.</typeparam>
internal sealed class FlowNetwork<TOwner>
    where TOwner : class
{
    private const int MaxSteps = 24;
    private const double MuchChange = 0.04;
    private const int None = -1;

    private readonly Queue<int> _dirty = [];
    private readonly FlowEnds _ends = new();
    private LinkEnd[] _links = new LinkEnd[64];
    private int _linkCount;
    private Flow[] _flows = new Flow[64];
    private TOwner?[] _owners = new TOwner?[64];
    private double[] _caps = new double[64];
    private int _used;
    private int _firstFree = None;

    /// <summary>When the next flow ends; <see cref="long.MaxValue"/> when nothing flows.</summary>
    public long NextAt => _ends.NextAt;

    public int Count => _ends.Count;

    /// <summary>The flow that ends at <see cref="NextAt"/>.</summary>
    public int Next => _ends.Next;

    public TOwner OwnerOf(int flow) => _owners[flow]!;

    /// <summary>One direction of a link.</summary>
    /// <param name="capacity">Bytes a tick.</param>
    /// <param name="isUp">Whether it sends.</param>
    /// <returns>Its number.</returns>
    public int AddLink(double capacity, bool isUp)
    {
        if (_linkCount == _links.Length)
            Array.Resize(ref _links, 2 * _linkCount);
        _links[_linkCount] = new LinkEnd(capacity, isUp);
        return _linkCount++;
    }

    public ref readonly LinkEnd Link(int link) => ref _links[link];

    /// <returns>The flow's number, until it is stopped.</returns>
    public int Start(TOwner owner, int source, int target, long bytes, long now)
    {
        var id = TakeRow();
        _owners[id] = owner;
        ref var flow = ref _flows[id];
        (flow.Source, flow.Target) = (source, target);
        (flow.Left, flow.UpdatedAt, flow.Rate) = (bytes, now, 0);
        flow.UpShare = flow.DownShare = double.PositiveInfinity;
        _links[source].Add(id);
        _links[target].Add(id);
        _ends.Add(_flows, id);
        Dirty(source);
        Dirty(target);
        Settle(now);
        return id;
    }

    /// <summary>The flow goes on with another chunk at the same rate.</summary>
    public void Continue(int id, long bytes, long now)
    {
        ref var flow = ref _flows[id];
        (flow.Left, flow.UpdatedAt) = (bytes, now);
        _ends.Renew(_flows, id, EndOf(flow, now));
    }

    /// <summary>Ends a flow, whether all of it came or not.</summary>
    /// <returns>The bytes that did not come.</returns>
    public double Stop(int id, long now)
    {
        ref var flow = ref _flows[id];
        var (left, source, target) = (LeftOf(flow, now), flow.Source, flow.Target);
        _links[source].SlackCount -= Slack(flow.UpShare, flow.DownShare);
        _links[target].SlackCount -= Slack(flow.DownShare, flow.UpShare);
        _links[source].Remove(id);
        _links[target].Remove(id);
        _ends.Remove(_flows, id);
        flow.HeapPlace = _firstFree;
        _firstFree = id;
        _owners[id] = null;
        Dirty(source);
        Dirty(target);
        Settle(now);
        return left;
    }

    private int TakeRow()
    {
        if (_firstFree is >= 0 and var free)
        {
            _firstFree = _flows[free].HeapPlace;
            return free;
        }

        if (_used == _flows.Length)
        {
            Array.Resize(ref _flows, 2 * _used);
            Array.Resize(ref _owners, 2 * _used);
        }

        return _used++;
    }

    private static double LeftOf(in Flow flow, long now) => double.Max(0, flow.Left - flow.Rate * (now - flow.UpdatedAt));

    // Never before its last byte; a tick is far less than the time of a chunk.
    private static long EndOf(in Flow flow, long now) => now + (long)Math.Ceiling(flow.Left / flow.Rate);

    // 1 when a flow takes less than this end gives it, because the other end gives less: so sharing anew here can help the others.
    private static int Slack(double given, double taken) => given > taken * (1 + MuchChange) ? 1 : 0;

    private void Dirty(int id)
    {
        ref var link = ref _links[id];
        if (link.IsDirty)
            return;
        link.IsDirty = true;
        _dirty.Enqueue(id);
    }

    private void Settle(long now)
    {
        for (var step = 0; _dirty.TryDequeue(out var id); step++)
        {
            ref var link = ref _links[id];
            link.IsDirty = false;
            if (!link.Flows.IsEmpty)
                Share(ref link, now, mayRipple: step < MaxSteps);
        }
    }

    private void Share(ref LinkEnd link, long now, bool mayRipple)
    {
        var (level, extra) = Level(link);
        foreach (var id in link.Flows)
        {
            ref var flow = ref _flows[id];
            var (own, cap, otherId) = link.IsUp ? (flow.UpShare, flow.DownShare, flow.Target) : (flow.DownShare, flow.UpShare, flow.Source);
            var share = double.Min(cap, level) + extra;
            if (link.IsUp)
                flow.UpShare = share;
            else
                flow.DownShare = share;
            ref var other = ref _links[otherId];
            link.SlackCount += Slack(share, cap) - Slack(own, cap);
            other.SlackCount += Slack(cap, share) - Slack(cap, own);
            var rate = double.Min(share, cap);
            if (double.IsInfinity(rate))
                continue;
            var before = flow.Rate;
            if (rate != before)
            {
                (flow.Left, flow.UpdatedAt, flow.Rate) = (LeftOf(flow, now), now, rate);
                _ends.Move(_flows, id, EndOf(flow, now));
            }

            // The other end may have to take part: its share is in the way, or it has something to give to others now.
            if (mayRipple && (double.IsInfinity(cap) || double.Abs(rate - before) > MuchChange * before || (Slack(share, cap) != 0 && cap < share && other.SlackCount > 0)))
                Dirty(otherId);
        }
    }

    // Water-filling: everyone gets the level, or less when the other end gives less; what is left then goes on top, in equal parts, so that
    // the other end sees that it could have more.
    private (double Level, double Extra) Level(in LinkEnd link)
    {
        var flows = link.Flows;
        var count = flows.Length;
        if (_caps.Length < count)
            _caps = new double[2 * count];
        var least = double.PositiveInfinity;
        for (var i = 0; i < count; i++)
        {
            ref var flow = ref _flows[flows[i]];
            var cap = link.IsUp ? flow.DownShare : flow.UpShare;
            _caps[i] = cap;
            least = double.Min(least, cap);
        }

        // Most often no other end is in the way.
        if (least >= link.Capacity / count)
            return (link.Capacity / count, 0);
        Array.Sort(_caps, 0, count);
        var left = link.Capacity;
        for (var i = 0; i < count; i++)
        {
            var level = left / (count - i);
            if (_caps[i] >= level)
                return (level, 0);
            left -= _caps[i];
        }

        return (double.PositiveInfinity, left / count);
    }
}
