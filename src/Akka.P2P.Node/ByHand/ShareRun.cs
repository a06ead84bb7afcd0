namespace Akka.P2P.Node.ByHand;

using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Akka.P2P.Node.CommandLine;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Node.Reporting;
using Akka.P2P.Storage.Hashing;

/// <summary>
/// <c>akka-p2p share</c>: hashes, publishes, says how to fetch it, and seeds until it is interrupted, which is its regular end.
/// </summary>
internal sealed class ShareRun(ShareRequest request, IReporter reporter)
{
    public async Task<ExitCode> RunAsync(CancellationToken cancellation)
    {
        var hashed = await HashAsync(cancellation);
        await using var host = await NodeHost.StartAsync(ByHandConfig.Build(request.Trackers, Bind(), request.Advertise, request.Sets, isTracker: request.Trackers.Count == 0));
        var wait = new TrackerWait(request.Wait, host.Backoff, reporter);
        await wait.UntilAsync(
            async () =>
            {
                await TrackerDial.EnsureAnyListensAsync(host.Trackers, host.Settings.TrackerTimeout, cancellation);
                return true;
            },
            cancellation);
        await host.ShareAsync(hashed);
        await Publication.UntilListedAsync(host, hashed.Metainfo.Id, cancellation, reporter, wait.Left ?? Timeout.InfiniteTimeSpan);
        Describe(host, hashed);
        await SeedWatch.UntilInterruptedAsync(host, hashed.Metainfo.Id, reporter, cancellation);
        reporter.Emit("done", new JsonObject { ["id"] = hashed.Metainfo.Id.ToString() });
        return ExitCode.Done;
    }

    private async Task<HashedTorrent> HashAsync(CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        var progress = new HashView(reporter, Path.GetFileName(Path.TrimEndingDirectorySeparator(request.Path)), clock);
        var hashed = await SourceHashing.HashAsync(request.Path, progress, cancellation);
        await reporter.ProgressEndedAsync();
        SourceHashing.WarnOfEmptyFolders(hashed, reporter);
        reporter.Emit("hashed", new JsonObject
        {
            ["id"] = hashed.Metainfo.Id.ToString(),
            ["bytes"] = hashed.Metainfo.TotalLength,
            ["seconds"] = Math.Round(clock.GetElapsedTime(began).TotalSeconds, 3),
        });
        return hashed;
    }

    // Someone who shares without a tracker is one, and the port that people know is 8888; when that is taken, any other does.
    private BindAddress? Bind()
    {
        if (request.Bind?.Port is not null || request.Trackers.Count > 0)
            return request.Bind;

        var host = request.Bind?.Host ?? "0.0.0.0";
        return new BindAddress(host, IsFree(host, ByHandConfig.LocalTracker.Port) ? ByHandConfig.LocalTracker.Port : 0);
    }

    private static bool IsFree(string host, int port)
    {
        if (!IPAddress.TryParse(host, out var address))
            return false;

        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Describe(NodeHost host, HashedTorrent hashed)
    {
        var metainfo = hashed.Metainfo;
        var magnet = host.MagnetOf(metainfo);
        // Each machine has a file of its own: which, is for who runs the line to say.
        var line = $"akka-p2p get '{magnet}'{(NodeAddress.IsSecured(host.System) ? " --tls FILE.pfx" : "")}";
        reporter.Say($"Sharing {hashed.Path} ({ByteSize.Format(metainfo.TotalLength)}, {metainfo.Grid.Count} chunks) from {host.Self.Address}.");
        reporter.Say($"  id      {metainfo.Id}");
        reporter.Say($"  magnet  {magnet}");
        reporter.Say("On any other machine of this network:");
        reporter.Say($"  {line}");
        reporter.Say("Seeding until Ctrl+C.");
        var fields = SharingReport.Fields(metainfo, magnet);
        fields["get"] = line;
        fields["address"] = host.Self.Address.ToString();
        fields["trackers"] = new JsonArray([.. host.Trackers.Select(t => JsonValue.Create(t.ToString()))]);
        reporter.Emit("sharing", fields);
    }
}
