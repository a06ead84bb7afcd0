namespace Akka.P2P.Node.Reporting;

using System.Globalization;
using System.Text.Json.Nodes;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Downloading;

/// <summary>Sources that lied or fail, as every event and line names them.</summary>
internal static class SourceReport
{
    /// <summary>What one source did: <c>chunk</c> and <c>attempt</c> only when it is about a chunk.</summary>
    public static JsonObject ToJson(Evidence evidence)
    {
        var fields = new JsonObject();
        if (evidence.IsAboutChunk)
        {
            fields["chunk"] = evidence.Chunk.Value;
            fields["attempt"] = evidence.Attempt.Value;
        }

        fields["kind"] = evidence.Kind == FetchFailure.Corrupt ? "corrupt" : "malformed";
        fields["what"] = evidence.Detail;
        return fields;
    }

    public static JsonArray ToJson(IEnumerable<Evidence> evidence) => new([.. evidence.Select(ToJson)]);

    public static JsonArray ToJson(IEnumerable<PeerEvents.SourceTrouble> troubles) => new([.. troubles.Select(trouble => new JsonObject
    {
        ["peer"] = trouble.Peer?.ToString(),
        ["address"] = trouble.Address.ToString(),
        ["forSeconds"] = Math.Round(trouble.For.TotalSeconds, 1),
        ["why"] = trouble.Why,
    })]);

    public static string Line(PeerEvents.SourceTrouble trouble) => string.Create(
        CultureInfo.InvariantCulture, $"  {trouble.Address} fails for {trouble.For.TotalSeconds:0} s: {trouble.Why}");
}
