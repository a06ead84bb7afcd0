namespace Akka.P2P.Node.CommandLine;

using System.CommandLine;
using Akka.P2P.Node.ByHand;
using Akka.P2P.Node.Hosting;

internal static class ShareCommand
{
    public static Command Describe()
    {
        var path = new Argument<string>("PATH") { Description = "A file or a folder." };
        var tracker = CommonOptions.Tracker("A tracker to publish at; may be repeated. Default: this process is one, on port 8888 or a free one.");
        var bind = CommonOptions.Bind();
        var advertise = CommonOptions.Advertise();
        var wait = CommonOptions.Wait("Keeps trying for so long, for ever without a duration, when no tracker is there.");
        var set = CommonOptions.Set();
        var tls = CommonOptions.Tls();
        var json = CommonOptions.Json();
        var command = new Command("share", "Publishes a file or folder, prints the line that fetches it elsewhere, and seeds until Ctrl+C.")
        {
            path, tracker, bind, advertise, wait, set, tls, json,
        };
        command.Runs(json, (parsed, reporter, cancellation) => new ShareRun(
            new ShareRequest(
                parsed.GetValue(path)!, parsed.GetValue(tracker) ?? [], parsed.GetValue(bind), parsed.GetValue(advertise), parsed.GetValue(wait), [.. HoconLayers.Tls(parsed.GetValue(tls)), .. parsed.GetValue(set) ?? []]),
            reporter).RunAsync(cancellation));
        return command;
    }
}
