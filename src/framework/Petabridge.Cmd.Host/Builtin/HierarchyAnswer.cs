namespace Petabridge.Cmd.Host.Builtin;

using System.Text.Json.Nodes;
using Akka.Actor;

/// <summary>How the tree of actors is told to a console.</summary>
internal sealed record HierarchyAnswer(IActorRef Client, bool Json)
{
    /// <param name="path">The actor.</param>
    /// <param name="note">What isn't shown below it, and why; null when everything is.</param>
    public void Actor(string path, string? note)
    {
        var json = new JsonObject { ["path"] = path };
        if (note is not null)
            json["incomplete"] = note;
        Client.Tell(new CommandResponse(Json ? json.ToJsonString() : note is null ? path : $"{path} [incomplete: {note}]", final: false));
    }

    /// <summary>Ends with the sum.</summary>
    /// <param name="actors">How many were shown.</param>
    /// <param name="incomplete">Why there may be more; null when there are none.</param>
    public void End(int actors, string? incomplete)
    {
        var json = new JsonObject { ["actors"] = actors, ["complete"] = incomplete is null };
        if (incomplete is not null)
            json["incomplete"] = incomplete;
        Client.Tell(new CommandResponse(Json ? json.ToJsonString() : $"{actors} {(actors == 1 ? "actor" : "actors")}{(incomplete is null ? "" : $", incomplete: {incomplete}")}"));
    }

    public void Fail(string error) => Client.Tell(new ErroredCommandResponse(error));
}
