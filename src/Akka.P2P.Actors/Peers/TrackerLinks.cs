namespace Akka.P2P.Actors.Peers;

using System.Collections.Immutable;
using Akka.Actor;
using Akka.P2P.Actors.Settings;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;

/// <summary><c>/user/peer/trackers</c>: a <see cref="TrackerLink"/> for each tracker; what is said to it is said to all.</summary>
internal sealed class TrackerLinks : UntypedActor
{
    private readonly ImmutableArray<(PeerAddress Address, IActorRef Link)> _links;
    private readonly TimeSpan _timeout;

    public TrackerLinks(PeerServices services, PeerSettings settings, IActorRef downloads)
    {
        _timeout = settings.Link.Timeout;
        _links =
        [
            .. settings.Trackers.Distinct().Select((address, i) => (address,
                Context.ActorOf(TrackerLink.CreateProps(services, settings.Link, settings.Talk.Notices, address, downloads, i), $"{i}"))),
        ];
    }

    public static Props CreateProps(PeerServices services, PeerSettings settings, IActorRef downloads) =>
        Props.Create(() => new TrackerLinks(services, settings, downloads));

    protected override void OnReceive(object message)
    {
        var asker = Sender;
        switch (message)
        {
            case SwarmDuty.JoinSwarm or SwarmDuty.SwarmProgress or SwarmDuty.LeaveSwarm or SwarmDuty.WantSources:
                foreach (var (_, link) in _links)
                    link.Forward(message);
                break;
            case GetTrackers:
                Task.WhenAll(_links.Select(l => l.Link.Ask<PeerCommands.TrackerStatus>(new TrackerLink.GetLinkStatus(), _timeout)))
                    .PipeTo(asker, Self, all => new Trackers([.. all]));
                break;
            case PeerCommands.Leave:
                Task.WhenAll(_links.Select(l => Leave(l.Address, l.Link)))
                    .PipeTo(asker, Self, silent => new PeerCommands.Left([.. silent.OfType<PeerAddress>()]));
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private async Task<PeerAddress?> Leave(PeerAddress address, IActorRef link)
    {
        try
        {
            var left = await link.Ask<TrackerLink.LinkLeft>(new TrackerLink.LeaveTracker(), _timeout);
            return left.Confirmed ? null : address;
        }
        catch (AskTimeoutException)
        {
            return address;
        }
    }

    /// <summary>Answered with <see cref="Trackers"/>.</summary>
    internal sealed record GetTrackers : ILocalMessage;

    internal sealed record Trackers(ImmutableArray<PeerCommands.TrackerStatus> Links) : ILocalMessage;
}
