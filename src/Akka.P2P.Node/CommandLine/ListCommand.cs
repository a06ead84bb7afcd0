namespace Akka.P2P.Node.CommandLine;

using System.CommandLine;
using Akka.P2P.Node.ByHand;

internal static class ListCommand
{
    public static Command Describe()
    {
        var tracker = CommonOptions.Tracker("The tracker to ask; may be repeated: the first that answers is taken. Default: 127.0.0.1:8888.");
        var json = CommonOptions.Json();
        var command = new Command("list", "What a tracker has: ids, names, sizes, seeders and leechers.") { tracker, json };
        command.Runs(json, (parsed, reporter, cancellation) => new ListRun(parsed.GetValue(tracker) ?? [], reporter).RunAsync(cancellation));
        return command;
    }
}
