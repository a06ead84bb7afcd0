namespace Akka.P2P.Node.CommandLine;

using System.CommandLine;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Node.ByHand;
using Akka.P2P.Node.Hosting;

internal static class GetCommand
{
    public static Command Describe()
    {
        var what = new Argument<string>("WHAT") { Description = "A torrent id or a unique prefix of it, a magnet link, or a .torrent file.", HelpName = "ID|MAGNET|FILE.torrent" };
        var to = new Option<string>("--to") { Description = "The folder to put it in.", HelpName = "DIR", DefaultValueFactory = _ => "." };
        var tracker = CommonOptions.Tracker("A tracker that knows it; may be repeated. Default: those of the magnet link or .torrent, else 127.0.0.1:8888.");
        var only = CommonOptions.Only();
        var sequential = new Option<bool>("--sequential") { Description = "Fetches the first bytes first, for whoever reads while it comes; a swarm is faster without." };
        var seed = new Option<bool>("--seed") { Description = "Goes on seeding afterwards, until Ctrl+C." };
        var bind = CommonOptions.Bind();
        var advertise = CommonOptions.Advertise();
        var wait = CommonOptions.Wait("Keeps trying for so long, for ever without a duration, when no tracker or peer is there or nobody publishes it yet.");
        var set = CommonOptions.Set();
        var tls = CommonOptions.Tls();
        var json = CommonOptions.Json();
        var command = new Command("get", "Downloads a torrent from every peer that has parts of it; ends with 0 only when everything is verified.")
        {
            what, to, only, sequential, tracker, seed, bind, advertise, wait, set, tls, json,
        };
        command.Runs(json, (parsed, reporter, cancellation) => new GetRun(
            new GetRequest(
                parsed.GetValue(what)!, parsed.GetValue(to)!, parsed.GetValue(tracker) ?? [], parsed.GetValue(seed),
                parsed.GetValue(bind), parsed.GetValue(advertise), parsed.GetValue(wait), [.. HoconLayers.Tls(parsed.GetValue(tls)), .. parsed.GetValue(set) ?? []],
                new DownloadOptions { Only = [.. parsed.GetValue(only) ?? []], IsSequential = parsed.GetValue(sequential) }),
            reporter).RunAsync(cancellation));
        return command;
    }
}
