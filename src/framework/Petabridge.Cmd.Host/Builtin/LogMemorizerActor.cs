namespace Petabridge.Cmd.Host.Builtin;

using Akka.Actor;
using Akka.Event;

/// <summary>Remembers the last lines of the log, oldest first.</summary>
internal sealed class LogMemorizerActor : ReceiveActor
{
    public const string Name = "petabridge.cmd-log-memorizer";

    private readonly Queue<LogEntry> _entries = new();

    public LogMemorizerActor(int capacity)
    {
        Receive<LogEvent>(log =>
        {
            if (_entries.Count >= capacity)
                _entries.TryDequeue(out _);
            if (capacity > 0)
                _entries.Enqueue(LogEntry.Of(log));
        });
        Receive<Recall>(recall => Sender.Tell(new Recalled([.. _entries.Where(entry => entry.Level >= recall.Level).TakeLast(recall.Lines)], recall.Client, recall.Json)));
    }

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(LogEvent));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    internal sealed record Recall(int Lines, LogLevel Level, IActorRef Client, bool Json) : INoSerializationVerificationNeeded;

    internal sealed record Recalled(IReadOnlyList<LogEntry> Entries, IActorRef Client, bool Json) : INoSerializationVerificationNeeded;
}
