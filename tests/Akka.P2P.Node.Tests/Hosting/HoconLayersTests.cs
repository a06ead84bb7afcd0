namespace Akka.P2P.Node.Tests.Hosting;

using System.Collections;
using Akka.P2P.Node.CommandLine;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Testing;

public sealed class HoconLayersTests
{
    private static readonly Hashtable Nothing = [];

    [Fact(DisplayName = "Layers, strongest first: --set, environment, file, the command's own, reference")]
    public void Stronger_layers_win()
    {
        using var folder = new TempFolder();
        var file = Write(folder, "node.hocon", "akka.p2p.node { name = file, download-dir = file, data-dir = file }");
        var environment = new Hashtable { ["AKKA__P2P__NODE__NAME"] = "environment", ["AKKA__P2P__NODE__DOWNLOAD_DIR"] = "environment" };

        var config = HoconLayers.Build(file, ["akka.p2p.node.name=set"], "akka.p2p.node { data-dir = implied, get-interval = 9s }", environment);

        Assert.Equal("set", config.GetString("akka.p2p.node.name"));
        Assert.Equal("environment", config.GetString("akka.p2p.node.download-dir"));
        Assert.Equal("file", config.GetString("akka.p2p.node.data-dir"));
        Assert.Equal(TimeSpan.FromSeconds(9), config.GetTimeSpan("akka.p2p.node.get-interval"));
        Assert.Equal(TimeSpan.FromSeconds(10), config.GetTimeSpan("akka.p2p.node.tracker-timeout"));
    }

    [Fact(DisplayName = "A later --set wins over an earlier one, lists are lists, and any other text is taken as it is")]
    public void Sets_are_values()
    {
        var config = HoconLayers.Build(
            null,
            ["akka.p2p.node.name=first", "akka.p2p.node.name=C:\\x \"y\" #z", "akka.p2p.node.share=[\"a b\", \"c\"]"],
            "",
            Nothing);

        Assert.Equal("C:\\x \"y\" #z", config.GetString("akka.p2p.node.name"));
        Assert.Equal(["a b", "c"], config.GetStringList("akka.p2p.node.share"));
    }

    [Fact(DisplayName = "An included file lies beside the one that includes it")]
    public void Includes_are_relative()
    {
        using var folder = new TempFolder();
        Write(folder, "parts/common.hocon", "akka.p2p.node.name = common");
        var file = Write(folder, "node.hocon", "include \"parts/common.hocon\"\nakka.p2p.node.download-dir = here");

        var config = HoconLayers.Build(file, [], "", Nothing);

        Assert.Equal("common", config.GetString("akka.p2p.node.name"));
        Assert.Equal("here", config.GetString("akka.p2p.node.download-dir"));
    }

    [Theory(DisplayName = "A layer that is wrong is named in one sentence")]
    [InlineData("nonsense", "KEY=VALUE")]
    [InlineData("=x", "KEY=VALUE")]
    [InlineData("akka.p2p.node.share=[1,", "--set akka.p2p.node.share")]
    public void Wrong_sets_are_named(string set, string named)
    {
        var failure = Assert.Throws<CommandException>(() => HoconLayers.Build(null, [set], "", Nothing));

        Assert.Equal(ExitCode.WrongUsage, failure.Code);
        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact(DisplayName = "--bind and --advertise are said as the keys that they stand for")]
    public void Endpoints_are_keys()
    {
        var config = HoconLayers.Build(null, [.. HoconLayers.Endpoint(new BindAddress("::1", 7), new BindAddress("me.lan", null))], "", Nothing);

        Assert.Equal("::1", config.GetString("akka.remote.dot-netty.tcp.hostname"));
        Assert.Equal(7, config.GetInt("akka.remote.dot-netty.tcp.port"));
        Assert.Equal("me.lan", config.GetString("akka.remote.dot-netty.tcp.public-hostname"));
        Assert.Equal(0, config.GetInt("akka.remote.dot-netty.tcp.public-port"));
    }

    private static string Write(TempFolder folder, string name, string text)
    {
        var path = folder[name];
        File.WriteAllText(path, text);
        return path;
    }
}
