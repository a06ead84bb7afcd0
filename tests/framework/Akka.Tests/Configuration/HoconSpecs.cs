namespace Akka.Tests.Configuration;

using Akka.Configuration;

/// <summary>What every file of ours relies on. Corners that only the tree defines are in its own suite.</summary>
public sealed class HoconSpecs
{
    [Theory(DisplayName = "Every common way to write a key and a value gives the same text")]
    [InlineData("a.b = c d")]
    [InlineData("a { b = c d }")]
    [InlineData("a.b : \"c d\"")]
    [InlineData("{ \"a\" : { \"b\" : \"c d\" } }")]
    [InlineData("a.b = c d # comment")]
    [InlineData("a {\n  b = c d\n}\n")]
    [InlineData("a.b = x\na.b = c d")]
    [InlineData("x { b = c d }\na = ${x}")]
    public void Ways_to_write(string hocon) => Assert.Equal("c d", ConfigurationFactory.ParseString(hocon).GetString("a.b"));

    [Theory(DisplayName = "Times are read with their unit")]
    [InlineData("10s", 10_000d)]
    [InlineData("300 ms", 300d)]
    [InlineData("2m", 120_000d)]
    [InlineData("1h", 3_600_000d)]
    public void Times(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), ConfigurationFactory.ParseString($"t = {text}").GetTimeSpan("t"));

    [Theory(DisplayName = "Sizes are read with their unit: powers of ten with kB, of two with KiB")]
    [InlineData("128000b", 128_000L)]
    [InlineData("128kB", 128_000L)]
    [InlineData("64KiB", 65_536L)]
    [InlineData("16 MiB", 16_777_216L)]
    public void Sizes(string text, long bytes) => Assert.Equal(bytes, ConfigurationFactory.ParseString($"s = {text}").GetByteSize("s"));

    [Fact(DisplayName = "Numbers, switches and lists are read, and an absent one gives the default")]
    public void Values()
    {
        var config = ConfigurationFactory.ParseString("i = -7\nd = 1.25\nt = on\nf = false\nl = [\"x\", y]\ne = []");

        Assert.Equal((-7, 1.25, true, false), (config.GetInt("i"), config.GetDouble("d"), config.GetBoolean("t"), config.GetBoolean("f", true)));
        Assert.Equal(["x", "y"], config.GetStringList("l"));
        Assert.Empty(config.GetStringList("e"));
        Assert.Equal((3, "d", true), (config.GetInt("no.such", 3), config.GetString("no", "d"), config.GetBoolean("no", true)));
        Assert.False(config.HasPath("no.such"));
        Assert.True(config.HasPath("e"));
    }

    [Fact(DisplayName = "What is set wins over the fallback, key by key, also within a section")]
    public void Fallback()
    {
        var config = ConfigurationFactory.ParseString("a { b = 1 }")
            .WithFallback(ConfigurationFactory.ParseString("a { b = 2, c = 2 }"))
            .WithFallback(ConfigurationFactory.ParseString("a { c = 3, d = 3 }"));

        Assert.Equal([1, 2, 3], new[] { config.GetInt("a.b"), config.GetInt("a.c"), config.GetInt("a.d") });
        var section = config.GetConfig("a");
        Assert.Equal([1, 2, 3], new[] { section.GetInt("b"), section.GetInt("c"), section.GetInt("d") });
        Assert.Equal(1, ConfigurationFactory.ParseString("").WithFallback(config).GetInt("a.b"));
        Assert.Equal(1, config.WithFallback(Config.Empty).GetInt("a.b"));
    }
}
