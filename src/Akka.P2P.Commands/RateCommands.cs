namespace Akka.P2P.Commands;

using System.Text.Json.Nodes;
using Akka.P2P.Commands.Text;
using Petabridge.Cmd;
using Petabridge.Cmd.Host;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <summary><c>node limit</c> and <c>torrent limit</c>: what is typed, and what is answered.</summary>
internal static class RateCommands
{
    public static ArgumentDefinitionBuilder Up(ArgumentDefinitionBuilder a) => Rate(a, "up", "sent");

    public static ArgumentDefinitionBuilder Down(ArgumentDefinitionBuilder a) => Rate(a, "down", "received");

    /// <param name="problem">What is wrong with what was typed.</param>
    public static bool TryOrder(CommandArguments args, string? torrent, out LimitRates order, out string problem)
    {
        RateOrder? up = null, down = null;
        order = new LimitRates(torrent, null, null);
        problem = TryRate(args, "up", out up) ? TryRate(args, "down", out down) ? "" : $"--down {RateText.Usage}." : $"--up {RateText.Usage}.";
        order = new LimitRates(torrent, up, down);
        return problem.Length == 0;
    }

    public static IReadOnlyList<string> Text(RateLimits limits)
    {
        List<string> lines = limits.Torrent is { } torrent ? [limits.Name.Length > 0 ? limits.Name : torrent.ShortText] : [];
        lines.Add($"up    {Of(limits, static p => p.Up)}");
        lines.Add($"down  {Of(limits, static p => p.Down)}");
        return lines;
    }

    public static string Json(RateLimits limits)
    {
        var fields = new JsonObject();
        if (limits.Torrent is { } torrent)
            (fields["id"], fields["name"]) = (torrent.ToString(), limits.Name);
        (fields["up"], fields["down"]) = (limits.Here.Up, limits.Here.Down);
        if (limits.Torrent is not null)
            (fields["allUp"], fields["allDown"]) = (limits.All.Up, limits.All.Down);
        else
            (fields["configuredUp"], fields["configuredDown"]) = (limits.Configured.Up, limits.Configured.Down);
        return Commands.Text.Json.Line(fields);
    }

    // What else holds is said where it makes a difference.
    private static string Of(RateLimits limits, Func<RatePair, long?> direction)
    {
        var here = direction(limits.Here);
        var text = RateText.Of(here);
        if (limits.Torrent is not null)
            return direction(limits.All) is { } all ? $"{text}; all torrents together {RateText.Of(all)}" : text;
        return direction(limits.Configured) == here ? text : $"{text}; configured is {RateText.Of(direction(limits.Configured))}";
    }

    private static bool TryRate(CommandArguments args, string name, out RateOrder? order)
    {
        order = null;
        return args.ArgumentValues(name).FirstOrDefault() is not { } text || RateText.TryParse(text, out order);
    }

    private static ArgumentDefinitionBuilder Rate(ArgumentDefinitionBuilder a, string name, string what) =>
        a.WithName(name).WithDescription($"Bytes a second that may be {what}; none for no limit, config for what the configuration says").WithSwitch("--" + name)
            .WithDefaultValues("1MiB", "10MiB", "100MiB", "none");
}
