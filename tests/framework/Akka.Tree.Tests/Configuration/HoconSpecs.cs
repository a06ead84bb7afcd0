namespace Akka.Tree.Tests.Configuration;

using Akka.Configuration;
using Akka.Configuration.Hocon;

public sealed class HoconSpecs
{
    [Theory(DisplayName = "Every way to write a key and a value gives the same text")]
    [InlineData("a.b = c d")]
    [InlineData("a { b = c d }")]
    [InlineData("a.b : \"c d\"")]
    [InlineData("{ \"a\" : { \"b\" : \"c d\" } }")]
    [InlineData("a { b : \"\"\"c d\"\"\" }")]
    [InlineData("a.b = c \"d\" # comment")]
    [InlineData("a.b = \"c\" d // comment")]
    [InlineData("\n\n a {\n b =\n c d\n }\n")]
    [InlineData("a.b = x\na.b = c d")]
    [InlineData("a = 1, a.b = c d")]
    [InlineData("x = c, a.b = ${x} d")]
    [InlineData("a.b = c ${x}\nx = d")]
    [InlineData("x { b = c d }, a = ${x}")]
    [InlineData("x { b = e }, a = ${x} { b = c d }")]
    [InlineData("x { b = e }, a = ${x}, a.b = c d")]
    [InlineData("x = 5, a = ${x}, a.b = c d")]
    [InlineData("\ufeffa.b = c d")]
    [InlineData("p { q { b = c d } }, a = ${p.q}")]
    [InlineData("p = ${o} { q { z = 1 } }, o { q { b = c d } }, a = ${p.q}")]
    [InlineData("a { c { z = 1 } b = c d } x { y = 2 }")]
    public void Ways_to_write(string hocon) => Assert.Equal("c d", ConfigurationFactory.ParseString(hocon).GetString("a.b"));

    [Fact(DisplayName = "Arrays may be split by commas and lines, joined, substituted and nested")]
    public void Arrays()
    {
        var config = ConfigurationFactory.ParseString("""
            a = [1, 2
                 3]
            b = ${a} [4, 5,] ${a}
            c = [[x], { y = z }, []]
            d = []
            """);

        Assert.Equal([1, 2, 3, 4, 5, 1, 2, 3], config.GetIntList("b"));
        var nested = config.GetValue("c").GetArray();
        Assert.Equal(["x"], nested[0].GetStringList());
        Assert.Equal("z", nested[1].GetObject().GetKey("y").GetString());
        Assert.Empty(nested[2].GetArray());
        Assert.Empty(config.GetStringList("d"));
        Assert.Null(config.GetString("a"));
    }

    [Fact(DisplayName = "A key in quotes keeps its dots, and a path reaches it by quoting it too")]
    public void Quoted_keys()
    {
        var config = ConfigurationFactory.ParseString("a.\"b.c\".d = 1, \"/parent/*\" { x = 2 }, /user/x = 3");

        Assert.Equal(1, config.GetInt("a.\"b.c\".d"));
        Assert.False(config.HasPath("a.b.c.d"));
        Assert.Equal(2, config.GetInt("\"/parent/*\".x"));
        Assert.Equal(3, config.GetInt("/user/x"));
    }

    [Fact(DisplayName = "Escapes are undone in quotes and left alone in triple quotes")]
    public void Escapes()
    {
        var config = ConfigurationFactory.ParseString("a = \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\", b = \"\"\"\\n\"x\"\"\"\"");

        Assert.Equal("\"\\/\b\f\n\r\té", config.GetString("a"));
        Assert.Equal("\\n\"x\"", config.GetString("b"));
    }

    [Fact(DisplayName = "A substitution sees the last value of its document, wherever it stands")]
    public void Late_binding() =>
        Assert.Equal(3, ConfigurationFactory.ParseString("a = 1, b = ${a}, a = 3").GetInt("b"));

    [Fact(DisplayName = "An override below a substituted object leaves the original alone")]
    public void Override_is_not_shared()
    {
        var config = ConfigurationFactory.ParseString("base { x = 1, y { z = 1 } }, a = ${base}, a.x = 2, a.y.z = 3");

        Assert.Equal([1, 1], new[] { config.GetInt("base.x"), config.GetInt("base.y.z") });
        Assert.Equal([2, 3], new[] { config.GetInt("a.x"), config.GetInt("a.y.z") });
    }

    [Fact(DisplayName = "Included documents are merged where they stand")]
    public void Include()
    {
        HoconRoot Find(string name) => Parser.Parse(name == "x" ? "b = 1, c { d = 2 }" : string.Empty, null);

        var config = ConfigurationFactory.ParseString("a { b = 0, include \"x\"\n c.e = 3 \n include \"nothing\" }, include = 4", Find);

        Assert.Equal([1, 2, 3, 4], new[] { config.GetInt("a.b"), config.GetInt("a.c.d"), config.GetInt("a.c.e"), config.GetInt("include") });
    }

    [Fact(DisplayName = "Substitutions of an included document see what the including one sets last, below the place of the include")]
    public void Include_substitutions()
    {
        HoconRoot Find(string name) => Parser.Parse("y = 1, z = ${y}, b { c = 1 }, w = ${b}, list = [${y} ${b.c}], \"d.e\" = ${b.c}", null);

        var config = ConfigurationFactory.ParseString("a { include \"x\"\n y = 2, b { c = 3 } }, include \"x\"\n l = [{ include \"x\"\n y = 9 }]", Find);

        Assert.Equal([2, 3, 3], new[] { config.GetInt("a.z"), config.GetInt("a.w.c"), config.GetInt("a.\"d.e\"") });
        Assert.Equal(["2 3"], config.GetStringList("a.list"));
        Assert.Equal([1, 1], new[] { config.GetInt("z"), config.GetInt("w.c") });
        Assert.Equal("1", config.GetValue("l").GetArray()[0].GetObject().GetKey("z").GetString());
    }

    [Fact(DisplayName = "A document that is included in several places is not changed by any of them")]
    public void Include_shared()
    {
        var shared = Parser.Parse("y = 1, z = ${y}, b { c = 1 }, l = [1]", null);

        var config = ConfigurationFactory.ParseString("p { include \"x\"\n y = 2, b.c = 2 }, q { include \"x\" }", _ => shared);

        Assert.Equal([2, 2, 1, 1], new[] { config.GetInt("p.z"), config.GetInt("p.b.c"), config.GetInt("q.z"), config.GetInt("q.b.c") });
        Assert.Equal(1, new Config(shared).GetInt("z"));
    }

    [Fact(DisplayName = "null is a value without text, and \"null\" is a text")]
    public void Null()
    {
        var config = ConfigurationFactory.ParseString("a = null, b = \"null\", c = null x");

        Assert.True(config.HasPath("a"));
        Assert.Null(config.GetString("a", "default"));
        Assert.Equal("null", config.GetString("b"));
        Assert.Equal("null x", config.GetString("c"));
    }

    [Fact(DisplayName = "Unwrapped gives nested dictionaries down to the values")]
    public void Unwrapped()
    {
        var unwrapped = ConfigurationFactory.ParseString("a { b { c = 1 } }").Root.GetObject().Unwrapped;

        var b = Assert.IsAssignableFrom<IDictionary<string, object>>(Assert.IsAssignableFrom<IDictionary<string, object>>(unwrapped["a"])["b"]);
        Assert.Equal(1, Assert.IsType<HoconValue>(b["c"]).GetInt());
    }
}
