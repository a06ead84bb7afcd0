namespace Akka.P2P.Simulation;

/// <summary>
/// A fluid model of links: every peer's upload and download is shared among the chunks that flow through it, so that what one flow
/// can't take (its other end is narrower) goes to the others: max-min fair, to a few percent.
/// </summary>
/// <remarks>
/// Each end of a flow gives it a share, and its rate is the lesser of the two. The shares of one end never sum up to more than the
/// link, whatever the other ends do, so no link ever carries more than it can, even where a share is not settled yet. When a flow starts or ends, the
/// links it touches share anew, and the links at the other ends of flows whose rate changed by much, and so on for a few steps.
/// </remarks>
internal sealed class FlowNetwork
{
    private const int MaxSteps = 24;
    private const double MuchChange = 0.04;

    private readonly Queue<(NodeLinks Links, bool IsUp)> _dirty = [];
    private readonly List<Flow> _heap = [];
    private double[] _caps = new double[64];
    private long _order;

    /// <summary>When the next flow ends; <see cref="long.MaxValue"/> when nothing flows.</summary>
    public long NextAt => _heap.Count == 0 ? long.MaxValue : _heap[0].EndsAt;

    public int Count => _heap.Count;

    public void Start(Flow flow, long bytes, long now)
    {
        flow.Left = bytes;
        flow.UpdatedAt = now;
        flow.Order = ++_order;
        flow.Rate = 0;
        flow.UpShare = flow.DownShare = double.PositiveInfinity;
        flow.EndsAt = long.MaxValue;
        flow.Source.Uploads.Add(flow);
        flow.Target.Downloads.Add(flow);
        flow.HeapPlace = _heap.Count;
        _heap.Add(flow);
        Dirty(flow.Source, isUp: true);
        Dirty(flow.Target, isUp: false);
        Settle(now);
    }

    /// <summary>The flow goes on with another chunk at the same rate.</summary>
    public void Continue(Flow flow, long bytes, long now)
    {
        flow.Left = bytes;
        flow.UpdatedAt = now;
        flow.Order = ++_order;
        Schedule(flow, now);
    }

    /// <summary>The flow that ends at <see cref="NextAt"/>.</summary>
    public Flow Next() => _heap[0];

    /// <summary>Ends a flow, whether all of it came or not.</summary>
    /// <returns>The bytes that did not come.</returns>
    public double Stop(Flow flow, long now)
    {
        Advance(flow, now);
        RemoveFromHeap(flow);
        flow.Source.Uploads.Remove(flow);
        flow.Target.Downloads.Remove(flow);
        Dirty(flow.Source, isUp: true);
        Dirty(flow.Target, isUp: false);
        Settle(now);
        return flow.Left;
    }

    /// <summary>Bytes that have not come yet.</summary>
    public static double LeftOf(Flow flow, long now) => double.Max(0, flow.Left - flow.Rate * (now - flow.UpdatedAt));

    private static void Advance(Flow flow, long now)
    {
        flow.Left = LeftOf(flow, now);
        flow.UpdatedAt = now;
    }

    private void Dirty(NodeLinks links, bool isUp)
    {
        if (isUp ? links.IsUpDirty : links.IsDownDirty)
            return;
        if (isUp)
            links.IsUpDirty = true;
        else
            links.IsDownDirty = true;
        _dirty.Enqueue((links, isUp));
    }

    private void Settle(long now)
    {
        for (var step = 0; _dirty.TryDequeue(out var next); step++)
        {
            var (links, isUp) = next;
            if (isUp)
                links.IsUpDirty = false;
            else
                links.IsDownDirty = false;
            Share(links, isUp, now, mayRipple: step < MaxSteps);
        }
    }

