namespace Akka.P2P.Pbm.Tests;

using Petabridge.Cmd;

/// <summary>Palettes that only these tests know: one of each kind of argument.</summary>
internal static class SamplePalettes
{
    public static CommandDefinition Usage { get; } = new CommandDefinitionBuilder()
        .WithName("usage").WithDescription("Shows used bytes per volume.")
        .WithArgument(a => a.WithName("volume").WithDescription("Volume to show").WithSwitch("-v").WithSwitch("--volume").AllowMultiple(true).WithDefaultValues("C", "D", "two words"))
        .WithArgument(a => a.WithName("unit").WithDescription("Unit of sizes").WithSwitch("--unit").WithDefaultValue("MiB").WithDefaultValues("GiB"))
        .WithArgument(a => a.WithName("all").WithDescription("Hidden ones, too").WithSwitch("--all").IsFlag())
        .Build();

    public static CommandDefinition Purge { get; } = new CommandDefinitionBuilder()
        .WithName("purge").WithDescription("Empties a volume.")
        .WithArgument(a => a.WithName("volume").WithDescription("What to empty").WithSwitch("-v").WithSwitch("--volume").IsMandatory(true))
        .Build();

    public static CommandDefinition Copy { get; } = new CommandDefinitionBuilder()
        .WithName("copy").WithDescription("Copies a file.")
        .WithArgument(a => a.WithName("source").WithDescription("From where").IsMandatory(true))
        .WithArgument(a => a.WithName("target").WithDescription("To where").WithDefaultValues("D:\\", "E:\\"))
        .Build();

    public static CommandDefinition Watch { get; } = new CommandDefinitionBuilder()
        .WithName("watch").WithDescription("A line for each change, until Ctrl+C.").Build();

    public static CommandDefinition Say { get; } = new CommandDefinitionBuilder()
        .WithName("say").WithDescription("Says words back, each on a line.")
        .WithArgument(a => a.WithName("words").IsMandatory(true).AllowMultiple(true))
        .WithArgument(a => a.WithName("error").WithDescription("Fails behind them").WithSwitch("--error").IsFlag())
        .Build();

    public static CommandDefinition Hostile { get; } = new CommandDefinitionBuilder()
        .WithName("hostile").WithDescription("\e]0;owned\aRings and \u202eturns.").Build();

    public static CommandDefinition Big { get; } = new CommandDefinitionBuilder()
        .WithName("big").WithDescription("Many lines, at once.")
        .WithArgument(a => a.WithName("lines").WithDescription("How many").WithSwitch("-n").WithDefaultValue("1000"))
        .Build();

    public static CommandDefinition Count { get; } = new CommandDefinitionBuilder()
        .WithName("count").WithDescription("How many watches were begun, and how many ended by Ctrl+C.").Build();

    public static CommandPalette Disk { get; } = new("disk", [Usage, Purge, Copy, Watch]);

    public static CommandPalette Echo { get; } = new("echo", [Say, Hostile, Big, Count]);

    public static IReadOnlyList<CommandPalette> All { get; } = [Disk, Echo, new("disk-repair", [Count])];
}
