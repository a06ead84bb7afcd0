namespace Akka.P2P.Commands.Torrents;

using Petabridge.Cmd;

/// <summary>The palette <c>torrent</c>: what a node shares and fetches.</summary>
public static class TorrentCommands
{
    public static CommandDefinition List { get; } = new CommandDefinitionBuilder()
        .WithName("list").WithDescription("Lists the torrents of this node, and those that only its trackers list.")
        .WithArgument(a => a.WithName("here").WithDescription("Only those of this node; the trackers are not asked.").WithSwitch("--here").IsFlag())
        .Build();

    public static CommandDefinition Show { get; } = new CommandDefinitionBuilder()
        .WithName("show").WithDescription("Shows one torrent: state, rates, sources, what is missing, who failed and who lied.")
        .WithArgument(Id).Build();

    public static CommandDefinition Share { get; } = new CommandDefinitionBuilder()
        .WithName("share").WithDescription("Hashes a file or folder of the node's machine, and shares it from where it lies.")
        .WithArgument(a => a.WithName("path").WithDescription("A path on the node's machine").IsMandatory(true)).Build();

    public static CommandDefinition Get { get; } = new CommandDefinitionBuilder()
        .WithName("get").WithDescription("Fetches a torrent in the background.")
        .WithArgument(a => a.WithName("torrent").WithDescription("An id or the beginning of one, a magnet link, or a .torrent file of the node's machine").IsMandatory(true))
        .WithArgument(a => a.WithName("to").WithDescription("A folder of the node's machine; else the node's own").WithSwitch("--to"))
        .WithArgument(a => a.WithName("only").WithDescription("Only files whose path in the torrent fits: * within a name, ** over folders").WithSwitch("--only").AllowMultiple(true))
        .WithArgument(a => a.WithName("sequential").WithDescription("The first bytes first").WithSwitch("--sequential").IsFlag())
        .WithArgument(a => a.WithName("priority").WithDescription("Which goes first when not all may run").WithSwitch("--priority").WithDefaultValues("low", "normal", "high")).Build();

    public static CommandDefinition Priority { get; } = new CommandDefinitionBuilder()
        .WithName("priority").WithDescription("Says which download goes first when not all may run; one that runs is not stopped.").WithArgument(Id)
        .WithArgument(a => a.WithName("priority").WithDescription("low, normal or high").IsMandatory(true).WithDefaultValues("low", "normal", "high")).Build();

    public static CommandDefinition Progress { get; } = new CommandDefinitionBuilder()
        .WithName("progress").WithDescription("Follows a download to its end, or all downloads until Ctrl+C.")
        .WithArgument(a => a.WithName("id").WithDescription("The beginning of its id; all without it")).Build();

    public static CommandDefinition Pause { get; } = new CommandDefinitionBuilder()
        .WithName("pause").WithDescription("Neither fetches nor serves a torrent until it is resumed, whatever becomes of the process.").WithArgument(Id).Build();

    public static CommandDefinition Resume { get; } = new CommandDefinitionBuilder()
        .WithName("resume").WithDescription("Goes on with a torrent that is paused or has failed.").WithArgument(Id).Build();

    public static CommandDefinition Cancel { get; } = new CommandDefinitionBuilder()
        .WithName("cancel").WithDescription("Ends a download for good; what was fetched stays on the disk.").WithArgument(Id)
        .WithArgument(a => a.WithName("delete-data").WithDescription("Takes away what was fetched").WithSwitch("--delete-data").IsFlag()).Build();

    public static CommandDefinition Remove { get; } = new CommandDefinitionBuilder()
        .WithName("remove").WithDescription("Shares a torrent no longer; its files stay where they are.").WithArgument(Id).Build();

    public static CommandDefinition Recheck { get; } = new CommandDefinitionBuilder()
        .WithName("recheck").WithDescription("Hashes what lies on the disk again, and fetches again what is wrong.").WithArgument(Id).Build();

    public static CommandDefinition Limit { get; } = new CommandDefinitionBuilder()
        .WithName("limit").WithDescription("Shows how fast a torrent may be sent and received, or changes it while it runs.").WithArgument(Id)
        .WithArgument(RateCommands.Up).WithArgument(RateCommands.Down).Build();

    public static CommandPalette Palette { get; } = new(
        "torrent", [List, Show, Share, Get, Progress, Pause, Resume, Cancel, Remove, Recheck, Limit, Priority]);

    private static ArgumentDefinitionBuilder Id(ArgumentDefinitionBuilder a) =>
        a.WithName("id").WithDescription("The torrent's id, or the beginning of it").IsMandatory(true);
}
