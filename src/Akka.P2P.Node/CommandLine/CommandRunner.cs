namespace Akka.P2P.Node.CommandLine;

using System.CommandLine;
using Akka.P2P.Node.Reporting;

/// <summary>What surrounds every command: its reporter, and one ending for whatever goes wrong.</summary>
internal static class CommandRunner
{
    public static void Runs(this Command command, Option<bool> json, Func<ParseResult, IReporter, CancellationToken, Task<ExitCode>> body) =>
        command.SetAction(async (parsed, cancellation) =>
        {
            var reporter = Reporters.For(parsed.GetValue(json));
            await using (reporter)
            {
                try
                {
                    return (int)await body(parsed, reporter, cancellation);
                }
                catch (CommandException failure)
                {
                    await reporter.ProgressEndedAsync();
                    reporter.Failed(failure.Code, failure.Message);
                    return (int)failure.Code;
                }
                catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
                {
                    await reporter.ProgressEndedAsync();
                    reporter.Failed(ExitCode.Interrupted, "Interrupted.");
                    return (int)ExitCode.Interrupted;
                }
            }
        });
}
