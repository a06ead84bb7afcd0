namespace Akka.Tree.Tests.Configuration;

using System.Text;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using FsCheck;
using FsCheck.Fluent;
using Config = Akka.Configuration.Config;

/// <summary>Texts put together at random from the parts of the language, right and wrong.</summary>
public sealed class HoconRandomSpecs
{
    private static readonly string[] Keys = ["a", "b", "a.b", "a.b.c", "x", "\"a.b\"", "nowhere"];

    private static readonly string[] Lines =
    [
        "a = 1", "a.b = x y", "b { c = 2 }", "\"a.b\" = \"\\u0041\\n\"", "x = ${a}", "x = ${a.b} ${b}", "b = [1, 2]", "b = [1] ${b}", "a { b = ${x} }", "x = 10 s",
        "b = 64KiB", "x = on", "a = null", "include \"other\"", "x = \"\"\"t\"\"\"", "b = { c = { d = ${x.c} } }", "x = 1.5 \"2\" # c", "a = ${b} { e = 1 }",
    ];

    private static readonly string[] Crumbs = ["{", "}", "[", "]", "=", ":", ",", "\n", " ", "\"", "${", "${a}", "$", "+=", "#", "//", ".", "\\", "\ufeff", "\r\n", "é", "\0", "include "];

    [Fact(DisplayName = "Any text is read, and then answers every question, or is refused with the place where it is wrong")]
    public void Any_text() =>
        Prop.ForAll(Arb.From(Texts()), text =>
        {
            Config config;
            try
            {
                config = new Config(Parser.Parse(text, _ => Parser.Parse("a = 1, b { c = 2 }, x = ${a}", null)));
            }
            catch (ConfigurationException e)
            {
                Assert.Matches(@"^HOCON, line \d+, column \d+: .+\.$", e.Message);
                return;
            }

            var printed = config.ToString();
            Assert.Equal(printed, ConfigurationFactory.ParseString(printed).ToString());
            foreach (var key in Keys)
                AskEverything(config.WithFallback("a { b = 1, z = 2 }, x = 3"), key);
        }).Check(FsCheck.Config.QuickThrowOnFailure.WithMaxTest(3_000));

    private static void AskEverything(Config config, string path)
    {
        Action[] questions =
        [
            () => config.GetString(path), () => config.GetStringList(path), () => config.GetInt(path), () => config.GetLong(path),
            () => config.GetBoolean(path), () => config.GetDouble(path), () => config.GetFloat(path), () => config.GetDecimal(path), () => config.GetTimeSpan(path),
            () => config.GetByteSize(path), () => config.GetIntList(path), () => config.GetConfig(path)?.ToString(true),
            () => config.GetValue(path)?.ToString(), () => config.HasPath(path),
        ];
        foreach (var question in questions)
        {
            try
            {
                question();
            }
            catch (ConfigurationException e)
            {
                Assert.Contains(path, e.Message, StringComparison.Ordinal);
            }
        }
    }

    private static Gen<string> Texts() =>
        Gen.Choose(1, 12).SelectMany(count => Gen.ListOf(Gen.Frequency((5, Gen.Elements(Lines)), (1, Gen.Elements(Crumbs))), count)).Select(parts =>
        {
            var text = new StringBuilder();
            foreach (var part in parts)
                text.Append(part).Append(part.Length > 3 ? "\n" : string.Empty);
            return text.ToString();
        });
}
