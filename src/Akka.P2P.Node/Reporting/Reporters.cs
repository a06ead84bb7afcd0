namespace Akka.P2P.Node.Reporting;

using Spectre.Console;

/// <summary>Chooses the reporter that fits where the output goes.</summary>
internal static class Reporters
{
    public static IReporter For(bool json) =>
        json ? new JsonReporter(Console.Out, Console.Error, TimeProvider.System)
        : Console.IsOutputRedirected ? new PlainReporter(Console.Out, Console.Error, TimeProvider.System)
        : new TerminalReporter(AnsiConsole.Console, Console.Error);
}
