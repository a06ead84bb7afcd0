namespace Akka.P2P.Pbm.Running;

/// <summary>The lines of the standard input, one after the other: <c>#</c> begins a remark, <c>exit</c> ends it.</summary>
internal sealed class Batch(LineRun run, IAnswers answers, TextReader input, IInterrupts interrupts, bool keepGoing)
{
    // Characters. Far more than a host takes for one line.
    private const int LongestLine = 1 << 20;

    /// <returns>The code of the first line that failed; 0 when none did.</returns>
    public async Task<ExitCode> RunAsync()
    {
        var first = ExitCode.Done;
        using var interrupt = interrupts.Begin(secondEnds: true);
        while (true)
        {
            string? line;
            try
            {
                line = await ReadAsync(interrupt.Token);
            }
            catch (OperationCanceledException)
            {
                return ExitCode.Interrupted;
            }

            if (line is null || Shell.Leaves(line))
                return first;
            if (string.IsNullOrWhiteSpace(line) || line.TrimStart().StartsWith('#'))
                continue;

            var code = await RunAsync(line, interrupt.Token);
            if (first == ExitCode.Done)
                first = code;
            if (code == ExitCode.Interrupted || (code != ExitCode.Done && !keepGoing))
                return code;
        }
    }

    private async Task<ExitCode> RunAsync(string line, CancellationToken cancellation)
    {
        if (line.Length <= LongestLine)
            return await run.RunAsync(line.Trim(), cancellation);
        answers.Error(ExitCode.WrongUsage, $"A line of the input is longer than {LongestLine} characters.");
        return ExitCode.WrongUsage;
    }

    // A read of a pipe can't be called back: it is left behind on its own thread, and ends with the process.
    private async Task<string?> ReadAsync(CancellationToken cancellation) =>
        await Task.Factory.StartNew(ReadLine, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(cancellation);

    // Keeps no more of a line than is needed to see that it is too long.
    private string? ReadLine()
    {
        var line = new System.Text.StringBuilder();
        while (true)
        {
            var next = input.Read();
            if (next < 0)
                return line.Length > 0 ? line.ToString() : null;
            if (next == '\n')
                return line.ToString().TrimEnd('\r');
            if (line.Length <= LongestLine)
                line.Append((char)next);
        }
    }
}
