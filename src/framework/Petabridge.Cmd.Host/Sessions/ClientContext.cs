namespace Petabridge.Cmd.Host.Sessions;

/// <summary>What every connection of a host shares.</summary>
internal sealed record ClientContext(PaletteRegistry Registry, PetabridgeCmdSettings Settings, string Identity);
