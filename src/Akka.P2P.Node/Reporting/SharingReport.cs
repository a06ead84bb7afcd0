namespace Akka.P2P.Node.Reporting;

using System.Text.Json.Nodes;
using Akka.P2P.Core.Metainfo;

/// <summary>The event <c>sharing</c>: what every command says of a torrent that it serves.</summary>
internal static class SharingReport
{
    /// <summary>The fields that are the same everywhere; a command adds its own.</summary>
    public static JsonObject Fields(Metainfo metainfo, string magnet) => new()
    {
        ["id"] = metainfo.Id.ToString(),
        ["name"] = metainfo.Name,
        ["bytes"] = metainfo.TotalLength,
        ["magnet"] = magnet,
    };
}
