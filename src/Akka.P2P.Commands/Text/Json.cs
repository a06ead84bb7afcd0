namespace Akka.P2P.Commands.Text;

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

/// <summary>One object, alone on its line.</summary>
public static class Json
{
    // Lines are for programs and terminals, not for HTML: magnet links keep their '&'.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Line(JsonObject fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return fields.ToJsonString(Plain);
    }

    public static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> each) => [.. items.Select(each)];

    /// <summary>Seconds to the millisecond.</summary>
    public static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 3);
}
