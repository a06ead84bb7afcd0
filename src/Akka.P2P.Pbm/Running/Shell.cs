namespace Akka.P2P.Pbm.Running;

using Akka.P2P.Pbm.Completing;
using Akka.P2P.Pbm.Editing;
using Akka.P2P.Pbm.History;
using Akka.P2P.Pbm.Terminals;

/// <summary>The prompt: a line is read, carried out, and the next one is read, until the user leaves.</summary>
internal sealed class Shell(HostLink host, LineRun run, IAnswers answers, ITerminal terminal, IInterrupts interrupts, KeptHistory history)
{
    /// <summary>Words that leave, alone on their line.</summary>
    public static IReadOnlyList<string> Leaving { get; } = ["exit", "quit"];

    public static bool Leaves(string line) => Leaving.Contains(line.Trim());

    public async Task<ExitCode> RunAsync()
    {
        var reader = new LineReader(terminal, history.Lines);
        while (true)
        {
            var read = await reader.ReadAsync($"[{host.Address}] pbm> ", (line, cursor) => PaletteCompletion.At(host.Palettes, line, cursor));
            if (read.End == LineEnd.EndOfInput || (read.End == LineEnd.Entered && Leaves(read.Line)))
                return ExitCode.Done;
            if (read.End == LineEnd.Dropped || string.IsNullOrWhiteSpace(read.Line))
                continue;

            history.Add(read.Line);
            using var interrupt = interrupts.Begin(secondEnds: false);
            if (await run.RunAsync(read.Line.Trim(), interrupt.Token) == ExitCode.Interrupted)
                answers.Note("Ended.");
        }
    }
}
