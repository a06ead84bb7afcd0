namespace Akka.P2P.Node.CommandLine;

using System.CommandLine;
using System.Runtime.InteropServices;

/// <summary>The program: parses, runs one command, and turns whatever ends it into one sentence and an exit code.</summary>
public static class AkkaP2P
{
    // Never taken back: a signal that comes while the process ends anyway must not change what it ends with.
    private static InterruptSignal? _interrupt;

    public static async Task<int> RunAsync(string[] args)
    {
        var root = CommandTree.Build();
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            Console.Error.WriteLine($"{Problem(parsed)}. '{HelpCommand(parsed)}' shows what can be said.");
            return (int)ExitCode.WrongUsage;
        }

        _interrupt = new InterruptSignal();
        return await parsed.InvokeAsync(
            new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
            _interrupt.Token);
    }

    private static string Problem(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand && parsed.UnmatchedTokens.Count > 0
            ? $"There is no command '{parsed.UnmatchedTokens[0]}'"
            : parsed.Errors[0].Message.ReplaceLineEndings(" ").TrimEnd('.');

    private static string HelpCommand(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "akka-p2p --help" : $"akka-p2p {parsed.CommandResult.Command.Name} --help";

    /// <summary>Ctrl+C and SIGTERM ask the command to end; a second one ends the process at once.</summary>
    private sealed class InterruptSignal
    {
        private readonly CancellationTokenSource _source = new();
        private readonly List<PosixSignalRegistration> _registrations = [];

        public InterruptSignal()
        {
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel));
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel));
        }

        public CancellationToken Token => _source.Token;

        private void Cancel(PosixSignalContext context)
        {
            context.Cancel = !_source.IsCancellationRequested;
            _source.Cancel();
        }
    }
}
