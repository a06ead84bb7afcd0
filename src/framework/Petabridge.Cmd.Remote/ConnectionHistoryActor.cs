namespace Petabridge.Cmd.Remote;

using Akka.Actor;
using Akka.Remote;

/// <summary>Keeps the <see cref="ConnectionBook"/> of its actor system, and gives copies of it.</summary>
internal sealed class ConnectionHistoryActor : ReceiveActor
{
    public const string Name = "remote-connection-history";
    private const int MaxAddresses = 1000;
    private const int MaxHistory = 1000;

    public ConnectionHistoryActor(TimeProvider clock)
    {
        var book = new ConnectionBook(MaxAddresses, MaxHistory);
        Receive<RemotingLifecycleEvent>(happened => book.Note(happened, clock.GetUtcNow()));
        Receive<Look>(look => Sender.Tell(new Seen(look, book.Connections, book.History, book.Opened, book.Lost, book.Failed, book.Quarantined)));
    }

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(RemotingLifecycleEvent));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);

    /// <summary>A question, which comes back with the answer, so that whoever asked needn't remember it.</summary>
    internal sealed record Look(Command Command, IActorRef Client, int Lines) : INoSerializationVerificationNeeded;

    internal sealed record Seen(
        Look Look, IReadOnlyList<ConnectionBook.Connection> Connections, IReadOnlyList<ConnectionBook.Happening> History,
        long Opened, long Lost, long Failed, long Quarantined) : INoSerializationVerificationNeeded;
}
