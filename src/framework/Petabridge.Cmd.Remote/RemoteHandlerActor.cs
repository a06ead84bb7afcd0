namespace Petabridge.Cmd.Remote;

using System.Globalization;
using System.Text.Json.Nodes;
using Akka.Actor;
using Petabridge.Cmd.Host;

/// <summary>Answers <see cref="RemoteCommands"/>.</summary>
internal sealed class RemoteHandlerActor : CommandHandlerActor
{
    public RemoteHandlerActor()
        : base(RemoteCommands.Commands)
    {
        foreach (var command in new[] { RemoteCommands.Associations, RemoteCommands.Quarantines, RemoteCommands.Stats })
            Process(command.Name, asked => Look(asked, 0));
        Process(RemoteCommands.History.Name, (asked, arguments) =>
        {
            var typed = arguments.ArgumentValues("lines").First();
            if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var lines))
                Look(asked, lines);
            else
                Sender.Tell(new ErroredCommandResponse($"'{typed}' is no number of lines."));
        });
        Receive<ConnectionHistoryActor.Seen>(seen =>
        {
            var rows = Rows(seen);
            foreach (var (text, json) in rows)
                seen.Look.Client.Tell(new CommandResponse(seen.Look.Command.WantsJson ? json.ToJsonString() : text, final: false));
            seen.Look.Client.Tell(rows.Count == 0 && !seen.Look.Command.WantsJson ? new CommandResponse("None.") : CommandResponse.Empty);
        });
    }

    private void Look(Command command, int lines) =>
        Context.ActorSelection($"/user/{ConnectionHistoryActor.Name}").Tell(new ConnectionHistoryActor.Look(command, Sender, lines), Self);

    private static List<(string Text, JsonObject Json)> Rows(ConnectionHistoryActor.Seen seen)
    {
        var name = seen.Look.Command.Name;
        if (name == RemoteCommands.Associations.Name)
            return [.. seen.Connections.Select(Association)];
        if (name == RemoteCommands.Quarantines.Name)
            return [.. seen.Connections.Where(connection => connection.IsQuarantined).Select(Quarantine)];
        return name == RemoteCommands.Stats.Name ? [Sum(seen)] : [.. seen.History.TakeLast(seen.Look.Lines).Select(Event)];
    }

    private static (string Text, JsonObject Json) Association(ConnectionBook.Connection connection) => (
        $"{connection.Address} | {connection.State} | since {Time(connection.Changed)}{(connection.LastError is null ? "" : $" | last error: {connection.LastError}")}",
        new JsonObject
        {
            ["address"] = connection.Address.ToString(),
            ["inbound"] = connection.Inbound,
            ["outbound"] = connection.Outbound,
            ["quarantined"] = connection.IsQuarantined,
            ["changed"] = Time(connection.Changed),
            ["lastError"] = connection.LastError,
        });

    private static (string Text, JsonObject Json) Quarantine(ConnectionBook.Connection connection) => (
        $"{connection.Address} | {Who(connection)} | last change {Time(connection.Changed)}",
        new JsonObject
        {
            ["address"] = connection.Address.ToString(),
            ["uid"] = connection.QuarantinedUid,
            ["byUs"] = connection.QuarantinedUid is not null,
            ["byThem"] = connection.QuarantinesUs,
            ["changed"] = Time(connection.Changed),
        });

    private static string Who(ConnectionBook.Connection connection) => (connection.QuarantinedUid, connection.QuarantinesUs) switch
    {
        ({ } uid, true) => $"quarantined by us (uid {uid}), and has quarantined us",
        ({ } uid, false) => $"quarantined by us (uid {uid})",
        _ => "has quarantined us",
    };

    private static (string Text, JsonObject Json) Sum(ConnectionHistoryActor.Seen seen)
    {
        var open = seen.Connections.Count(connection => connection.IsOpen);
        return (
            $"open {open} | opened {seen.Opened} | lost {seen.Lost} | failed {seen.Failed} | quarantined {seen.Quarantined}",
            new JsonObject { ["open"] = open, ["opened"] = seen.Opened, ["lost"] = seen.Lost, ["failed"] = seen.Failed, ["quarantined"] = seen.Quarantined });
    }

    private static (string Text, JsonObject Json) Event(ConnectionBook.Happening happening) => (
        happening.Address is null ? $"{Time(happening.Time)} | {happening.What}" : $"{Time(happening.Time)} | {happening.Address} | {happening.What}",
        new JsonObject { ["time"] = Time(happening.Time), ["address"] = happening.Address?.ToString(), ["what"] = happening.What });

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
