namespace Akka.P2P.Node.CommandLine;

using System.CommandLine;
using System.Runtime.InteropServices;

/// <summary>The program: parses, runs one command, and turns whatever ends it into one sentence and an exit code.</summary>
public static class AkkaP2P
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = CommandTree.Build();
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            Console.Error.WriteLine($"{Problem(parsed)}. '{HelpCommand(parsed)}' shows what can be said.");
            return (int)ExitCode.WrongUsage;
        }

        using var interrupt = new InterruptSignal();
        return await parsed.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
            interrupt.Token);
    }

    private static string Problem(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand && parsed.UnmatchedTokens.Count > 0
            ? $"There is no command '{parsed.UnmatchedTokens[0]}'"
            : parsed.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd('.');

    private static string HelpCommand(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "akka-p2p --help" : $"akka-p2p {parsed.CommandResult.Command.Name} --help";

    /// <summary>Ctrl+C and SIGTERM ask the command to end; a second one ends the process at once.</summary>
    private sealed class InterruptSignal : IDisposable
    {
        private readonly CancellationTokenSource _source = new();
        private readonly PosixSignalRegistration[] _registrations;

        public InterruptSignal() => _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel),
        ];

        public CancellationToken Token => _source.Token;

        public void Dispose()
        {
            foreach (var registration in _registrations)
                registration.Dispose();
            _source.Dispose();
        }

        private void Cancel(PosixSignalContext context)
        {
            context.Cancel = !_source.IsCancellationRequested;
            _source.Cancel();
        }
    }
}
