namespace Akka.P2P.Node.Reporting;

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.CommandLine;

/// <summary>How one download ended: what came from whom, and how fast.</summary>
internal sealed record Outcome(string Name, string Path, long Bytes, double Seconds, ImmutableArray<(string Source, long Bytes)> Sources, ImmutableArray<string> Banned)
{
    /// <param name="names">Names of peers, where they are known; others go by their address.</param>
    public static Outcome Of(string name, PeerEvents.DownloadFinished finished, IReadOnlyDictionary<PeerId, string> names) => new(
        name,
        finished.Path,
        finished.Bytes,
        Math.Round(finished.Elapsed.TotalSeconds, 3),
        [.. finished.Sources.OrderByDescending(s => s.Bytes).Select(s => (NameOf(s.Peer, s.Address.ToString(), names), s.Bytes))],
        [.. finished.Banned.Select(b => $"{NameOf(b.Key, b.Key.ToString(), names)}: {string.Join(", ", b.Value)}")]);

    public IEnumerable<string> Lines()
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}: {Path} verified, {ByteSize.Format(Bytes)} in {Seconds:0.00} s ({ByteSize.Format(Bytes / Math.Max(Seconds, 0.001))}/s)");
        foreach (var (source, bytes) in Sources)
            yield return string.Create(CultureInfo.InvariantCulture, $"  {(Bytes == 0 ? 0 : 100.0 * bytes / Bytes),5:0.0} %  {ByteSize.Format(bytes),10}  from {source}");
        foreach (var liar in Banned)
            yield return $"  refused from now on, it lied: {liar}";
    }

    public JsonObject ToJson()
    {
        var sources = new JsonObject();
        foreach (var (source, bytes) in Sources)
            sources[source] = bytes;
        return new JsonObject { ["name"] = Name, ["bytes"] = Bytes, ["seconds"] = Seconds, ["path"] = Path, ["sources"] = sources };
    }

    private static string NameOf(PeerId peer, string otherwise, IReadOnlyDictionary<PeerId, string> names) =>
        names.TryGetValue(peer, out var name) ? name : otherwise;
}
