namespace Akka.Tree.Tests.Configuration;

using System.Globalization;
using Akka.Configuration;

public sealed class ConfigSpecs
{
    [Theory(DisplayName = "Times are read with their unit; a bare number counts milliseconds")]
    [InlineData("10s", 10_000d)]
    [InlineData("10 seconds", 10_000d)]
    [InlineData("1.5 s", 1_500d)]
    [InlineData("\"200 ms\"", 200d)]
    [InlineData("250", 250d)]
    [InlineData("2m", 120_000d)]
    [InlineData("1 hour", 3_600_000d)]
    [InlineData("2d", 172_800_000d)]
    [InlineData("500us", 0.5)]
    [InlineData("1000 nanos", 0.001)]
    [InlineData("infinite", -1d)]
    public void Times(string text, double milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), ConfigurationFactory.ParseString($"t = {text}").GetTimeSpan("t"));

    [Theory(DisplayName = "Sizes are read with their unit: powers of ten with kB, of two with KiB and K")]
    [InlineData("512", 512L)]
    [InlineData("128000b", 128_000L)]
    [InlineData("10 bytes", 10L)]
    [InlineData("128kB", 128_000L)]
    [InlineData("64KiB", 65_536L)]
    [InlineData("64k", 65_536L)]
    [InlineData("1 MiB", 1_048_576L)]
    [InlineData("1MB", 1_000_000L)]
    [InlineData("1.5 GiB", 1_610_612_736L)]
    [InlineData("2TB", 2_000_000_000_000L)]
    [InlineData("9007199254740993", 9_007_199_254_740_993L)]
    public void Sizes(string text, long bytes) => Assert.Equal(bytes, ConfigurationFactory.ParseString($"s = {text}").GetByteSize("s"));

    [Fact(DisplayName = "Numbers and booleans are read without regard to the culture")]
    public void Scalars()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator = ",";
            var config = ConfigurationFactory.ParseString("i = -7, l = 9000000000, d = 1.25, e = 1e3, t = on, f = no, b = [1, 255], y = [on, off]");

            Assert.Equal(-7, config.GetInt("i"));
            Assert.Equal(9_000_000_000, config.GetLong("l"));
            Assert.Equal(1.25, config.GetDouble("d"));
            Assert.Equal(1.25f, config.GetFloat("d"));
            Assert.Equal(1.25m, config.GetDecimal("d"));
            Assert.Equal(1000d, config.GetDouble("e"));
            Assert.True(config.GetBoolean("t"));
            Assert.False(config.GetBoolean("f", true));
            Assert.Equal(new byte[] { 1, 255 }, config.GetByteList("b"));
            Assert.Equal([true, false], config.GetBooleanList("y"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact(DisplayName = "An absent setting gives the default")]
    public void Defaults()
    {
        var config = ConfigurationFactory.ParseString("a { b = 1 }");

        Assert.Null(config.GetString("x"));
        Assert.Equal("d", config.GetString("a.x", "d"));
        Assert.Equal(3, config.GetInt("a.b.c", 3));
        Assert.True(config.GetBoolean("x", true));
        Assert.Equal(TimeSpan.FromSeconds(2), config.GetTimeSpan("x", TimeSpan.FromSeconds(2)));
        Assert.Equal(TimeSpan.Zero, config.GetTimeSpan("x"));
        Assert.Null(config.GetByteSize("x"));
        Assert.Null(config.GetConfig("x"));
        Assert.Null(config.GetValue("x"));
        Assert.Empty(config.GetStringList("x"));
        Assert.Equal(["d"], config.GetStringList("x", ["d"]));
        Assert.True(ConfigurationFactory.Empty.IsEmpty);
        Assert.True(ConfigurationFactory.ParseString(" # nothing").IsEmpty);
        Assert.False(config.IsEmpty);
        Assert.True(((Config)null!).IsNullOrEmpty());
    }

    [Theory(DisplayName = "A setting that can't be read names its path")]
    [InlineData("abc")]
    [InlineData("99999999999")]
    [InlineData("[1]")]
    [InlineData("{ x = 1 }")]
    [InlineData("null")]
    [InlineData("1.5")]
    [InlineData("-5 s")]
    public void Wrong(string text)
    {
        var config = ConfigurationFactory.ParseString($"some.key = {text}");

        Assert.Contains("some.key", Assert.Throws<ConfigurationException>(() => config.GetInt("some.key")).Message, StringComparison.Ordinal);
        Assert.Contains("some.key", Assert.Throws<ConfigurationException>(() => config.GetBoolean("some.key")).Message, StringComparison.Ordinal);
        Assert.Contains("some.key", Assert.Throws<ConfigurationException>(() => config.GetTimeSpan("some.key", allowInfinite: false) is { Ticks: > 0 }
            ? throw new ConfigurationException("some.key is a time, as it should be") : 0).Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "A time or a size out of range is refused")]
    public void Out_of_range()
    {
        var config = ConfigurationFactory.ParseString("t = 99999999999d, s = 99999EB, i = infinite, n = -1");

        Assert.Throws<ConfigurationException>(() => config.GetTimeSpan("t"));
        Assert.Throws<ConfigurationException>(() => config.GetByteSize("s"));
        Assert.Throws<ConfigurationException>(() => config.GetTimeSpan("i", null, allowInfinite: false));
        Assert.Throws<ConfigurationException>(() => config.GetTimeSpan("n"));
    }

    [Fact(DisplayName = "What is set wins over the fallback, key by key, in lookups, sections, enumerations and print")]
    public void Fallback()
    {
        var config = ConfigurationFactory.ParseString("a { b = 1, l = [1] }")
            .WithFallback(ConfigurationFactory.ParseString("a { b = 2, c = 2, l = [2, 3] }"))
            .WithFallback("a { c = 3, d = 3 }, e = 3");

        Check(config);
        Check(ConfigurationFactory.ParseString(config.ToString(true)));
        Assert.Equal(ConfigurationFactory.ParseString("a { b = 1, l = [1] }").ToString(), config.ToString());

        static void Check(Config config)
        {
            Assert.Equal([1, 2, 3, 3], new[] { config.GetInt("a.b"), config.GetInt("a.c"), config.GetInt("a.d"), config.GetInt("e") });
            Assert.Equal([1], config.GetIntList("a.l"));
            var section = config.GetConfig("a");
            Assert.Equal([1, 2, 3], new[] { section.GetInt("b"), section.GetInt("c"), section.GetInt("d") });
            Assert.Equal(["b", "c", "d", "l"], section.AsEnumerable().Select(pair => pair.Key).Order());
            Assert.Equal(["a", "e"], config.Root.GetObject().Items.Keys.Order());
        }
    }

    [Fact(DisplayName = "A section can't be its own fallback, and empty ones fall away")]
    public void Fallback_edges()
    {
        Config config = "a = 1";

        Assert.Throws<ArgumentException>(() => config.WithFallback(config));
        Assert.Same(config, config.WithFallback(Config.Empty));
        Assert.Same(config, Config.Empty.WithFallback(config));
        Assert.Same(config, config.SafeWithFallback(config));
        Assert.Same(config, ((Config)null!).SafeWithFallback(config));
        Assert.Equal(1, (config + "a = 2, b = 3").GetInt("a"));
        Assert.Equal(2, ("a = 2" + config).GetInt("a"));
    }

    [Fact(DisplayName = "A value becomes a section, at a key or at the root")]
    public void Sections()
    {
        var value = ConfigurationFactory.ParseString("a { b = 1 }").GetValue("a");

        Assert.Equal(1, value.AtKey("x").GetInt("x.b"));
        Assert.Equal(1, value.ToConfig().GetInt("b"));
    }

    [Fact(DisplayName = "An object's properties become settings")]
    public void From_object()
    {
        var config = ConfigurationFactory.FromObject(new { a = new { b = 1, c = "x \"y\"\n" }, l = new[] { 1, 2 }, n = (string)null! });

        Assert.Equal(1, config.GetInt("a.b"));
        Assert.Equal("x \"y\"\n", config.GetString("a.c"));
        Assert.Equal([1, 2], config.GetIntList("l"));
        Assert.Null(config.GetString("n"));
    }

    [Fact(DisplayName = "A missing resource names itself and the assembly")]
    public void Resource()
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFactory.FromResource<ConfigSpecs>("none.conf"));

        Assert.Contains("none.conf", error.Message, StringComparison.Ordinal);
        Assert.Contains("Akka.Tree.Tests", error.Message, StringComparison.Ordinal);
        Assert.True(ConfigurationFactory.Default().HasPath("akka"));
    }
}