    private void Share(NodeLinks links, bool isUp, long now, bool mayRipple)
    {
        var flows = isUp ? links.Uploads : links.Downloads;
        if (flows.Count == 0)
            return;
        var (level, extra) = Level(flows, isUp, isUp ? links.Up : links.Down);
        foreach (var flow in flows)
        {
            var cap = isUp ? flow.DownShare : flow.UpShare;
            var share = double.Min(cap, level) + extra;
            if (isUp)
                flow.UpShare = share;
            else
                flow.DownShare = share;
            var rate = double.Min(flow.UpShare, flow.DownShare);
            if (double.IsInfinity(rate))
                continue;
            var before = flow.Rate;
            if (rate != before)
            {
                Advance(flow, now);
                flow.Rate = rate;
                Schedule(flow, now);
            }

            if (!mayRipple)
                continue;
            // The other end may have to take part: its share is in the way, or it has something to give to others now.
            var other = isUp ? flow.DownShare : flow.UpShare;
            if (double.IsInfinity(other) || double.Abs(rate - before) > MuchChange * before || (other < share && share > other * (1 + MuchChange)
                && HasOthers(isUp ? flow.Target.Downloads : flow.Source.Uploads, isUp)))
                Dirty(isUp ? flow.Target : flow.Source, !isUp);
        }
    }

    // Whether the other end has a flow that takes less than it was given, so that sharing anew there can help.
    private static bool HasOthers(List<Flow> flows, bool areDownloads)
    {
        foreach (var flow in flows)
        {
            var (own, other) = areDownloads ? (flow.DownShare, flow.UpShare) : (flow.UpShare, flow.DownShare);
            if (own > other * (1 + MuchChange))
                return true;
        }

        return false;
    }

    // Water-filling: everyone gets the level, or less when the other end gives less; what is left then goes on top, in equal parts, so that
    // the other end sees that it could have more.
    private (double Level, double Extra) Level(List<Flow> flows, bool isUp, double capacity)
    {
        var count = flows.Count;
        if (_caps.Length < count)
            _caps = new double[2 * count];
        for (var i = 0; i < count; i++)
            _caps[i] = isUp ? flows[i].DownShare : flows[i].UpShare;
        if (count > 1)
            Array.Sort(_caps, 0, count);
        var left = capacity;
        for (var i = 0; i < count; i++)
        {
            var level = left / (count - i);
            if (_caps[i] >= level)
                return (level, 0);
            left -= _caps[i];
        }

        return (double.PositiveInfinity, left / count);
    }

    private void Schedule(Flow flow, long now)
    {
        // Never before its last byte; a tick is far less than the time of a chunk.
        flow.EndsAt = now + (long)Math.Ceiling(flow.Left / flow.Rate);
        Restore(flow);
    }

    private void RemoveFromHeap(Flow flow)
    {
        var place = flow.HeapPlace;
        var last = _heap[^1];
        _heap.RemoveAt(_heap.Count - 1);
        flow.HeapPlace = -1;
        if (last == flow)
            return;
        _heap[place] = last;
        last.HeapPlace = place;
        Restore(last);
    }

    private void Restore(Flow flow)
    {
        var at = flow.HeapPlace;
        while (at > 0 && IsBefore(flow, _heap[(at - 1) >> 2]))
        {
            Put(_heap[(at - 1) >> 2], at);
            at = (at - 1) >> 2;
        }

        while (true)
        {
            var child = (at << 2) + 1;
            if (child >= _heap.Count)
                break;
            var least = child;
            for (var end = int.Min(child + 4, _heap.Count); ++child < end;)
            {
                if (IsBefore(_heap[child], _heap[least]))
                    least = child;
            }

            if (!IsBefore(_heap[least], flow))
                break;
            Put(_heap[least], at);
            at = least;
        }

        Put(flow, at);
    }

    private void Put(Flow flow, int place)
    {
        _heap[place] = flow;
        flow.HeapPlace = place;
    }

    private static bool IsBefore(Flow one, Flow other) =>
        one.EndsAt < other.EndsAt || (one.EndsAt == other.EndsAt && one.Order < other.Order);
}
