namespace Akka.P2P.Node.Reporting;

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.CommandLine;

/// <summary>How one download ended: what came from whom, how fast, and who lied or failed.</summary>
internal sealed record Outcome(
    string Name, string Path, long Bytes, double Seconds, ImmutableArray<(string Source, long Bytes)> Sources,
    ImmutableArray<Outcome.Liar> Banned, ImmutableArray<Outcome.Failure> Failed)
{
    /// <param name="names">Names of peers, where they are known; others go by their address.</param>
    public static Outcome Of(string name, PeerEvents.DownloadFinished finished, IReadOnlyDictionary<PeerId, string> names) => new(
        name,
        finished.Path,
        finished.Bytes,
        Math.Round(finished.Elapsed.TotalSeconds, 3),
        [.. finished.Sources.Where(s => s.Bytes > 0 || s.Failures == 0).OrderByDescending(s => s.Bytes).Select(s => (NameOf(s, names), s.Bytes))],
        [.. finished.Banned.OrderBy(b => b.Key).Select(b => LiarOf(b.Key, b.Value, finished.Sources.FirstOrDefault(s => s.Peer == b.Key)?.Address, names))],
        [.. finished.Sources.Where(s => s.Failures > 0 && !finished.Banned.ContainsKey(s.Peer)).Select(s => new Failure(NameOf(s, names), s))]);

    public IEnumerable<string> Lines()
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}: {Path} verified, {ByteSize.Format(Bytes)} in {Seconds:0.00} s ({ByteSize.Format(Bytes / Math.Max(Seconds, 0.001))}/s)");
        foreach (var (source, bytes) in Sources)
            yield return string.Create(CultureInfo.InvariantCulture, $"  {(Bytes == 0 ? 0 : 100.0 * bytes / Bytes),5:0.0} %  {ByteSize.Format(bytes),10}  from {source}");
        foreach (var failure in Failed)
            yield return $"  failed {(failure.Source.Failures == 1 ? "once" : $"{failure.Source.Failures} times")}: {failure.Name} ({failure.Source.LastFailure})";
        foreach (var liar in Banned)
            yield return $"  refused from now on, it lied: {liar.Name}: {string.Join(", ", liar.Evidence)}";
    }

    public JsonObject ToJson()
    {
        var sources = new JsonObject();
        foreach (var (source, bytes) in Sources)
            sources[source] = bytes;
        return new JsonObject
        {
            ["name"] = Name,
            ["bytes"] = Bytes,
            ["seconds"] = Seconds,
            ["path"] = Path,
            ["sources"] = sources,
            ["banned"] = BannedJson(),
            ["failed"] = new JsonArray([.. Failed.Select(f => new JsonObject
            {
                ["peer"] = f.Source.Peer.ToString(),
                ["address"] = f.Source.Address.ToString(),
                ["failures"] = f.Source.Failures,
                ["why"] = f.Source.LastFailure,
            })]),
        };
    }

    public JsonArray BannedJson() => new([.. Banned.Select(b => new JsonObject
    {
        ["peer"] = b.Peer.ToString(),
        ["address"] = b.Address?.ToString(),
        ["evidence"] = SourceReport.ToJson(b.Evidence),
    })]);

    private static Liar LiarOf(
        PeerId peer, ImmutableArray<Evidence> evidence, PeerAddress? address, IReadOnlyDictionary<PeerId, string> names) =>
        new(names.TryGetValue(peer, out var name) ? name : address?.ToString() ?? peer.ToString(), peer, address, evidence);

    private static string NameOf(PeerEvents.SourceProgress source, IReadOnlyDictionary<PeerId, string> names) =>
        names.TryGetValue(source.Peer, out var name) ? name : source.Address.ToString();

    /// <summary>It lied, and is refused from now on.</summary>
    /// <param name="Address">Null when it was not seen again since this node rebuilt itself.</param>
    internal sealed record Liar(string Name, PeerId Peer, PeerAddress? Address, ImmutableArray<Evidence> Evidence);

    /// <summary>It failed at least once, which is no lie.</summary>
    internal sealed record Failure(string Name, PeerEvents.SourceProgress Source);
}
