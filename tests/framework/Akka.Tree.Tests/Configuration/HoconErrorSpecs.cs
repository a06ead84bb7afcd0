namespace Akka.Tree.Tests.Configuration;

using System.Text;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Xunit.Abstractions;

public sealed class HoconErrorSpecs(ITestOutputHelper output)
{
    [Theory(DisplayName = "What this dialect hasn't, or what is broken, is refused as a configuration error")]
    [InlineData("a += 1")]
    [InlineData("a = ${?b}")]
    [InlineData("a = ${HOME}")]
    [InlineData("a = ${b")]
    [InlineData("a = $b")]
    [InlineData("a = ${}")]
    [InlineData("include \"x\"")]
    [InlineData("include file(\"x\")")]
    [InlineData("root { string : \"hello\" ")]
    [InlineData("root { bar { string : \"hello\" } ")]
    [InlineData("string : \"hello")]
    [InlineData("string : \"\"\"hello\"\"")]
    [InlineData("array : [1,2,3")]
    [InlineData("a = \"\\x\"")]
    [InlineData("a = \"\\u12\"")]
    [InlineData("a")]
    [InlineData("a =")]
    [InlineData("a = , b = 1")]
    [InlineData("= 1")]
    [InlineData("a..b = 1")]
    [InlineData(".a = 1")]
    [InlineData("a = }")]
    [InlineData("}")]
    [InlineData("[1]")]
    [InlineData("{ a = 1 } }")]
    [InlineData("a = 1 = 2")]
    [InlineData("a = [1] x")]
    [InlineData("a = x { b = 1 }")]
    [InlineData("b = x, a = ${b} [1]")]
    [InlineData("a = ${a}")]
    [InlineData("a = ${b}, b = ${a}")]
    [InlineData("a = ${b.c}, b = ${a}")]
    [InlineData("a { b = ${a} }")]
    public void Refused(string hocon) => Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon));

    [Theory(DisplayName = "An error says where and what was expected")]
    [InlineData("a = 1\nb = {\n  c = *\n}", "line 3, column 7", "value")]
    [InlineData("a = 1\n  b += 2", "line 2, column 5", "+=")]
    [InlineData("a {\n b = 1\n", "line 3, column 1", "'}'")]
    [InlineData("a = http://x", "line 1, column 9", "quoted")]
    [InlineData("\na = ${nope.x}", "line 2, column 5", "nope.x")]
    public void Says_where(string hocon, string place, string about)
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon));

        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(about, error.Message, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "Nesting and growth without measure are refused, whatever they are made of")]
    [InlineData("a{")]
    [InlineData("a=[")]
    [InlineData("a.")]
    [InlineData("\"\".")]
    public void Deep(string opener)
    {
        var hocon = new StringBuilder().Insert(0, opener, 100_000).Append("a = 1").ToString();

        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon.Replace("=[a=[", "=[[", StringComparison.Ordinal)));

        Assert.Contains("line 1", error.Message, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "Substitutions that double each other are refused")]
    [InlineData("x{0} = ${{x{1}}}${{x{1}}}", "x0 = lol")]
    [InlineData("x{0} = ${{x{1}}} ${{x{1}}}", "x0 {{ a = 1 }}")]
    [InlineData("x{0} = [${{x{1}}}, ${{x{1}}}]", "x0 = []")]
    [InlineData("x{0} {{ l = ${{x{1}}}, r = ${{x{1}}} }}", "x0 = 1")]
    public void Bombs(string line, string first)
    {
        var hocon = new StringBuilder(string.Format(first)).AppendLine();
        for (var i = 1; i <= 60; i++)
            hocon.AppendLine(string.Format(line, i, i - 1));

        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon.ToString()));
    }

    [Theory(DisplayName = "Includes in a circle, in numbers without measure, and nested deep are refused")]
    [InlineData("include \"x\"")]
    [InlineData("a { include \"x\" }, b { include \"x\" }")]
    [InlineData("a.b.c.d.e.f.g.h.i.j { include \"y\" }")]
    public void Includes(string hocon)
    {
        var left = 28;
        HoconRoot Find(string name)
        {
            if (name == "x")
                return Parser.Parse(hocon, Find);
            return left-- > 0 ? Parser.Parse(hocon, Find) : Parser.Parse("a = 1", null);
        }

        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon, Find));
        Assert.Contains("include \"", error.Message, StringComparison.Ordinal);
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(string.Concat(Enumerable.Repeat("include \"z\"\n", 10_001)), One));
        Assert.Equal(1, ConfigurationFactory.ParseString("include \"z\"", One).GetInt("a"));

        static HoconRoot One(string name) => Parser.Parse("a = 1", null);
    }

    [Fact(DisplayName = "A long chain of substitutions is refused, not followed until the stack ends")]
    public void Chain()
    {
        var hocon = new StringBuilder("x0 = 1\n");
        for (var i = 1; i <= 50_000; i++)
            hocon.Append($"x{i} = ${{x{i - 1}}}\n");

        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon.ToString()));
    }

    [Fact(DisplayName = "Damaged documents parse or give a configuration error, nothing else")]
    public void Damage()
    {
        const string Seeds = """
            akka { actor.provider = remote, loglevel = INFO # c
              remote.dot-netty.tcp { port = 0, hostname = "127.0.0.1", a = [1, 2, {x = y}] } // c
              b = ${akka.remote} { z = "\u0041" }, c = ${akka.loglevel} x, t = ""${"a"}"" }
            """;
        const string Letters = "{}[]\"\"\"${}=:,.#/\\+?\n \tabu0\0\ufeff";
        const int Seed = 20251;
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var refused = 0;
        for (var i = 0; i < 50_000; i++)
        {
            var text = new StringBuilder(Seeds);
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(3))
                {
                    case 0:
                        text.Remove(at, Math.Min(random.Next(1, 9), text.Length - at));
                        break;
                    case 1:
                        text.Insert(at, Letters[random.Next(Letters.Length)]);
                        break;
                    default:
                        text[at] = Letters[random.Next(Letters.Length)];
                        break;
                }
            }

            try
            {
                var config = ConfigurationFactory.ParseString(text.ToString());
                Assert.Equal(config.ToString(), ConfigurationFactory.ParseString(config.ToString()).ToString());
            }
            catch (ConfigurationException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, 49_999);
    }
}
