namespace Akka.P2P.Node.Reporting;

using System.Text.Json.Nodes;

/// <summary>Where a command's results go. One of three: bars on a terminal, plain lines in a pipe, JSON for a program.</summary>
internal interface IReporter : IAsyncDisposable
{
    /// <summary>A result for a person; a JSON reporter drops it, since the same fact goes out as an <see cref="Emit"/>.</summary>
    void Say(string line);

    /// <summary>One sentence on standard error about something that the user should mend; the command goes on.</summary>
    void Warn(string sentence);

    /// <summary>A result for a program: one object a line. Reporters for people drop it.</summary>
    void Emit(string name, JsonObject fields);

    void Progress(TransferView transfer);

    /// <summary>Ends the bars, so that what is said next stands below them.</summary>
    ValueTask ProgressEndedAsync();

    /// <summary>Last words: one sentence on standard error, and the event <c>failed</c> for programs.</summary>
    void Failed(ExitCode code, string reason);
}
