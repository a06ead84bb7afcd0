namespace Akka.P2P.Node.ByHand;

using System.Text.Json.Nodes;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.CommandLine;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Node.Reporting;

/// <summary><c>akka-p2p list</c>: S2.26, S2.88: id, name, size, seeders and leechers of every torrent of a tracker.</summary>
internal sealed class ListRun(IReadOnlyList<PeerAddress> trackers, TimeSpan? wait, IEnumerable<string> sets, IReporter reporter)
{
    // Who only looks needs no identity, and must not want the data folder of a node that runs here with the same environment.
    private static readonly string[] NothingKept = ["akka.p2p.node.data-dir="];

    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        await using var host = await NodeHost.StartAsync(ByHandConfig.Build(ByHandConfig.OrLocal(trackers), null, null, [.. NothingKept, .. sets]));
        var torrents = await new TrackerWait(wait, host.Backoff, reporter).UntilAsync(
            async () =>
            {
                await TrackerDial.EnsureAnyListensAsync(host.Trackers, host.Settings.TrackerTimeout, cancellation);
                return await host.ListAsync("");
            },
            cancellation);
        if (torrents.IsEmpty)
            reporter.Say("No torrents are published here yet: akka-p2p share PATH --tracker HOST:PORT publishes one.");

        foreach (var torrent in torrents)
        {
            reporter.Say($"{torrent.Torrent}  {ByteSize.Format(torrent.Length),10}  {torrent.Seeders} seeding  {torrent.Leechers} fetching  {torrent.Name}");
            reporter.Emit("torrent", new JsonObject
            {
                ["id"] = torrent.Torrent.ToString(),
                ["name"] = torrent.Name,
                ["bytes"] = torrent.Length,
                ["seeders"] = torrent.Seeders,
                ["leechers"] = torrent.Leechers,
            });
        }

        reporter.Emit("done", new JsonObject { ["torrents"] = torrents.Length });
        return ExitCode.Done;
    }
}
