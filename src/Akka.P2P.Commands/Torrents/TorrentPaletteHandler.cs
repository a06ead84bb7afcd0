namespace Akka.P2P.Commands.Torrents;

using Akka.Actor;
using Petabridge.Cmd.Host;

/// <summary>The palette <c>torrent</c> of one node.</summary>
/// <param name="node"><c>/user/node</c>, which knows <see cref="Actors.Operating.NodeCommands"/>.</param>
public sealed class TorrentPaletteHandler(ICanTell node) : CommandPaletteHandler(TorrentCommands.Palette)
{
    public override Props HandlerProps => Props.Create(() => new TorrentHandlerActor(node));
}
