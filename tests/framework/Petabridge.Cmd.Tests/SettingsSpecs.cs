namespace Petabridge.Cmd.Tests;

using Akka.Configuration;
using Petabridge.Cmd.Host;

public sealed class SettingsSpecs
{
    [Fact(DisplayName = "The defaults of Petabridge.Cmd stand: all interfaces, port 9110, the palettes logged")]
    public void Defaults()
    {
        var settings = PetabridgeCmdSettings.Read(PetabridgeCmdSettings.Reference.GetConfig("petabridge.cmd"));

        Assert.Equal(("0.0.0.0", 9110, true, ""), (settings.Host, settings.Port, settings.LogPalettes, settings.Token));
        Assert.DoesNotContain("hush", (settings with { Token = "hush" }).ToString(), StringComparison.Ordinal);
    }

    [Theory(DisplayName = "A value that can't be is refused by the name of its key")]
    [InlineData("port = 65536", "port is 65536")]
    [InlineData("port = -1", "port is -1")]
    [InlineData("max-clients = 0", "max-clients is 0")]
    [InlineData("max-handshakes = 0", "max-handshakes is 0")]
    [InlineData("max-commands-per-client = 0", "max-commands-per-client is 0")]
    [InlineData("max-frame-size = 10", "max-frame-size is 10")]
    [InlineData("log-history = -1", "log-history is -1")]
    public void Refused(string value, string expected)
    {
        var config = ConfigurationFactory.ParseString($"petabridge.cmd.{value}").WithFallback(PetabridgeCmdSettings.Reference).GetConfig("petabridge.cmd");

        Assert.Contains(expected, Assert.Throws<ConfigurationException>(() => PetabridgeCmdSettings.Read(config)).Message, StringComparison.Ordinal);
    }
}
