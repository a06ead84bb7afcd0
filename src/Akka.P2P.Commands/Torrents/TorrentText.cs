namespace Akka.P2P.Commands.Torrents;

using System.Collections.Immutable;
using System.Globalization;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Actors.Peers;
using Akka.P2P.Commands.Text;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using static Akka.P2P.Actors.Operating.NodeCommands;

/// <summary>Answers about torrents, for people.</summary>
internal static class TorrentText
{
    private const int MaxRuns = 50;
    private const int MaxSources = 50;

    public static IReadOnlyList<string> Of(TorrentTable table)
    {
        List<string> lines = [];
        if (table.Rows.IsEmpty)
            lines.Add("No torrents.");
        else
            lines.AddRange(Columns.Of(["ID", "STATE", ">DONE", ">SIZE", ">DOWN", ">UP", ">LEFT", ">SEEDS", ">PEERS", "NAME"], table.Rows.Select(Cells)));
        if (table.TrackerProblem is { } problem)
            lines.Add($"The trackers were not asked: {problem}");
        return lines;
    }

    public static IReadOnlyList<string> Of(TorrentView view)
    {
        var row = view.Row;
        List<(string Key, string Value)> facts = [("name", row.Name), ("id", row.Torrent.ToString()), ("state", StateOf(row))];
        if (row.Detail is { } detail)
            facts.Add(("because", detail));
        if (row.BytesTotal > 0)
            facts.Add(("done", $"{Human.Percent(row.BytesHeld, row.BytesTotal)}, {Human.Bytes(row.BytesHeld)} of {Human.Bytes(row.BytesTotal)}"));
        facts.Add(("rates", $"{Human.Rate(row.DownBytesPerSecond)} down, {Human.Rate(row.UpBytesPerSecond)} up"));
        if (row.Eta is { } eta)
            facts.Add(("left", Human.Span(eta)));
        if (view.Shape is { } shape)
            facts.Add(("shape", $"{Human.Count(shape.Files, "file", "files")}, {Human.Count(shape.Chunks, "chunk", "chunks")} of {Human.Bytes(shape.ChunkLength)}"));
        if (view.Status?.Download is { } download)
            facts.AddRange(FactsOf(download));
        if (view.Status?.Seed is { } seed)
            facts.Add(("served", $"{Human.Bytes(seed.BytesSent)} sent, {Human.Count(seed.Served, "peer", "peers")} served, {seed.Waiting} waiting"));
        if (row.Seeders is not null)
            facts.Add(("swarm", $"{row.Seeders} with all of it, {row.Leechers} with a part"));
        if (row.Path is { } path)
            facts.Add((row.BytesHeld == row.BytesTotal ? "path" : "folder", path));
        if (view.Magnet is { } magnet)
            facts.Add(("magnet", magnet));
        var width = facts.Max(f => f.Key.Length);
        return [.. facts.Where(f => f.Value.Length > 0).Select(f => f.Key.Length == 0 ? $"  {f.Value}" : $"{f.Key.PadRight(width)}  {f.Value}")];
    }

    public static IReadOnlyList<string> Of(TorrentShared shared)
    {
        List<string> lines =
        [
            $"{(shared.IsNew ? "Sharing" : "Shared already:")} {shared.Path} ({Human.Bytes(shared.Bytes)})",
            $"  id      {shared.Torrent}",
            $"  magnet  {shared.Magnet}",
        ];
        if (shared.EmptyFolders > 0)
            lines.Add($"{Human.Count(shared.EmptyFolders, "empty folder is", "empty folders are")} not shared: a torrent can't say them.");
        return lines;
    }

    public static IReadOnlyList<string> Of(FetchStarted started) =>
        [
            $"{(started.Joined ? "Under way already:" : "Fetching")} {Named(started.Name, started.Torrent.ShortText)} into {started.Folder}"
                + (started.Place > 0 ? $", when its turn comes: it is number {started.Place} of those that wait" : ""),
            $"  id  {started.Torrent}",
        ];

    public static IReadOnlyList<string> Of(TorrentPrioritized prioritized) =>
        [$"{Named(prioritized.Name, prioritized.Torrent.ShortText)} has {Word(prioritized.Priority)} priority{(prioritized.Place > 0 ? $": it is number {prioritized.Place} of those that wait" : "")}."];

    public static IReadOnlyList<string> Of(TorrentPaused paused) => [$"{Named(paused.Name, paused.Torrent.ShortText)} is paused."];

    public static IReadOnlyList<string> Of(TorrentResumed resumed) =>
        [$"{Named(resumed.Name, resumed.Torrent.ShortText)} is {(resumed.IsComplete ? "shared" : "fetched")} again."];

    public static IReadOnlyList<string> Of(TorrentCancelled cancelled) =>
        [$"{Named(cancelled.Name, cancelled.Torrent.ShortText)} is cancelled{(cancelled.DataDeleted ? ", and what was fetched is gone" : "")}."];

    public static IReadOnlyList<string> Of(TorrentRemoved removed) =>
        [$"{Named(removed.Name, removed.Torrent.ShortText)} is no longer here{(removed.Path is { } path ? $"; its files stay at {path}" : "")}."];

