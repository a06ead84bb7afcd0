namespace Akka.P2P.Commands.Trackers;

using Akka.Actor;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Protocol;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;
using static Akka.P2P.Actors.Operating.TrackerCommands;

/// <summary>Answers <see cref="TrackerPalette"/>.</summary>
internal sealed class TrackerHandlerActor : OperatorHandlerActor
{
    private readonly ICanTell? _tracker;
    private readonly ICanTell? _peer;

    public TrackerHandlerActor(ICanTell? tracker, ICanTell? peer)
        : base(TrackerPalette.Palette)
    {
        _tracker = tracker;
        _peer = peer;
        Process(TrackerPalette.Status.Name, command => Status(command));
        Process(TrackerPalette.Peers.Name, (command, _) => Tell<RegisteredPeers>(command, new GetRegistered(), TrackerText.Of, TrackerJson.Of));
        Process(TrackerPalette.Swarm.Name, (command, args) =>
            Tell<SwarmMembers>(command, new GetSwarm(args.ArgumentValues("id").Single()), TrackerText.Of, TrackerJson.Of));
        Process(TrackerPalette.Evict.Name, (command, args) =>
            Tell<PeerEvicted>(command, new EvictPeer(args.ArgumentValues("peer").Single()), TrackerText.Of, TrackerJson.Of));
        Receive<StatusKnown>(known => known.Client.TellAll(Responses.Of(known.WantsJson
            ? [TrackerJson.Of(known.Tracker, known.Links)]
            : TrackerText.Of(known.Tracker, known.Links))));
        Receive<StatusFailed>(failed => failed.Client.Tell(new ErroredCommandResponse(failed.Reason)));
    }

    private void Tell<T>(Command command, ILocalMessage order, Func<T, IReadOnlyList<string>> text, Func<T, string> json)
    {
        if (_tracker is null)
        {
            Sender.Tell(new ErroredCommandResponse("This node is no tracker (akka.p2p.node.roles): ask the one that 'tracker status' names."));
            return;
        }

        Order<T>(_tracker, order, Usual, answer => Responses.Of(command.WantsJson ? [json(answer)] : text(answer)));
    }

    private void Status(Command command)
    {
        var (client, json) = (Sender, command.WantsJson);
        StatusAsync(_tracker, _peer).PipeTo(
            Self, Self,
            known => new StatusKnown(client, json, known.Tracker, known.Links),
            e => new StatusFailed(client, $"The node has not answered: {e.GetBaseException().Message}"));
    }

    private static async Task<(TrackerOverview? Tracker, PeerCommands.PeerStatus? Links)> StatusAsync(ICanTell? tracker, ICanTell? peer)
    {
        var overview = tracker?.Ask<TrackerOverview>(new GetOverview(), Usual);
        var links = peer?.Ask<PeerCommands.PeerStatus>(new PeerCommands.GetStatus(), Usual);
        return (overview is null ? null : await overview, links is null ? null : await links);
    }

    private sealed record StatusKnown(IActorRef Client, bool WantsJson, TrackerOverview? Tracker, PeerCommands.PeerStatus? Links) : ILocalMessage;

    private sealed record StatusFailed(IActorRef Client, string Reason) : ILocalMessage;
}
