namespace Petabridge.Cmd.Host.Sessions;

using Akka.Actor;
using Petabridge.Cmd.Common.Wire;

/// <summary>The parent of consoles inside the process: <c>/user/pbm-local-clients/local-N</c>.</summary>
internal sealed class LocalClientsActor : ReceiveActor
{
    private int _made;

    public LocalClientsActor(ClientContext context) => Receive<Make>(_ =>
    {
        var name = $"local-{++_made}";
        var (console, host) = MemoryFrameChannel.Pair(name, context.Identity);
        Context.ActorOf(Props.Create(() => new ClientActor(context, host, name)), name);
        Sender.Tell(new Made(console));
    });

    // A console whose actor failed is disconnected.
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    internal sealed class Make : INoSerializationVerificationNeeded
    {
        public static Make Instance { get; } = new();
    }

    internal sealed record Made(IFrameChannel Console) : INoSerializationVerificationNeeded;
}
