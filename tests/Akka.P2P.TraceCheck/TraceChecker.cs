namespace Akka.P2P.TraceCheck;

using System.Globalization;

/// <summary>
/// Recomputes from a trace, and from nothing else, that the play it tells of is possible: no link carried more than it can, nobody sent
/// what it did not hold, nobody took part before it came or after it left, and whoever is said to be done has every chunk, and not earlier than its
/// last one. Shares no code with what wrote the trace.
/// </summary>
public static class TraceChecker
{
    // Seconds; times are written in tenths of a microsecond.
    private const double Tick = 1e-6;

    private const int MaxProblems = 20;

    /// <returns>What is wrong, at most twenty sentences; empty when all holds.</returns>
    public static IReadOnlyList<string> Check(IEnumerable<string> lines)
    {
        var story = new Story();
        foreach (var line in lines)
            story.Read(line.Split('\t'));
        story.CheckHoldings();
        story.CheckDone();
        story.CheckLinks();
        return story.Problems;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Transfer(int Source, int Target, int Chunk, double Start, double End, long Bytes, string How);

    private sealed class Peer(string role, double up, double down, double joins)
    {
        public string Role => role;

        public double Up => up;

        public double Down => down;

        public double Joins => joins;

        public double Leaves { get; set; } = double.PositiveInfinity;

        public double? Done { get; set; }

        /// <summary>When each chunk was here, whole and right.</summary>
        public Dictionary<int, double> Has { get; } = [];
    }

    private sealed class Story
    {
        private readonly Dictionary<int, Peer> _peers = [];
        private readonly List<Transfer> _transfers = [];
        private long _bytes;
        private int _chunkLength;
        private int _chunks;

        public List<string> Problems { get; } = [];

        public void Read(string[] words)
        {
            switch (words[0])
            {
                case "scene":
                    (_bytes, _chunkLength, _chunks) = ((long)Number(words[1]), (int)Number(words[2]), (int)Number(words[3]));
                    break;
                case "peer":
                    _peers.Add((int)Number(words[1]), new Peer(words[2], Number(words[3]), Number(words[4]), Number(words[5])));
                    break;
                case "transfer":
                    _transfers.Add(new Transfer(
                        (int)Number(words[1]), (int)Number(words[2]), (int)Number(words[3]), Number(words[4]), Number(words[5]), (long)Number(words[6]), words[7]));
                    break;
                case "left":
                    _peers[(int)Number(words[1])].Leaves = Number(words[2]);
                    break;
                case "done":
                    _peers[(int)Number(words[1])].Done = Number(words[2]);
                    break;
                default:
                    Say($"there is no line called {words[0]}");
                    break;
            }
        }

        public void CheckHoldings()
        {
            if (_chunks != (_bytes + _chunkLength - 1) / _chunkLength)
                Say($"{_chunks} chunks of {_chunkLength} bytes are not {_bytes} bytes");
            foreach (var transfer in _transfers.Where(t => t.How == "kept"))
            {
                if (transfer.Bytes != LengthOf(transfer.Chunk))
                    Say($"{transfer} was kept, and is not a whole chunk");
                var has = _peers[transfer.Target].Has;
                if (!has.TryGetValue(transfer.Chunk, out var before) || transfer.End < before)
                    has[transfer.Chunk] = transfer.End;
            }

            foreach (var transfer in _transfers)
            {
                var (source, target) = (_peers[transfer.Source], _peers[transfer.Target]);
                if (transfer.Start < source.Joins || transfer.Start < target.Joins
                    || transfer.End > source.Leaves + Tick || transfer.End > target.Leaves + 1)
                    Say($"{transfer} took place while one of the two was not there");
                if (transfer.Bytes > LengthOf(transfer.Chunk) || transfer.Bytes < 0 || transfer.End < transfer.Start)
                    Say($"{transfer} is no transfer");
                if (source.Role == "leecher" && !(source.Has.TryGetValue(transfer.Chunk, out var since) && since <= transfer.Start))
                    Say($"{transfer} is of a chunk that its source did not hold");
                if ((source.Role == "liar") != (transfer.How == "corrupt") && transfer.How is "kept" or "corrupt")
                    Say($"{transfer} came from a {source.Role}");
            }
        }

        public void CheckDone()
        {
            foreach (var (number, peer) in _peers.Where(p => p.Value.Role == "leecher"))
            {
                var isWhole = peer.Has.Count == _chunks;
                if (peer.Done is { } done && (!isWhole || double.Abs(peer.Has.Values.Max() - done) > Tick))
                    Say($"peer {number} is said to be done at {done} s, and has {peer.Has.Count} of {_chunks} chunks");
                if (peer.Done is null && isWhole)
                    Say($"peer {number} has everything and is not said to be done");
            }
        }

        /// <summary>
        /// A link of rate r can have carried what began and ended within a span of t seconds only when that is at most r·t bytes; for all spans
        /// that begin with a transfer and end with one, that is also enough.
        /// </summary>
        public void CheckLinks()
        {
            foreach (var (number, peer) in _peers)
            {
                CheckLink(_transfers.Where(t => t.Source == number), peer.Up, $"upload of peer {number}");
                CheckLink(_transfers.Where(t => t.Target == number), peer.Down, $"download of peer {number}");
            }
        }

        private void CheckLink(IEnumerable<Transfer> transfers, double rate, string name)
        {
            var byEnd = transfers.OrderBy(t => t.End).ToArray();
            foreach (var start in byEnd.Select(t => t.Start).Distinct().ToArray())
            {
                var bytes = 0.0;
                foreach (var transfer in byEnd)
                {
                    if (transfer.Start < start)
                        continue;
                    bytes += transfer.Bytes;
                    // A byte a transfer and the rounding of times are forgiven.
                    if (bytes <= (rate * (transfer.End - start + Tick)) + byEnd.Length)
                        continue;
                    Say(string.Create(CultureInfo.InvariantCulture,
                        $"the {name} carried {bytes} bytes from {start} to {transfer.End} s, and can carry {rate} a second"));
                    return;
                }
            }
        }

        private long LengthOf(int chunk) => long.Min(_chunkLength, _bytes - ((long)chunk * _chunkLength));

        private void Say(string problem)
        {
            if (Problems.Count < MaxProblems)
                Problems.Add(problem);
        }
    }
}
