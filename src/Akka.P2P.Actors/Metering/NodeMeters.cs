namespace Akka.P2P.Actors.Metering;

using System.Diagnostics.Metrics;
using Akka.P2P.Core.Downloading;

/// <summary>
/// What a node counts, as instruments of the meter <c>Akka.P2P</c>: for whatever listens to .NET meters, and for the console. One of these
/// a node, since a process may have several. Counting is an addition; nothing is computed until somebody looks. Any thread may call.
/// </summary>
public sealed class NodeMeters : IDisposable
{
    public const string MeterName = "Akka.P2P";

    private readonly FailureTotals _failures = new();
    private Func<int> _poolQueue = () => 0;

    /// <param name="node">The node's name: a tag of the meter, since a process may have several.</param>
    public NodeMeters(string node = "")
    {
        Meter = new Meter(MeterName, null, [KeyValuePair.Create<string, object?>("node", node)]);
        Counter("p2p.bytes.received", "By", "Bytes of slices that arrived, whatever became of them.", BytesReceived);
        Counter("p2p.bytes.verified", "By", "Bytes of chunks that were verified and kept.", BytesVerified);
        Counter("p2p.bytes.sent", "By", "Bytes of slices that were handed out.", BytesSent);
        Counter("p2p.chunks.verified", "{chunk}", "Chunks that were verified and kept.", ChunksVerified);
        Meter.CreateObservableCounter("p2p.chunks.failed", _failures.Measure, "{chunk}", "Attempts at a chunk that ended without it, by the kind of failure.");
        Gauge("p2p.chunks.in_flight", "{chunk}", "Chunks that were asked of somebody.", ChunksInFlight);
        Gauge("p2p.sources", "{peer}", "Connections to peers that we fetch from.", Sources);
        Gauge("p2p.downloads", "{torrent}", "Downloads under way.", Downloads);
        Gauge("p2p.seeds", "{torrent}", "Torrents that are served, whole or in part.", Seeds);
        Gauge("p2p.peers.served", "{peer}", "Peers that are unchoked, of all torrents.", PeersServed);
        Gauge("p2p.peers.waiting", "{peer}", "Peers that wait for an upload slot, of all torrents.", PeersWaiting);
        Gauge("p2p.reads", "{request}", "Requests for slices that are being read from a disk.", Reads);
        Meter.CreateObservableUpDownCounter("p2p.pool.queue", () => (long)_poolQueue(), "{item}", "Work for hashing and disk that has not begun.");
        Counter("p2p.tracker.registrations", "{registration}", "Registrations that were accepted, repeated ones included.", Registrations);
        Counter("p2p.tracker.announces", "{announce}", "Announces that were accepted.", Announces);
        Gauge("p2p.tracker.peers", "{peer}", "Peers that are registered.", RegisteredPeers);
    }

    public Meter Meter { get; }

    public Total BytesReceived { get; } = new();

    public Total BytesVerified { get; } = new();

    public Total BytesSent { get; } = new();

    public Total ChunksVerified { get; } = new();

    public Level ChunksInFlight { get; } = new();

    public Level Sources { get; } = new();

    public Level Downloads { get; } = new();

    public Level Seeds { get; } = new();

    public Level PeersServed { get; } = new();

    public Level PeersWaiting { get; } = new();

    public Level Reads { get; } = new();

    public Total Registrations { get; } = new();

    public Total Announces { get; } = new();

    public Level RegisteredPeers { get; } = new();

    public void ChunksFailed(FetchFailure kind, long count) => _failures.Of(kind).Add(count);

    /// <param name="length">Asked when somebody looks.</param>
    public void WatchPool(Func<int> length) => _poolQueue = length;

    public void Dispose() => Meter.Dispose();

    private void Counter(string name, string unit, string description, Total total) =>
        Meter.CreateObservableCounter(name, () => total.Value, unit, description);

    private void Gauge(string name, string unit, string description, Level level) =>
        Meter.CreateObservableUpDownCounter(name, () => level.Value, unit, description);

    private sealed class FailureTotals
    {
        private readonly Dictionary<FetchFailure, Total> _totals = Enum.GetValues<FetchFailure>().ToDictionary(k => k, _ => new Total());

        public Total Of(FetchFailure kind) => _totals[kind];

        public IEnumerable<Measurement<long>> Measure() =>
            _totals.Select(t => new Measurement<long>(t.Value.Value, KeyValuePair.Create<string, object?>("kind", t.Key.ToString())));
    }
}
