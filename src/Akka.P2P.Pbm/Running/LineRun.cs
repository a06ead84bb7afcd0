namespace Akka.P2P.Pbm.Running;

using Akka.P2P.Pbm.CommandLine;
using Akka.P2P.Pbm.Help;
using Akka.P2P.Pbm.Text;
using Petabridge.Cmd;
using Petabridge.Cmd.Common.Client;

/// <summary>Carries out one line: help, or a command of the host, whose answers are shown as they come.</summary>
internal sealed class LineRun(HostLink host, IAnswers answers)
{
    /// <exception cref="IOException">Nobody reads the output any more.</exception>
    public async Task<ExitCode> RunAsync(string line, CancellationToken cancellation)
    {
        try
        {
            return await TryRunAsync(line, cancellation);
        }
        catch (PbmException failure)
        {
            answers.Error(failure.Code, failure.Message);
            return failure.Code;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        finally
        {
            answers.Flush();
        }
    }

    private async Task<ExitCode> TryRunAsync(string line, CancellationToken cancellation)
    {
        var lost = host.LostBecause;
        if (lost is not null)
            answers.Note($"{Sentence.Of(lost)} Connecting to {host.Address} again.");
        var client = await host.ConnectAsync(cancellation);
        if (HelpRequest.In(line, host.Palettes) is { } help)
        {
            await host.RefreshAsync(cancellation);
            answers.Say(help.Lines(host.Palettes));
            return ExitCode.Done;
        }

        var parsed = CommandParser.ParseLine(host.Palettes, line);
        if (!parsed.IsValid)
        {
            await host.RefreshAsync(cancellation);
            parsed = CommandParser.ParseLine(host.Palettes, line);
        }

        if (!parsed.IsValid)
            throw new PbmException(ExitCode.WrongUsage, Sentence.Bounded(parsed.Error));
        return await ExecuteAsync(client, answers.Json ? CommandText.WithJson(line) : line, parsed.Command, cancellation);
    }

    private async Task<ExitCode> ExecuteAsync(PbmClient client, string line, Command command, CancellationToken cancellation)
    {
        var code = ExitCode.Done;
        var session = await client.ExecuteTextCommandAsync(line, cancellation);
        // Leaving this before the last answer, by whatever way, ends the command at the host.
        await using var responses = session.Stream.GetAsyncEnumerator(CancellationToken.None);
        while (await NextAsync(responses, session))
        {
            var response = responses.Current;
            if (response.IsError)
                code = Fail(client, response, command);
            else if (response.Msg.Length > 0 || !response.Final)
                answers.Answer(response.Msg);
        }

        // A cancelled stream just ends.
        return cancellation.IsCancellationRequested ? ExitCode.Interrupted : code;
    }

    private ExitCode Fail(PbmClient client, CommandResponse response, Command command)
    {
        var name = $"{command.PaletteName} {command.Name}";
        if (client.Closed is { IsCompletedSuccessfully: true } closed && closed.GetAwaiter().GetResult() == response.Msg)
        {
            answers.Error(ExitCode.NothingReachable, $"{Sentence.Of(response.Msg)} Whether '{name}' was carried out is not known.");
            return ExitCode.NothingReachable;
        }

        answers.Error(ExitCode.Failed, response.Msg.Length > 0 ? response.Msg : $"'{name}' failed, and the host doesn't say why.");
        return ExitCode.Failed;
    }

    // Lines are shown when they come: what is written goes out as soon as nothing more is there.
    private async ValueTask<bool> NextAsync(IAsyncEnumerator<CommandResponse> responses, PbmSession session)
    {
        var next = responses.MoveNextAsync();
        if (next.IsCompleted)
            return await next;
        try
        {
            answers.Flush();
        }
        catch (IOException)
        {
            // The stream can't be left while it is asked for more.
            session.KillSwitch.Shutdown();
            await next;
            throw;
        }

        return await next;
    }
}
