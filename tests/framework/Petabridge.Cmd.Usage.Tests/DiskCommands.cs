namespace Petabridge.Cmd.Usage.Tests;

using Petabridge.Cmd;

/// <summary>Definitions in every form that is in use.</summary>
public static class DiskCommands
{
    private static readonly string[] Units = ["kB", "MB", "GB"];

    public static readonly CommandDefinition Usage = new CommandDefinitionBuilder()
        .WithName("usage").WithDescription("Shows used bytes per volume.")
        .WithArgument(a => a.WithName("volume").WithDescription("Volume to show").WithSwitch("-v").WithSwitch("-V").WithSwitch("--volume")
            .IsMandatory(false).AllowMultiple(true).WithDefaultValues("C", "D"))
        .WithArgument(b => b.IsMandatory(false).WithSwitch("-u").WithName("unit").WithDescription("Unit of the figures").WithDefaultValue("kB").WithDefaultValues(Units))
        .Build();

    public static readonly CommandDefinition Watch = new CommandDefinitionBuilder()
        .WithDescription("Follows a volume.").WithName("watch")
        .WithArgument(arg => arg.WithName("volume").WithSwitch("-v").IsMandatory(true).WithDescription("Volume to follow"))
        .Build();

    public static readonly CommandDefinition Purge = new CommandDefinitionBuilder().WithName("purge").WithDescription("Empties the bin.").Build();

    public static readonly CommandDefinition ListVolumes = new CommandDefinitionBuilder().WithName("ListVolumes").WithDescription("Names the volumes.").Build();

    public static readonly CommandPalette Palette = new CommandPalette("disk", new[] { Usage, Watch, Purge, ListVolumes });
}
