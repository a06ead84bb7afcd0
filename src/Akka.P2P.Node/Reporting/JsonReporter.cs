namespace Akka.P2P.Node.Reporting;

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

/// <summary>One JSON object a line on standard output and nothing else there; each has an <c>event</c>.</summary>
internal sealed class JsonReporter(TextWriter output, TextWriter errors, TimeProvider time) : IReporter
{
    // Lines are for programs and terminals, not for HTML: magnet links keep their '&'.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lock _gate = new();
    private readonly ProgressPace _pace = new(time, TimeSpan.FromMilliseconds(500));

    public void Say(string line)
    {
    }

    public void Warn(string sentence) => errors.WriteLine(sentence);

    public void Emit(string name, JsonObject fields)
    {
        var line = new JsonObject { ["event"] = name };
        foreach (var (key, value) in fields)
            line[key] = value?.DeepClone();

        var text = line.ToJsonString(Plain);
        lock (_gate)
        {
            output.WriteLine(text);
            output.Flush();
        }
    }

    public void Progress(TransferView transfer)
    {
        if (!_pace.IsDue(transfer))
            return;

        Emit("progress", new JsonObject
        {
            ["name"] = transfer.Name,
            ["id"] = transfer.Id,
            ["bytes"] = transfer.Bytes,
            ["total"] = transfer.Total,
            ["bytesPerSecond"] = Math.Round(transfer.BytesPerSecond),
            ["etaSeconds"] = transfer.Eta is { } eta ? Math.Round(eta.TotalSeconds, 1) : null,
            ["sources"] = transfer.Sources,
            ["unreachable"] = SourceReport.ToJson(transfer.Unreachable),
        });
    }

    public ValueTask ProgressEndedAsync() => ValueTask.CompletedTask;

    public void Failed(ExitCode code, string reason)
    {
        errors.WriteLine(reason);
        Emit("failed", new JsonObject { ["code"] = (int)code, ["reason"] = reason });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
