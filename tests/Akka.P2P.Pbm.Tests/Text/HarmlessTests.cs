namespace Akka.P2P.Pbm.Tests.Text;

using System.Text.Json;
using Akka.P2P.Pbm.Text;

public sealed class HarmlessTests
{
    [Theory(DisplayName = "Whatever could steer a terminal is shown instead of done")]
    [InlineData("plain Ünïcode 日本 👩‍👩‍👧", "plain Ünïcode 日本 👩‍👩‍👧")]
    [InlineData("two\nlines\r\nand\ttabs", "two\nlines\nand\ttabs")]
    [InlineData("\e[2J\e]0;title\a", "␛[2J␛]0;title␇")]
    [InlineData("over\rwritten\b\x7f\0", "over␍written␈␡␀")]
    [InlineData("c1 \u009b31m \u0090", "c1 \\u009B31m \\u0090")]
    [InlineData("\u202egpj.exe\u2066\u200f", "\\u202Egpj.exe\\u2066\\u200F")]
    [InlineData("\u2028\u2029\ufeff", "\\u2028\\u2029\\uFEFF")]
    public void Text_of_lines(string said, string shown) => Assert.Equal(shown, Harmless.Lines(said));

    [Fact(DisplayName = "Half a surrogate pair is replaced, a whole one stays")]
    public void Surrogates() => Assert.Equal("\ufffd👍\ufffd", Harmless.Lines("\udc00👍\ud800"));

    [Fact(DisplayName = "Where one line must stay one line, its ends are shown, too")]
    public void One_line() => Assert.Equal("a␍␊b c␊", Harmless.Line("a\r\nb\tc\n"));

    [Fact(DisplayName = "No text of any characters lets a control or an override through")]
    public void Nothing_gets_through()
    {
        var everything = string.Concat(Enumerable.Range(0, 0x10000).Select(c => (char)c));
        char[] allowed = ['\n', '\t'];

        var offenders = Harmless.Lines(everything).Where(c => (char.IsControl(c) && !allowed.Contains(c)) || (c is >= '\u202a' and <= '\u202e'));

        Assert.Empty(offenders);
        Assert.DoesNotContain(Harmless.Line(everything), char.IsControl);
    }

    [Fact(DisplayName = "JSON stays the same value, without a character that steers")]
    public void Json_stays_json()
    {
        const string Line = "{\"name\":\"a\u009b31m \u202e 👍 é \x7f\"}";

        var clean = Harmless.Json(Line);

        Assert.DoesNotContain(clean, char.IsControl);
        Assert.Equal("a\u009b31m \u202e 👍 é \x7f", JsonDocument.Parse(clean).RootElement.GetProperty("name").GetString());
        Assert.Contains("👍 é", clean, StringComparison.Ordinal);
    }
}
