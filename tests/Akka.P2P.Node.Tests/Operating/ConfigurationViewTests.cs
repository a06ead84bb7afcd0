namespace Akka.P2P.Node.Tests.Operating;

using System.Collections;
using Akka.P2P.Actors.Operating;
using Akka.P2P.Node.Hosting;
using Akka.P2P.Node.Operating;
using Akka.P2P.Testing;

public sealed class ConfigurationViewTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact(DisplayName = "Each key has its value in force and the layer that says so, strongest first")]
    public void Origins()
    {
        var file = _folder["node.hocon"];
        File.WriteAllText(file, "akka.p2p.node { name = file, download-dir = file }\nakka.p2p.peer.trackers = [\"a:1\", \"b:2\"]");
        var layers = HoconLayers.BuildLayers(
            file, ["akka.p2p.node.name=set"], "akka.p2p.node.get-interval = 9s", new Hashtable { ["AKKA__LOGLEVEL"] = "DEBUG" });
        layers = layers.Under("found out", Akka.Configuration.ConfigurationFactory.ParseString("akka.remote.dot-netty.tcp.port = 7"));

        Assert.Equal(("set", "command line"), Entry("akka.p2p.node.name"));
        Assert.Equal(("DEBUG", "environment"), Entry("akka.loglevel"));
        Assert.Equal(("file", file), Entry("akka.p2p.node.download-dir"));
        Assert.Equal(("[a:1, b:2]", file), Entry("akka.p2p.peer.trackers"));
        Assert.Equal(("9s", "command"), Entry("akka.p2p.node.get-interval"));
        Assert.Equal(("10s", "default"), Entry("akka.p2p.node.tracker-timeout"));
        Assert.Equal(("7", "found out"), Entry("akka.remote.dot-netty.tcp.port"));

        (string, string) Entry(string key) =>
            ConfigurationView.Of(layers.Merged, layers, key, everything: false).Where(e => e.Key == key).Select(e => (e.Value, e.Origin)).Single();
    }

    [Fact(DisplayName = "What only Akka says is told on demand, as Akka's own")]
    public void Akkas_own()
    {
        var layers = HoconLayers.BuildLayers(null, [], "", new Hashtable());
        var inForce = layers.Merged.WithFallback(Akka.Configuration.ConfigurationFactory.ParseString("akka.nobody.says = this"));

        Assert.Empty(ConfigurationView.Of(inForce, layers, "akka.nobody", everything: false));
        var entry = Assert.Single(ConfigurationView.Of(inForce, layers, "akka.nobody", everything: true));
        Assert.Equal(new NodeCommands.ConfigurationEntry("akka.nobody.says", "this", ConfigurationView.AkkasOwn, IsSecret: false), entry);
    }

    [Theory(DisplayName = "A secret is never told, only that there is one")]
    [InlineData("akka.p2p.pbm.token", true)]
    [InlineData("petabridge.cmd.token", true)]
    [InlineData("akka.remote.dot-netty.tcp.ssl.certificate.password", true)]
    [InlineData("akka.remote.secure-cookie-secret", true)]
    [InlineData("akka.p2p.node.name", false)]
    [InlineData("akka.p2p.node.tracker-timeout", false)]
    public void Secrets(string key, bool isSecret)
    {
        var layers = HoconLayers.BuildLayers(null, [$"{key}=hunter2"], "", new Hashtable());

        var entry = Assert.Single(ConfigurationView.Of(layers.Merged, layers, key, everything: false), e => e.Key == key);

        Assert.Equal((isSecret, isSecret ? ConfigurationView.Masked : "hunter2"), (entry.IsSecret, entry.Value));
    }

    [Fact(DisplayName = "A secret that is not set is told as empty")]
    public void No_secret()
    {
        var layers = HoconLayers.BuildLayers(null, ["akka.p2p.pbm.token="], "", new Hashtable());

        Assert.Equal("", Assert.Single(ConfigurationView.Of(layers.Merged, layers, "akka.p2p.pbm.token", everything: false)).Value);
    }
}
