namespace Akka.P2P.Node.Hosting;

using System.Net;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Core.Identity;
using Akka.Serialization.Hyperion;

/// <summary>
/// One actor system of a node, with its actors. To the transport every one is another incarnation of the node's address; a node that was
/// quarantined leaves one and starts the next.
/// </summary>
internal sealed class NodeIncarnation : IDisposable
{
    private readonly CancellationTokenSource _left = new();

    private NodeIncarnation(ActorSystem system, PeerAddress address) => (System, Address) = (system, address);

    public ActorSystem System { get; }

    /// <summary>What it advertises.</summary>
    public PeerAddress Address { get; }

    /// <summary>Null for a node that is only a tracker.</summary>
    public IActorRef? Peer { get; set; }

    /// <summary>Null for a node that is only a tracker.</summary>
    public IActorRef? Events { get; set; }

    /// <summary>Where consoles come in, once that is known; null when none does, or the address can't be had.</summary>
    public Task<IPEndPoint?> Consoles { get; set; } = Task.FromResult<IPEndPoint?>(null);

    /// <summary>Cancelled when it is being left: questions to it will not be answered any more.</summary>
    public CancellationToken Left => _left.Token;

    /// <exception cref="CommandException">It can't start; the sentence says why.</exception>
    public static NodeIncarnation Start(Config config)
    {
        var system = StartSystem(config);
        var address = ((ExtendedActorSystem)system).Provider.DefaultAddress;
        return new NodeIncarnation(system, new PeerAddress((address.Host ?? "").Trim('[', ']'), address.Port ?? 0));
    }

    /// <summary>An actor system as nodes have it, without any actor.</summary>
    /// <exception cref="CommandException">It can't start; the sentence says why.</exception>
    public static ActorSystem StartSystem(Config config)
    {
        var setup = ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(config),
            HyperionSerializerSetup.Empty.WithTypeFilter(new WireTypeFilter()));
        try
        {
            // Looked at first: an actor system that can't listen logs that as an error, with its stack, before it tells us.
            PortProbe.EnsureFree(config);
            return ActorSystem.Create(NodeHost.SystemName, setup);
        }
        catch (Exception e) when (StartFailure.Explain(e, config) is { } sentence)
        {
            throw new CommandException(ExitCode.Failed, sentence, e);
        }
    }

    /// <summary>
    /// Ends everything, without a word to the trackers. What the peer told before is passed on; after this it tells nothing more, its
    /// stores are closed and its port is free, or about to be.
    /// </summary>
    public async Task LeaveAsync(TimeSpan limit)
    {
        await _left.CancelAsync();
        try
        {
            if (Peer is not null)
                await Peer.Ask<PeerCommands.Suspended>(new PeerCommands.Suspend(), limit);
            if (Events is not null)
                await Events.Ask<EventPump.Closed>(new EventPump.Close(), limit);
        }
        catch (AskTimeoutException)
        {
            // It is left all the same; what it still has open goes with it.
        }

        await System.Terminate();
    }

    public void Dispose() => _left.Dispose();
}
