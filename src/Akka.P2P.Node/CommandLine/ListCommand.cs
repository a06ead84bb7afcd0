namespace Akka.P2P.Node.CommandLine;

using System.CommandLine;
using Akka.P2P.Node.ByHand;
using Akka.P2P.Node.Hosting;

internal static class ListCommand
{
    public static Command Describe()
    {
        var tracker = CommonOptions.Tracker("The tracker to ask; may be repeated: the first that answers is taken. Default: 127.0.0.1:8888.");
        var wait = CommonOptions.Wait("Keeps trying for so long, for ever without a duration, when no tracker is there.");
        var tls = CommonOptions.Tls();
        var json = CommonOptions.Json();
        var command = new Command("list", "What a tracker has: ids, names, sizes, seeders and leechers.") { tracker, wait, tls, json };
        command.Runs(json, (parsed, reporter, cancellation) => new ListRun(parsed.GetValue(tracker) ?? [], parsed.GetValue(wait), HoconLayers.Tls(parsed.GetValue(tls)), reporter).RunAsync(cancellation));
        return command;
    }
}
