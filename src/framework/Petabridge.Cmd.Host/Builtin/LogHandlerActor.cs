namespace Petabridge.Cmd.Host.Builtin;

using System.Globalization;
using Akka.Actor;
using Akka.Event;

/// <summary>Answers <see cref="LogCommands"/>.</summary>
internal sealed class LogHandlerActor : CommandHandlerActor
{
    public LogHandlerActor()
        : base(LogCommands.Commands)
    {
        Process(LogCommands.Tail.Name, (command, arguments) =>
        {
            if (LevelIn(arguments) is not { } level)
                return;
            var (client, json) = (Sender, command.WantsJson);
            Context.ActorOf(Props.Create(() => new LogTailActor(client, level, json)));
        });
        Process(LogCommands.Peek.Name, (command, arguments) =>
        {
            var typed = arguments.ArgumentValues("lines").First();
            if (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var lines))
                Sender.Tell(new ErroredCommandResponse($"'{typed}' is no number of lines."));
            else if (LevelIn(arguments) is { } level)
                Context.ActorSelection($"/user/{LogMemorizerActor.Name}").Tell(new LogMemorizerActor.Recall(lines, level, Sender, command.WantsJson), Self);
        });
        Receive<LogMemorizerActor.Recalled>(recalled =>
        {
            foreach (var entry in recalled.Entries)
                recalled.Client.Tell(new CommandResponse(recalled.Json ? entry.ToJson() : entry.ToText(), final: false));
            recalled.Client.Tell(CommandResponse.Empty);
        });
        Process(LogCommands.Write.Name, (_, arguments) =>
        {
            if (LevelIn(arguments) is not { } level)
                return;
            // Who said it is told by the line's source: this actor, whose path holds the console's address.
            var log = Context.GetLogger();
            if (log.IsEnabled(level))
                log.Log(level, "{0}", [arguments.ArgumentValues("message").First()]);
            Sender.Tell(log.IsEnabled(level) ? CommandResponse.Empty : new ErroredCommandResponse("This node's log leaves that level out (akka.loglevel), so nothing was written."));
        });
    }

    private LogLevel? LevelIn(CommandArguments arguments)
    {
        try
        {
            return LogEntry.ParseLevel(arguments.ArgumentValues("level").First());
        }
        catch (FormatException e)
        {
            Sender.Tell(new ErroredCommandResponse(e.Message));
            return null;
        }
    }
}
