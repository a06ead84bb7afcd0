namespace Akka.Tests.Configuration;

using Akka.Configuration;

/// <summary>What the documentation of HOCON promises beyond keys and plain values.</summary>
public sealed class HoconSyntaxSpecs
{
    [Fact]
    public void Both_kinds_of_comments_end_with_their_line_and_none_begins_inside_quotes()
    {
        var config = Parse("// first\na = 1 // one\n# second\nb = \"# kept // too\"\nc = http");
        Assert.Equal(("1", "# kept // too", "http"), (config.GetString("a"), config.GetString("b"), config.GetString("c")));
    }

    [Fact]
    public void A_quoted_key_keeps_its_dots()
    {
        var config = Parse("a { \"b.c\" = quoted, b.c = path }");
        Assert.Equal("quoted", config.GetString("a.\"b.c\""));
        Assert.Equal("path", config.GetString("a.b.c"));
    }

    [Fact]
    public void Triple_quotes_hold_lines_and_quotes_as_they_are()
    {
        Assert.Equal("one\n\"two\" \\n", Parse("a = \"\"\"one\n\"two\" \\n\"\"\"").GetString("a"));
    }

    [Fact]
    public void Escapes_in_quotes_are_resolved() => Assert.Equal("a\tb\n\"c\" \\ \u00e9", Parse("a = \"a\\tb\\n\\\"c\\\" \\\\ \\u00e9\"").GetString("a"));

    [Fact]
    public void Sections_of_one_name_are_merged_and_a_plain_value_replaces_them()
    {
        var config = Parse("a { b = 1, c { d = 2 } }\na { c { e = 3 } }\nx { y = 1 }\nx = plain");
        Assert.Equal([1, 2, 3], new[] { config.GetInt("a.b"), config.GetInt("a.c.d"), config.GetInt("a.c.e") });
        Assert.Equal("plain", config.GetString("x"));
        Assert.False(config.HasPath("x.y"));
    }

    [Fact]
    public void A_substitution_takes_the_final_value_of_its_path_and_joins_text()
    {
        var config = Parse("base = one\nurl = ${base}\"/path\"\nlist = [${base}, two]\nbase = last");
        Assert.Equal("last/path", config.GetString("url"));
        Assert.Equal(["last", "two"], config.GetStringList("list"));
    }

    [Fact]
    public void A_section_can_inherit_from_another_and_change_it()
    {
        var config = Parse("std { a = 1, b = 1 }\nown = ${std} { b = 2 }");
        Assert.Equal((1, 2, 1), (config.GetInt("own.a"), config.GetInt("own.b"), config.GetInt("std.b")));
    }

    [Fact]
    public void Lists_go_over_lines_and_need_no_commas_there()
    {
        Assert.Equal(["a", "b", "c d"], Parse("l = [\n  a\n  \"b\",\n  c d # last\n]").GetStringList("l"));
    }

    [Fact]
    public void Typed_lists_are_read()
    {
        var config = Parse("i = [1, -2, 3]\nb = [on, false]\nd = [0.5, 2]");
        Assert.Equal([1, -2, 3], config.GetIntList("i"));
        Assert.Equal([true, false], config.GetBooleanList("b"));
        Assert.Equal([0.5, 2], config.GetDoubleList("d"));
    }

    [Theory]
    [InlineData("on", true)]
    [InlineData("yes", true)]
    [InlineData("true", true)]
    [InlineData("off", false)]
    [InlineData("no", false)]
    [InlineData("false", false)]
    public void Switches_have_several_words(string word, bool value) => Assert.Equal(value, Parse($"s = {word}").GetBoolean("s", !value));

    [Fact]
    public void An_infinite_time_is_known() => Assert.Equal(Timeout.InfiniteTimeSpan, Parse("t = infinite").GetTimeSpan("t"));

    [Theory]
    [InlineData("a { b = 1")]
    [InlineData("a = [1, 2")]
    [InlineData("a = \"open")]
    [InlineData("a = ${nowhere}")]
    public void What_is_broken_is_refused(string hocon) => Assert.ThrowsAny<Exception>(() => Parse(hocon).GetString("a"));

    private static Config Parse(string hocon) => ConfigurationFactory.ParseString(hocon);
}
