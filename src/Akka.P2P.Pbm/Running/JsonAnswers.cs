namespace Akka.P2P.Pbm.Running;

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Akka.P2P.Pbm.Text;

/// <summary>
/// For programs: every line of the standard output is one JSON object. A command that knows no JSON has its text under <c>text</c>; an error is
/// <c>{"event":"failed","code":…,"reason":…}</c>.
/// </summary>
internal sealed class JsonAnswers(TextWriter output, TextWriter errors) : IAnswers
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool Json => true;

    public void Answer(string text) => Write(IsObject(text) ? text : Object("text", text));

    public void Say(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Write(Object("text", line));
    }

    public void Error(ExitCode code, string sentence)
    {
        Write(new JsonObject { ["event"] = "failed", ["code"] = (int)code, ["reason"] = Valid(sentence) }.ToJsonString(Readable));
        Flush();
    }

    public void Note(string sentence) => errors.Say(Harmless.Lines(sentence));

    public void Flush() => output.Flush();

    private void Write(string line)
    {
        output.Write(Harmless.Json(line));
        output.Write('\n');
    }

    private static string Object(string name, string value) => new JsonObject { [name] = Valid(value) }.ToJsonString(Readable);

    // Half a surrogate pair can't be written as JSON.
    private static string Valid(string text) => text.Any(char.IsSurrogate) ? Harmless.Lines(text) : text;

    private static bool IsObject(string text)
    {
        if (!text.StartsWith('{') || text.Contains('\n', StringComparison.Ordinal))
            return false;
        try
        {
            using var _ = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
