namespace Petabridge.Cmd.Host;

using System.Collections.Immutable;

/// <summary>The palettes that consoles are told of, in the order of registration.</summary>
internal sealed class PaletteRegistry
{
    private ImmutableList<CommandPaletteHandler> _handlers = [];

    public ImmutableList<CommandPaletteHandler> Handlers => Volatile.Read(ref _handlers);

    public ImmutableList<CommandPalette> Palettes => [.. Handlers.Select(handler => handler.Palette)];

    /// <returns>False when there is a palette of that name.</returns>
    public bool TryAdd(CommandPaletteHandler handler) => ImmutableInterlocked.Update(
        ref _handlers,
        (all, one) => all.Exists(other => other.Palette.ModuleName == one.Palette.ModuleName) ? all : all.Add(one),
        handler);

    public CommandPaletteHandler? Find(string moduleName) => Handlers.Find(handler => handler.Palette.ModuleName == moduleName);
}
