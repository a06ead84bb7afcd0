namespace Akka.P2P.Commands.Trackers;

using Akka.Actor;
using Petabridge.Cmd.Host;

/// <summary>The palette <c>tracker</c> of one node.</summary>
/// <param name="tracker"><c>/user/tracker</c>, which knows <see cref="Actors.Operating.TrackerCommands"/>; null when this node is none.</param>
/// <param name="peer"><c>/user/peer</c>; null when this node is none.</param>
public sealed class TrackerPaletteHandler(ICanTell? tracker, ICanTell? peer) : CommandPaletteHandler(TrackerPalette.Palette)
{
    public override Props HandlerProps => Props.Create(() => new TrackerHandlerActor(tracker, peer));
}
