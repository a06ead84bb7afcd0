namespace Akka.P2P.Simulation;

using System.Globalization;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;
using Akka.P2P.Core.Picking;
using Akka.P2P.Core.Swarms;

/// <summary>
/// Plays a swarm in virtual time: the very classes that decide in a node (plan, picker, ledger, slots, hand-out, registry) over a
/// fluid model of links. What it leaves out: slices and windows (a chunk flows as a whole), disks, hashing, and control messages' bytes.
/// </summary>
public sealed partial class Simulator
{
    private readonly SimulationScene _scene;
    private readonly SimulationPolicy _policy;
    private readonly ITransferTrace? _trace;
    private readonly ChunkGrid _grid;
    private readonly List<SimulatedPeer> _peers = [];
    private readonly Dictionary<PeerId, SimulatedPeer> _byId = [];
    private readonly EventQueue<Happening> _events = new();
    private readonly EventQueue<Happening>.Lane _onTheirWay;
    private readonly EventQueue<Happening>.Lane _newsToTell;
    private readonly FlowNetwork<Connection> _network = new();
    private readonly SwarmRegistry _registry;
    private readonly Subscriptions _subscriptions;
    private readonly Random _random;
    private readonly TorrentId _torrent = new(new byte[TorrentId.Size]);
    private readonly long _latency;
    private readonly TheoreticalBound _bound;
    private long _now;
    private int _waitedFor;
    private long _transfers;

    private Simulator(SimulationScene scene, SimulationPolicy policy, ITransferTrace? trace)
    {
        _scene = scene;
        _policy = policy;
        _trace = trace;
        _grid = new ChunkGrid([scene.Bytes], scene.ChunkLength ?? ChunkLengths.For(scene.Bytes));
        _random = new Random(scene.Seed);
        _latency = scene.RoundTrip.Ticks / 2;
        _onTheirWay = _events.NewLane();
        _newsToTell = _events.NewLane();
        _registry = new SwarmRegistry(policy.Lease, policy.MaxMembers, new MixedSample(new Random(scene.Seed)));
        _subscriptions = new Subscriptions(int.MaxValue, new Random(scene.Seed));
        _bound = Populate();
    }

    private enum Kind
    {
        Join,
        Leave,
        Interested,
        ConnectFailed,
        Unchoked,
        Choked,
        Requested,
        Cancelled,
        Uninterested,
        TellNews,
        NewsArrives,
        Review,
        Tick,
        Wake,
        KeepAlive,
        AskPeers,
        SourcesFound,
        LinkLost,
        ExpireLeases,
        Shown,
        ShownPart,
        ShownAll,
        IdleCheck,
    }

    private TimeSpan Now => TimeSpan.FromTicks(_now);

    /// <summary>Plays the scene to its end.</summary>
    public static SimulationResult Run(SimulationScene scene, SimulationPolicy policy, ITransferTrace? trace = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(policy);
        return new Simulator(scene, policy, trace).Run(cancellation);
    }

    private SimulationResult Run(CancellationToken cancellation)
    {
        for (var step = 0L; _waitedFor > 0; step++)
        {
            if ((step & 0xFFF) == 0)
                cancellation.ThrowIfCancellationRequested();
            var next = long.Min(_events.NextAt, _network.NextAt);
            if (next == long.MaxValue || next > _scene.Limit.Ticks)
                break;
            _now = next;
            if (_network.NextAt <= _now)
                HandleFlowEnded(_network.Next);
            else
                Handle(_events.Take());
        }

        return Sum();
    }

