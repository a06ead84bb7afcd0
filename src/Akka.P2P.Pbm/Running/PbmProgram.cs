namespace Akka.P2P.Pbm.Running;

using System.CommandLine;
using Akka.P2P.Pbm.CommandLine;
using Akka.P2P.Pbm.Help;
using Akka.P2P.Pbm.History;

/// <summary>The program: parses, runs, and turns whatever ends it into one sentence and an exit code.</summary>
internal static class PbmProgram
{
    // Of Linux and macOS, and two of Windows.
    private static readonly int[] BrokenPipe = [32, unchecked((int)0x8007006D), unchecked((int)0x800700E8)];

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, ISurroundings surroundings)
    {
        IAnswers answers = arguments.TakeWhile(word => word != "--").Contains("--json")
            ? new JsonAnswers(surroundings.Output, surroundings.Errors)
            : new TextAnswers(surroundings.Output, surroundings.Errors, surroundings.ColourErrors);
        try
        {
            var code = await RunAsync(arguments, surroundings, answers);
            answers.Flush();
            return (int)code;
        }
        catch (PbmException failure)
        {
            answers.Error(failure.Code, failure.Message);
            return (int)failure.Code;
        }
        catch (IOException gone) when (BrokenPipe.Contains(gone.HResult))
        {
            return (int)ExitCode.OutputGone;
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            // Only the output throws them: what goes wrong with a host or a file is a PbmException.
            surroundings.Warn($"The output can't be written: {full.Message}");
            return (int)ExitCode.Failed;
        }
    }

    private static async Task<ExitCode> RunAsync(IReadOnlyList<string> arguments, ISurroundings surroundings, IAnswers answers)
    {
        var commandLine = new PbmCommandLine();
        if (arguments is ["help"])
            arguments = ["--help"];
        var (own, invocation) = commandLine.Parse(arguments);
        if (own.Action is not null)
            return (ExitCode)await own.InvokeAsync(new InvocationConfiguration { Output = surroundings.Output, Error = surroundings.Errors });

        await using var host = new HostLink(
            invocation.Address, Token.Find(invocation.TokenFile, surroundings), ConnectTimeout.Find(invocation.Timeout, surroundings));
        var run = new LineRun(host, answers);
        if (invocation.Words.Count > 0)
            return await OnceAsync(run, CommandText.Of(invocation.Words), surroundings);
        if (surroundings.Terminal is null || invocation.Json)
            return await new Batch(run, answers, surroundings.Input, surroundings.Interrupts, invocation.KeepGoing).RunAsync();

        if (await GreetAsync(host, surroundings, answers) is var greeted and not ExitCode.Done)
            return greeted;
        var history = KeptHistory.Open(surroundings.HistoryFile, sentence => surroundings.Warn(sentence));
        return await new Shell(host, run, answers, surroundings.Terminal, surroundings.Interrupts, history).RunAsync();
    }

    private static async Task<ExitCode> OnceAsync(LineRun run, string line, ISurroundings surroundings)
    {
        using var interrupt = surroundings.Interrupts.Begin(secondEnds: true);
        return await run.RunAsync(line, interrupt.Token);
    }

    private static async Task<ExitCode> GreetAsync(HostLink host, ISurroundings surroundings, IAnswers answers)
    {
        using var interrupt = surroundings.Interrupts.Begin(secondEnds: true);
        try
        {
            var client = await host.ConnectAsync(interrupt.Token);
            answers.Say([$"Connected to {host.Address}: {client.HostName}", HelpPages.Summary(host.Palettes)]);
            answers.Flush();
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }
}
