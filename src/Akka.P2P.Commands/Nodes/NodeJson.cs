namespace Akka.P2P.Commands.Nodes;

using System.Text.Json.Nodes;
using Akka.P2P.Commands.Text;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <summary>Answers about the node, for programs.</summary>
internal static class NodeJson
{
    public static string Of(Configuration config) => Json.Line(new JsonObject
    {
        ["config"] = Json.Array(config.Entries, e => new JsonObject
        {
            ["key"] = e.Key,
            ["value"] = e.Value,
            ["from"] = e.Origin,
            ["secret"] = e.IsSecret,
        }),
    });

    public static string Of(Metrics metrics) => Json.Line(new JsonObject
    {
        ["metrics"] = Json.Array(metrics.All, m => new JsonObject
        {
            ["name"] = m.Name,
            ["tag"] = m.Tag.Length > 0 ? m.Tag : null,
            ["unit"] = m.Unit,
            ["value"] = m.Value,
        }),
    });

    public static string Of(Drained drained) => Json.Line(Fields(drained));

    public static string Stopping(Drained? drained)
    {
        var fields = drained is null ? new JsonObject() : Fields(drained);
        fields["stopping"] = true;
        return Json.Line(fields);
    }

    private static JsonObject Fields(Drained drained) => new()
    {
        ["drained"] = true,
        ["unfinished"] = drained.Unfinished,
        ["silent"] = Json.Array(drained.Silent, t => t.ToString()),
    };
}
