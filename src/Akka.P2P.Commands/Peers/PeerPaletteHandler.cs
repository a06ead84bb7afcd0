namespace Akka.P2P.Commands.Peers;

using Akka.Actor;
using Petabridge.Cmd.Host;

/// <summary>The palette <c>peer</c> of one node.</summary>
/// <param name="peer"><c>/user/peer</c>, which knows <see cref="Actors.Talking.TalkCommands"/>.</param>
public sealed class PeerPaletteHandler(ICanTell peer) : CommandPaletteHandler(PeerPalette.Palette)
{
    public override Props HandlerProps => Props.Create(() => new PeerHandlerActor(peer));
}
