namespace Akka.P2P.Node.Menu;

using System.Text.Json.Nodes;
using Akka.P2P.Node.Reporting;

/// <summary>What a node reports, as lines above the prompt.</summary>
internal sealed class MenuReporter(IMenuScreen screen) : IReporter
{
    public void Say(string line) => screen.Print(line);

    public void Warn(string sentence) => screen.Print(sentence);

    public void Emit(string name, JsonObject fields)
    {
    }

    public void Progress(TransferView transfer) => screen.Progress(transfer);

    public ValueTask ProgressEndedAsync() => ValueTask.CompletedTask;

    public void Failed(ExitCode code, string reason) => screen.Print(reason);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
