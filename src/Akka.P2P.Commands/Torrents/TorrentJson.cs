namespace Akka.P2P.Commands.Torrents;

using System.Text.Json.Nodes;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Commands.Text;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <summary>Answers about torrents, for programs: exact, one object each. Bytes, bytes a second, seconds; ids whole.</summary>
internal static class TorrentJson
{
    public static string Of(TorrentTable table) => Json.Line(new JsonObject
    {
        ["torrents"] = Json.Array(table.Rows, Fields),
        ["trackerProblem"] = table.TrackerProblem,
    });

    public static string Of(TorrentView view)
    {
        var fields = Fields(view.Row);
        fields["magnet"] = view.Magnet;
        fields["members"] = Json.Array(view.Members, m => m.ToString());
        if (view.Shape is { } shape)
            (fields["files"], fields["chunkLength"], fields["chunks"]) = (shape.Files, shape.ChunkLength, shape.Chunks);
        if (view.Status?.Download is { } download)
            fields["download"] = Fields(download);
        if (view.Status?.Seed is { } seed)
        {
            fields["seed"] = new JsonObject
            {
                ["served"] = seed.Served,
                ["waiting"] = seed.Waiting,
                ["sent"] = seed.BytesSent,
                ["sentTo"] = new JsonObject(seed.Sent.OrderBy(s => s.Key).Select(s => KeyValuePair.Create<string, JsonNode?>(s.Key.ToString(), s.Value))),
            };
        }

        return Json.Line(fields);
    }

    public static string Of(TorrentShared shared) => Json.Line(new JsonObject
    {
        ["id"] = shared.Torrent.ToString(),
        ["name"] = shared.Name,
        ["path"] = shared.Path,
        ["bytes"] = shared.Bytes,
        ["magnet"] = shared.Magnet,
        ["new"] = shared.IsNew,
        ["emptyFolders"] = shared.EmptyFolders,
    });

    public static string Of(FetchStarted started) => Json.Line(new JsonObject
    {
        ["id"] = started.Torrent.ToString(),
        ["name"] = started.Name,
        ["folder"] = started.Folder,
        ["joined"] = started.Joined,
        ["place"] = started.Place,
    });

    public static string Of(TorrentPrioritized prioritized)
    {
        var fields = Named(prioritized.Torrent, prioritized.Name);
        fields["priority"] = TorrentText.Word(prioritized.Priority);
        fields["place"] = prioritized.Place;
        return Json.Line(fields);
    }

    public static string Of(TorrentPaused paused) => Json.Line(Named(paused.Torrent, paused.Name));

    public static string Of(TorrentResumed resumed)
    {
        var fields = Named(resumed.Torrent, resumed.Name);
        fields["complete"] = resumed.IsComplete;
        return Json.Line(fields);
    }

    public static string Of(TorrentCancelled cancelled)
    {
        var fields = Named(cancelled.Torrent, cancelled.Name);
        fields["dataDeleted"] = cancelled.DataDeleted;
        return Json.Line(fields);
    }

    public static string Of(TorrentRemoved removed)
    {
        var fields = Named(removed.Torrent, removed.Name);
        fields["path"] = removed.Path;
        return Json.Line(fields);
    }

    public static string Of(TorrentRechecked rechecked)
    {
        var fields = Named(rechecked.Torrent, rechecked.Name);
        fields["chunks"] = rechecked.Chunks;
        fields["good"] = rechecked.Good;
        fields["badCount"] = rechecked.BadCount;
        fields["bad"] = Json.Array(rechecked.Bad, Fields);
        fields["problems"] = Json.Array(rechecked.Problems, p => p);
        fields["outcome"] = rechecked.Outcome.ToString().ToLowerInvariant();
        return Json.Line(fields);
    }

    public static string Of(PeerEvents.DownloadProgress progress)
    {
        var fields = Named(progress.Torrent, progress.Name);
        fields["event"] = "progress";
        Add(fields, progress);
        return Json.Line(fields);
    }