    private void Handle(in Happening happening)
    {
        var (kind, one, other) = happening;
        switch (kind)
        {
            case Kind.Join:
                HandleJoin((SimulatedPeer)one);
                break;
            case Kind.Leave:
                HandleLeave((SimulatedPeer)one);
                break;
            case Kind.Interested:
                HandleInterested((Connection)one);
                break;
            case Kind.ConnectFailed:
                HandleSourceFailed((Connection)one, FetchFailure.Unreachable);
                break;
            case Kind.LinkLost:
                HandleSourceFailed((Connection)one, FetchFailure.Unreachable);
                break;
            case Kind.Unchoked:
                HandleUnchoked((Connection)one);
                break;
            case Kind.Choked:
                HandleChoked((Connection)one, (AttemptId[])other!);
                break;
            case Kind.Requested:
                HandleRequested((Connection)one, (List<Ask>)other!);
                break;
            case Kind.Cancelled:
                HandleCancelled((Connection)one, (AttemptId)other!);
                break;
            case Kind.Uninterested:
                HandleUninterested((Connection)one);
                break;
            case Kind.TellNews:
                HandleTellNews((SimulatedPeer)one);
                break;
            case Kind.NewsArrives:
                HandleNews((SimulatedPeer)one, (ChunkIndex[])other!);
                break;
            case Kind.Review:
                HandleReview((SimulatedPeer)one);
                break;
            case Kind.Tick:
                HandleTick((SimulatedPeer)one);
                break;
            case Kind.Wake:
                HandleWake((SimulatedPeer)one);
                break;
            case Kind.KeepAlive:
                HandleKeepAlive((SimulatedPeer)one);
                break;
            case Kind.AskPeers:
                HandleAskPeers((SimulatedPeer)one);
                break;
            case Kind.SourcesFound:
                HandleSourcesFound((SimulatedPeer)one, (SimulatedPeer[])other!);
                break;
            case Kind.Shown:
                HandleShown((Connection)one, (ChunkIndex[])other!);
                break;
            case Kind.ShownPart:
                HandleShownPart((Connection)one, (Bitfield)other!);
                break;
            case Kind.ShownAll:
                HandleShownAll((Connection)one);
                break;
            case Kind.IdleCheck:
                HandleIdleCheck((SimulatedPeer)one);
                break;
            case Kind.ExpireLeases:
                HandleExpireLeases();
                break;
            default:
                throw new InvalidOperationException($"No handler for {kind}.");
        }
    }

    private void At(long time, Kind kind, object one, object? other = null) => _events.Add(time, new Happening(kind, one, other));

    private void After(TimeSpan span, Kind kind, object one, object? other = null) => At(_now + span.Ticks, kind, one, other);

    private void Send(Kind kind, object one, object? other = null) => _onTheirWay.Add(_now + _latency, new Happening(kind, one, other));

    private SimulationResult Sum()
    {
        foreach (var peer in _peers)
        {
            foreach (var connection in peer.Sources.All)
                Abort(connection, TransferEnd.Unfinished);
        }

        var receivers = _peers.Where(p => p is { Plan: not null, LeavesAt: long.MaxValue }).ToList();
        // Who never is done took for ever.
        var times = receivers.Select(p => p.DoneAt is { } done ? Seconds(done - p.JoinsAt) : double.PositiveInfinity).ToList();
        var ratios = receivers.Zip(times, (p, time) => time / p.BoundSeconds).ToList();
        times.Sort();
        ratios.Sort();
        var kept = receivers.Sum(p => (double)p.Plan!.HeldBytes);
        return new SimulationResult
        {
            Bound = _bound,
            ChunkLength = _grid.ChunkLength,
            Receivers = receivers.Count,
            Finished = receivers.Count(p => p.DoneAt is not null),
            P50 = Quantile(times, 0.5),
            P99 = Quantile(times, 0.99),
            Max = Quantile(times, 1),
            P50Ratio = Quantile(ratios, 0.5),
            P99Ratio = Quantile(ratios, 0.99),
            MaxRatio = Quantile(ratios, 1),
            LastAt = receivers.Max(p => TimeSpan.FromTicks(p.DoneAt ?? _now).TotalSeconds),
            FirstSeederCopies = _peers[0].BytesSent / _scene.Bytes,
            Waste = receivers.Sum(p => p.BytesWasted) / double.Max(1, kept),
            Duplicates = receivers.Sum(p => p.BytesDuplicate) / double.Max(1, kept),
            Transfers = _transfers,
        };
    }

    // The smallest of which at least this part is not larger.
    private static double Quantile(List<double> sorted, double part) =>
        sorted.Count == 0 ? 0 : sorted[int.Max(0, (int)Math.Ceiling(part * sorted.Count) - 1)];

    private readonly record struct Happening(Kind Kind, object One, object? Other);
}
