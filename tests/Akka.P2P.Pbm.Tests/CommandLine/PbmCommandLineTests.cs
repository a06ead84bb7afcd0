namespace Akka.P2P.Pbm.Tests.CommandLine;

using Akka.P2P.Pbm.CommandLine;

public sealed class PbmCommandLineTests
{
    [Theory(DisplayName = "Options and the host come first; from the command's first word on everything is the host's")]
    [InlineData("", "127.0.0.1:9110", "")]
    [InlineData("10.0.0.5:9111", "10.0.0.5:9111", "")]
    [InlineData("[::1]:9110 torrent list", "[::1]:9110", "torrent list")]
    [InlineData("torrent list", "127.0.0.1:9110", "torrent list")]
    [InlineData("node-7.lan:1 torrent list --json -v x:1", "node-7.lan:1", "torrent list --json -v x:1")]
    [InlineData("--json n:1 torrent list --help", "n:1", "torrent list --help")]
    [InlineData("n:1 --json --token-file t:2 torrent", "n:1", "torrent")]
    [InlineData("help torrent", "127.0.0.1:9110", "help torrent")]
    public void Splits(string arguments, string address, string words)
    {
        var (_, invocation) = Parse(arguments);

        Assert.Equal(address, invocation.Address.ToString());
        Assert.Equal(words, string.Join(' ', invocation.Words));
    }

    [Fact(DisplayName = "The options are read wherever they stand before the command")]
    public void Options()
    {
        var (_, invocation) = Parse("--token-file secret n:1 --json --keep-going torrent list");

        Assert.Equal("secret", invocation.TokenFile);
        Assert.True(invocation.Json);
        Assert.True(invocation.KeepGoing);
        Assert.False(Parse("n:1 torrent list --json").Invocation.Json);
        Assert.Equal("a=b", Parse("--token-file=a=b n:1").Invocation.TokenFile);
    }

    [Theory(DisplayName = "What can't be right is wrong usage, and says what is meant")]
    [InlineData("localhost:99999", "not HOST:PORT")]
    [InlineData("local host:1", "")]
    [InlineData(":9110", "not HOST:PORT")]
    [InlineData("http://x:9110", "not HOST:PORT")]
    [InlineData("--tokn-file x", "--tokn-file")]
    [InlineData("--token-file", "--token-file")]
    [InlineData("--token secret", "--token")]
    public void Refuses(string arguments, string part)
    {
        if (part.Length == 0)
        {
            Assert.Equal(["local", "host:1"], Parse(arguments).Invocation.Words);
            return;
        }

        var refused = Assert.Throws<PbmException>(() => Parse(arguments));
        Assert.Equal(ExitCode.WrongUsage, refused.Code);
        Assert.Contains(part, refused.Message, StringComparison.Ordinal);
    }

    [Theory(DisplayName = "The words of a caller become a line that the host cuts into the same words")]
    [InlineData("torrent list", "torrent", "list")]
    [InlineData("torrent get -v \"a b\"", "torrent", "get", "-v", "a b")]
    [InlineData("torrent get --to=\"a b\"", "torrent", "get", "--to=a b")]
    [InlineData("torrent get --to=C:x", "torrent", "get", "--to=C:x")]
    [InlineData("torrent get --to=\"C:\\\\x\"", "torrent", "get", "--to=C:\\x")]
    [InlineData("log write \"it's \\\"so\\\"\" \"\"", "log", "write", "it's \"so\"", "")]
    [InlineData("log write \"- x y\" -5 -", "log", "write", "- x y", "-5", "-")]
    public void Joins(string line, params string[] words) => Assert.Equal(line.Replace(" -5 -", " -5 \"-\"", StringComparison.Ordinal), CommandText.Of(words));

    [Theory(DisplayName = "--json is put behind the command, once")]
    [InlineData("torrent list", "torrent list --json")]
    [InlineData("torrent get -- -x", "torrent get --json -- -x")]
    [InlineData("torrent \"list\" -v --json", "torrent \"list\" -v --json")]
    [InlineData("torrent list \"--json\"", "torrent list --json \"--json\"")]
    [InlineData("log write -- --json", "log write --json -- --json")]
    [InlineData("torrent", "torrent")]
    public void Asks_for_json(string line, string asked) => Assert.Equal(asked, CommandText.WithJson(line));

    private static (System.CommandLine.ParseResult Own, Invocation Invocation) Parse(string arguments) =>
        new PbmCommandLine().Parse(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