    public static string Of(PeerEvents.DownloadFinished finished)
    {
        var fields = Named(finished.Torrent, finished.Name);
        fields["event"] = "done";
        fields["verified"] = true;
        fields["bytes"] = finished.Bytes;
        fields["seconds"] = Json.Seconds(finished.Elapsed);
        fields["path"] = finished.Path;
        fields["sources"] = Json.Array(finished.Sources, Fields);
        return Json.Line(fields);
    }

    public static string Whole(TorrentRow row)
    {
        var fields = Named(row.Torrent, row.Name);
        fields["event"] = "done";
        fields["verified"] = true;
        fields["bytes"] = row.BytesTotal;
        fields["path"] = row.Path;
        return Json.Line(fields);
    }

    public static string Ended(TorrentId torrent, string reason) =>
        Json.Line(new JsonObject { ["id"] = torrent.ToString(), ["event"] = "ended", ["reason"] = reason });

    private static JsonObject Named(TorrentId torrent, string name) => new() { ["id"] = torrent.ToString(), ["name"] = name };

    private static JsonObject Fields(TorrentRow row)
    {
        var fields = Named(row.Torrent, row.Name);
        fields["state"] = TorrentText.Word(row.State);
        fields["bytes"] = row.BytesTotal;
        fields["held"] = row.BytesHeld;
        fields["down"] = Math.Round(row.DownBytesPerSecond);
        fields["up"] = Math.Round(row.UpBytesPerSecond);
        fields["sent"] = row.BytesSent;
        fields["etaSeconds"] = row.Eta is { } eta ? Json.Seconds(eta) : null;
        fields["seeders"] = row.Seeders;
        fields["leechers"] = row.Leechers;
        fields["path"] = row.Path;
        fields["priority"] = row.Priority is { } priority ? TorrentText.Word(priority) : null;
        fields["place"] = row.Place;
        fields["detail"] = row.Detail;
        return fields;
    }

    private static void Add(JsonObject fields, PeerEvents.DownloadProgress progress)
    {
        fields["state"] = TorrentText.Word(progress.Phase);
        fields["bytes"] = progress.BytesTotal;
        fields["held"] = progress.BytesHeld;
        fields["down"] = Math.Round(progress.BytesPerSecond);
        fields["sources"] = Json.Array(progress.Sources, Fields);
        fields["unreachable"] = Json.Array(progress.Unreachable, u => new JsonObject
        {
            ["peer"] = u.Peer?.ToString(),
            ["address"] = u.Address.ToString(),
            ["seconds"] = Json.Seconds(u.For),
            ["why"] = u.Why,
        });
        fields["place"] = progress.Place;
        fields["detail"] = progress.Detail;
    }

    private static JsonObject Fields(PeerCommands.DownloadDetails download)
    {
        var fields = new JsonObject();
        Add(fields, download.Progress);
        fields["chunksHeld"] = download.ChunksHeld;
        fields["chunksInFlight"] = download.ChunksInFlight;
        fields["missingCount"] = download.Chunks - download.ChunksHeld;
        fields["missing"] = Json.Array(download.Missing, Fields);
        fields["seconds"] = Json.Seconds(download.Elapsed);
        fields["banned"] = Json.Array(download.Banned, b => new JsonObject
        {
            ["peer"] = b.Peer.ToString(),
            ["address"] = b.Address?.ToString(),
            ["evidence"] = Json.Array(b.Evidence, e => new JsonObject
            {
                ["chunk"] = e.IsAboutChunk ? e.Chunk.Value : null,
                ["attempt"] = e.IsAboutChunk ? e.Attempt.Value : null,
                ["kind"] = e.Kind.ToString(),
                ["detail"] = e.Detail,
            }),
        });
        return fields;
    }

    private static JsonArray Fields(ChunkRun run) => [run.First, run.Last];

    private static JsonObject Fields(PeerEvents.SourceProgress source) => new()
    {
        ["peer"] = source.Peer.ToString(),
        ["address"] = source.Address.ToString(),
        ["bytes"] = source.Bytes,
        ["connected"] = source.IsConnected,
        ["failures"] = source.Failures,
        ["lastFailure"] = source.LastFailure,
    };
}
