namespace Akka.P2P.Node.CommandLine;

using System.CommandLine;
using System.CommandLine.Parsing;
using Akka.P2P.Core.Identity;
using Akka.P2P.Node.ByHand;
using Akka.P2P.Node.Hosting;

internal static class HealthCommand
{
    public static Command Describe()
    {
        var node = new Argument<PeerAddress>("NODE")
        {
            Description = "The address that the node advertises.",
            HelpName = "HOST:PORT",
            CustomParser = Address,
        };
        var set = CommonOptions.Set();
        var tls = CommonOptions.Tls();
        var json = CommonOptions.Json();
        var command = new Command("health", "Whether the tracker or peer of a running node answers: 0 when it does, 4 when not. For health checks.") { node, set, tls, json };
        command.Runs(json, (parsed, reporter, cancellation) =>
            new HealthRun(parsed.GetValue(node)!, [.. HoconLayers.Tls(parsed.GetValue(tls)), .. parsed.GetValue(set) ?? []], reporter).RunAsync(cancellation));
        return command;
    }

    private static PeerAddress? Address(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (PeerAddress.TryParse(text, out var address))
            return address;

        result.AddError($"'{text}' is not HOST:PORT, for example 127.0.0.1:8001");
        return null;
    }
}
