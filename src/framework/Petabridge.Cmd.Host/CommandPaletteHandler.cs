namespace Petabridge.Cmd.Host;

using Akka.Actor;

/// <summary>A palette together with the actor that carries out its commands.</summary>
public abstract class CommandPaletteHandler
{
    protected CommandPaletteHandler(CommandPalette palette)
    {
        ArgumentNullException.ThrowIfNull(palette);
        Palette = palette;
    }

    public CommandPalette Palette { get; }

    /// <summary>
    /// The recipe of the actor that gets the commands, usually a <see cref="CommandHandlerActor"/>. One is made for each console when it
    /// first uses the palette; state that consoles share belongs into an actor made in <see cref="OnRegister"/>.
    /// </summary>
    public abstract Props HandlerProps { get; }

    /// <summary>Called once when the palette is registered, before <see cref="HandlerProps"/> is read.</summary>
    public virtual void OnRegister(PetabridgeCmd plugin)
    {
    }
}
