namespace Akka.P2P.Node.CommandLine;

using System.CommandLine;
using Akka.P2P.Node.ByHand;

internal static class VerifyCommand
{
    public static Command Describe()
    {
        var path = new Argument<string>("PATH") { Description = "The file or folder to check." };
        var torrent = new Option<string>("--torrent") { Description = "The .torrent file that says what it should be.", HelpName = "FILE", Required = true };
        var json = CommonOptions.Json();
        var command = new Command("verify", "Checks content against a .torrent file; ends with 5 and names what differs.") { path, torrent, json };
        command.Runs(json, (parsed, reporter, cancellation) => new VerifyRun(parsed.GetValue(path)!, parsed.GetValue(torrent)!, reporter).RunAsync(cancellation));
        return command;
    }
}
