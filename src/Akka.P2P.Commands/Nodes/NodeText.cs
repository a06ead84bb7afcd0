namespace Akka.P2P.Commands.Nodes;

using System.Globalization;
using Akka.P2P.Commands.Text;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <summary>Answers about the node, for people.</summary>
internal static class NodeText
{
    public static IReadOnlyList<string> Of(Configuration config) => config.Entries.IsEmpty
        ? ["No such key."]
        : Columns.Of(["KEY", "VALUE", "FROM"], config.Entries.Select(e => (string[])[e.Key, OneLine(e.Value), e.Origin]));

    public static IReadOnlyList<string> Of(Metrics metrics) => metrics.All.IsEmpty
        ? ["No such metric."]
        : Columns.Of(
            ["NAME", ">VALUE", "WHAT"],
            metrics.All.Select(m => (string[])[m.Tag.Length > 0 ? $"{m.Name} {m.Tag}" : m.Name, Value(m), m.Description]));

    public static IReadOnlyList<string> Of(Drained drained)
    {
        List<string> lines = ["The node is drained: it serves nobody, and has left its trackers."];
        if (drained.Unfinished > 0)
            lines.Add($"{Human.Count(drained.Unfinished, "chunk", "chunks")} that others had begun to fetch did not get done in time.");
        if (!drained.Silent.IsEmpty)
            lines.Add($"No confirmation from {string.Join(", ", drained.Silent)}: our lease there ends by itself.");
        return lines;
    }

    public static string Stopping(Drained? drained) => drained is null ? "Stopping." : string.Join('\n', [.. Of(drained), "Stopping."]);

    private static string Value(Measurement m) =>
        m.Unit == "By" ? Human.Bytes(m.Value) : m.Value.ToString(CultureInfo.InvariantCulture);

    private static string OneLine(string value) => value.ReplaceLineEndings(" ");
}
