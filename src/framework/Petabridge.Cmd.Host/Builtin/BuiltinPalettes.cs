namespace Petabridge.Cmd.Host.Builtin;

using System.Net;

/// <summary>The palettes that every host has, and nobody registers.</summary>
internal static class BuiltinPalettes
{
    public static IEnumerable<CommandPaletteHandler> All(PetabridgeCmdSettings settings, Task<IPEndPoint?> bound) =>
        [new ActorCommands(), new LogCommands(settings.LogHistory), new SystemCommands(bound)];
}
