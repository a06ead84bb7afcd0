namespace Petabridge.Cmd.Host.Builtin;

using Akka.Actor;
using Akka.Event;

/// <summary>Passes the log on to one console until that has enough of it.</summary>
internal sealed class LogTailActor : ReceiveActor
{
    public LogTailActor(IActorRef client, LogLevel least, bool json)
    {
        // What is logged about showing the log would be shown in turn, without end.
        var own = $"/{client.Path.Name}";
        Receive<LogEvent>(log => log.LogLevel() >= least && !(log.LogLevel() == LogLevel.DebugLevel && (log.LogSource ?? "").Contains(own, StringComparison.Ordinal)), log =>
        {
            var entry = LogEntry.Of(log);
            client.Tell(new CommandResponse(json ? entry.ToJson() : entry.ToText(), final: false));
        });
        Receive<LogEvent>(_ => { });
        Receive<Terminated>(_ => Context.Stop(Self));
        Context.Watch(client);
    }

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(LogEvent));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);
}
