namespace Akka.P2P.Node.CommandLine;

using System.CommandLine;
using Akka.P2P.Node.ByHand;

internal static class IdCommand
{
    public static Command Describe()
    {
        var path = new Argument<string>("PATH") { Description = "A file or a folder." };
        var torrent = new Option<string?>("--torrent") { Description = "Also writes a .torrent file; an existing one is not overwritten.", HelpName = "OUT" };
        var json = CommonOptions.Json();
        var command = new Command("id", "Computes the torrent id of a file or folder, without any network.") { path, torrent, json };
        command.Runs(json, (parsed, reporter, cancellation) => new IdRun(parsed.GetValue(path)!, parsed.GetValue(torrent), reporter).RunAsync(cancellation));
        return command;
    }
}
