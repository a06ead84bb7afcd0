namespace Akka.P2P.Commands.Nodes;

using Akka.Actor;
using Petabridge.Cmd.Host;

/// <summary>The palette <c>node</c> of one node.</summary>
/// <param name="node"><c>/user/node</c>, which knows <see cref="Actors.Operating.NodeCommands"/>.</param>
public sealed class NodePaletteHandler(ICanTell node) : CommandPaletteHandler(NodePalette.Palette)
{
    public override Props HandlerProps => Props.Create(() => new NodeHandlerActor(node));
}
