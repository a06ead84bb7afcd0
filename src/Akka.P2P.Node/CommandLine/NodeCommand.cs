namespace Akka.P2P.Node.CommandLine;

using System.CommandLine;
using Akka.P2P.Node.Hosting;

internal static class NodeCommand
{
    public static Command Describe()
    {
        var config = new Option<string>("--config") { Description = "The node's HOCON file.", HelpName = "FILE.hocon", Required = true };
        var set = CommonOptions.Set();
        var bind = CommonOptions.Bind();
        var advertise = CommonOptions.Advertise();
        var json = CommonOptions.Json();
        var command = new Command("node", "A headless tracker or peer, configured by a HOCON file, until SIGTERM or Ctrl+C.") { config, set, bind, advertise, json };
        command.Runs(json, async (parsed, reporter, cancellation) =>
        {
            var layers = HoconLayers.Build(
                parsed.GetValue(config),
                [.. HoconLayers.Endpoint(parsed.GetValue(bind), parsed.GetValue(advertise)), .. parsed.GetValue(set) ?? []],
                implied: "",
                Environment.GetEnvironmentVariables());
            return await new HeadlessRun(layers, reporter).RunAsync(cancellation);
        });
        return command;
    }
}
