namespace Akka.P2P.Node.CommandLine;

using System.CommandLine;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Node.Menu;

internal static class NodeCommand
{
    public static Command Describe()
    {
        var config = new Option<string>("--config") { Description = "The node's HOCON file.", HelpName = "FILE.hocon", Required = true };
        var set = CommonOptions.Set();
        var bind = CommonOptions.Bind();
        var advertise = CommonOptions.Advertise();
        var tls = CommonOptions.Tls();
        var console = new Option<bool>("--console") { Description = "Shows a menu: list, download, share, ping, talk. Needs a node that is a peer." };
        var json = CommonOptions.Json();
        var command = new Command("node", "A headless tracker or peer, configured by a HOCON file, until SIGTERM or Ctrl+C.") { config, set, bind, advertise, tls, console, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(console) && result.GetValue(json))
                result.AddError("--console is for people and --json for programs: say one of them");
        });
        command.Runs(json, async (parsed, reporter, cancellation) =>
        {
            var layers = HoconLayers.BuildLayers(
                parsed.GetValue(config),
                [.. HoconLayers.Endpoint(parsed.GetValue(bind), parsed.GetValue(advertise)), .. HoconLayers.Tls(parsed.GetValue(tls)), .. parsed.GetValue(set) ?? []],
                implied: "",
                Environment.GetEnvironmentVariables());
            return parsed.GetValue(console)
                ? await new MenuRun(layers).RunAsync(cancellation)
                : await new HeadlessRun(layers, reporter).RunAsync(cancellation);
        });
        return command;
    }
}
