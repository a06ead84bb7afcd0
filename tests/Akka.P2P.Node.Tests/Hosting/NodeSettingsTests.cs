namespace Akka.P2P.Node.Tests.Hosting;

using System.Collections;
using Akka.P2P.Node.Hosting;

public sealed class NodeSettingsTests
{
    [Fact(DisplayName = "The defaults of a node")]
    public void Defaults()
    {
        var settings = Read();

        Assert.Equal(Environment.MachineName, settings.Name);
        Assert.True(settings.IsPeer);
        Assert.False(settings.IsTracker);
        Assert.Null(settings.DataFolder);
        Assert.Equal(".", settings.DownloadFolder);
        Assert.Equal(TimeSpan.FromSeconds(2), settings.GetInterval);
        Assert.Equal(TimeSpan.Zero, settings.VitalsInterval);
    }

    [Fact(DisplayName = "All that is wrong is said at once, each with its key")]
    public void Every_error_is_named()
    {
        var failure = Assert.Throws<CommandException>(() => Read(
            "akka.p2p.node.roles=[chief]", "akka.p2p.node.get-interval=0s", "akka.p2p.node.tracker-timeout=soon"));

        Assert.Equal(ExitCode.WrongUsage, failure.Code);
        foreach (var key in new[] { "roles", "get-interval", "tracker-timeout" })
            Assert.Contains($"akka.p2p.node.{key}", failure.Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A tracker that is no peer can't share")]
    public void Trackers_carry_no_files()
    {
        var failure = Assert.Throws<CommandException>(() => Read("akka.p2p.node.roles=[tracker]", "akka.p2p.node.share=[\"x\"]"));

        Assert.Contains("peer", failure.Message, StringComparison.Ordinal);
    }

    private static NodeSettings Read(params string[] sets) => NodeSettings.From(HoconLayers.Build(null, sets, "", new Hashtable()));
}
