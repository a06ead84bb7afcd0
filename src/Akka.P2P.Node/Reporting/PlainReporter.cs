namespace Akka.P2P.Node.Reporting;

using System.Text.Json.Nodes;

/// <summary>For pipes and log files: whole lines, no cursor movement, a line a second while something moves.</summary>
internal sealed class PlainReporter(TextWriter output, TextWriter errors, TimeProvider time) : IReporter
{
    private readonly ProgressPace _pace = new(time, TimeSpan.FromSeconds(1));

    public void Say(string line)
    {
        output.WriteLine(line);
        output.Flush();
    }

    public void Warn(string sentence) => errors.WriteLine(sentence);

    public void Emit(string name, JsonObject fields)
    {
    }

    public void Progress(TransferView transfer)
    {
        if (_pace.IsDue(transfer))
            Say(transfer.ToString());
    }

    public ValueTask ProgressEndedAsync() => ValueTask.CompletedTask;

    public void Failed(ExitCode code, string reason) => errors.WriteLine(reason);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