    public static IReadOnlyList<string> Of(TorrentRechecked rechecked)
    {
        List<string> lines = [$"{rechecked.Name}: {rechecked.Good} of {Human.Count(rechecked.Chunks, "chunk", "chunks")} are right."];
        if (rechecked.BadCount > 0)
            lines.Add($"{Human.Count(rechecked.BadCount, "chunk is", "chunks are")} wrong that were thought right: {Runs(rechecked.Bad, rechecked.BadCount)}");
        lines.AddRange(rechecked.Problems.Select(p => $"  {p}"));
        lines.Add(rechecked.Outcome switch
        {
            RecheckOutcome.Shared => "It is shared again.",
            RecheckOutcome.Fetching => "What is missing is being fetched.",
            RecheckOutcome.Paused => "It is paused, as it was.",
            _ => "It is shared no more: this node did not fetch the files, so it does not write to them. Mend them and recheck, or remove it.",
        });
        return lines;
    }

    public static string Of(PeerEvents.DownloadProgress progress)
    {
        if (progress.Phase == PeerEvents.DownloadPhase.Queued)
            return $"{Named(progress.Name, progress.Torrent.ShortText)}  {Word(progress.Phase)}  {progress.Detail}";
        var row = new TorrentRow(progress.Torrent, progress.Name, TorrentState.Fetching, progress.BytesTotal, progress.BytesHeld)
        {
            DownBytesPerSecond = progress.BytesPerSecond,
        };
        var sources = progress.Sources.Count(s => s.IsConnected && !progress.Unreachable.Any(u => u.Peer == s.Peer));
        string[] parts =
        [
            Named(progress.Name, progress.Torrent.ShortText), Word(progress.Phase), Human.Percent(progress.BytesHeld, progress.BytesTotal),
            $"{Human.Bytes(progress.BytesHeld)} of {Human.Bytes(progress.BytesTotal)}", Human.Rate(progress.BytesPerSecond),
            row.Eta is { } eta ? $"{Human.Span(eta)} left" : "", Human.Count(sources, "source", "sources"), progress.Detail ?? "",
        ];
        return string.Join("  ", parts.Where(p => p.Length > 0));
    }

    public static string Of(PeerEvents.DownloadFinished finished) =>
        $"{finished.Name}  done  {Human.Bytes(finished.Bytes)} in {Human.Span(finished.Elapsed)}, verified: {finished.Path}";

    public static string Whole(TorrentRow row) => $"{row.Name}  done  {Human.Bytes(row.BytesTotal)}, verified: {row.Path}";

    /// <summary>As it is typed and shown.</summary>
    public static string Word(TorrentState state) => state switch
    {
        TorrentState.DiskRefuses => "disk refuses",
        _ => state.ToString().ToLowerInvariant(),
    };

    public static string Word(PeerEvents.DownloadPhase phase) => phase switch
    {
        PeerEvents.DownloadPhase.Paused => Word(TorrentState.DiskRefuses),
        _ => phase.ToString().ToLowerInvariant(),
    };

    public static string Word(DownloadPriority priority) => priority.ToString().ToLowerInvariant();

    private static string StateOf(TorrentRow row) => row.State == TorrentState.Listed ? "listed by a tracker, not here" : Word(row.State);

    private static string[] Cells(TorrentRow row) =>
    [
        row.Torrent.ShortText, row.Place is { } place ? $"{Word(row.State)} #{place}" : Word(row.State), row.State == TorrentState.Listed ? "" : Human.Percent(row.BytesHeld, row.BytesTotal), Human.Bytes(row.BytesTotal),
        row.DownBytesPerSecond > 0 ? Human.Rate(row.DownBytesPerSecond) : "", row.UpBytesPerSecond > 0 ? Human.Rate(row.UpBytesPerSecond) : "",
        row.Eta is { } eta ? Human.Span(eta) : "", Number(row.Seeders), Number(row.Leechers), row.Name,
    ];

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static IEnumerable<(string Key, string Value)> FactsOf(PeerCommands.DownloadDetails download)
    {
        var missing = download.Chunks - download.ChunksHeld;
        yield return ("chunks", $"{download.ChunksHeld} here, {download.ChunksInFlight} on their way, {missing} missing");
        yield return ("missing", Runs(download.Missing, missing));
        yield return ("since", Human.Span(download.Elapsed));
        var sources = download.Progress.Sources;
        yield return ("sources", $"{sources.Count(s => s.IsConnected)} connected of {sources.Length}");
        foreach (var s in sources.Take(MaxSources))
        {
            yield return ("", string.Join("  ", ((string[])
            [
                s.Peer.ShortText, s.Address.ToString(), s.IsConnected ? "connected" : "gone", $"{Human.Bytes(s.Bytes)} given",
                s.Failures > 0 ? $"{Human.Count(s.Failures, "failure", "failures")}, the last: {s.LastFailure}" : "",
            ]).Where(p => p.Length > 0)));
        }

        if (!download.Progress.Unreachable.IsEmpty)
            yield return ("failing", Human.Count(download.Progress.Unreachable.Length, "source", "sources"));
        foreach (var u in download.Progress.Unreachable)
            yield return ("", $"{u.Address}  for {Human.Span(u.For)}: {u.Why}");
        if (!download.Banned.IsEmpty)
            yield return ("banned", Human.Count(download.Banned.Length, "source", "sources"));
        foreach (var b in download.Banned)
            yield return ("", $"{b.Peer.ShortText}  {b.Address?.ToString() ?? "elsewhere"}  {string.Join("; ", b.Evidence)}");
    }

    // A person reads some; JSON names more of them.
    private static string Runs(ImmutableArray<ChunkRun> runs, int count)
    {
        var named = runs.Take(MaxRuns).ToArray();
        return string.Join(", ", named) + (named.Sum(r => r.Count) < count ? ", …" : "");
    }

    private static string Named(string name, string shortId) => name.Length > 0 ? name : shortId;
}
