namespace Akka.P2P.Core.Tests.Metainfo;

using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Metainfo;

public sealed class FileChoiceTests
{
    private const int Chunk = 16 * 1024;

    private static Metainfo Folder { get; } = MetainfoBuilder.Folder(
        "model",
        Chunk,
        [.. new[] { ("config.json", 10), ("docs/a.md", Chunk + 1), ("docs/deep/b.md", 0), ("weights/0.bin", 3 * Chunk), ("weights/1.bin", Chunk) }
            .Select(f => HashedFile.FromContent([.. f.Item1.Split('/')], new byte[f.Item2], Chunk))]);

    [Theory(DisplayName = "A pattern fits a path by its elements")]
    [InlineData("config.json", "config.json", true)]
    [InlineData("./config.json", "config.json", true)]
    [InlineData("Config.json", "config.json", false)]
    [InlineData("*", "config.json", true)]
    [InlineData("*", "docs/a.md", false)]
    [InlineData("*.md", "docs/a.md", false)]
    [InlineData("*/*.md", "docs/a.md", true)]
    [InlineData("**/*.md", "docs/a.md", true)]
    [InlineData("**/*.md", "a.md", true)]
    [InlineData("**", "docs/deep/b.md", true)]
    [InlineData("docs/", "docs/deep/b.md", true)]
    [InlineData("docs", "docs/a.md", false)]
    [InlineData("docs/**/b.md", "docs/b.md", true)]
    [InlineData("docs/**/b.md", "docs/x/y/b.md", true)]
    [InlineData("**/x/**/b", "a/x/x/c/b", true)]
    [InlineData("**/x/**/b", "a/y/c/b", false)]
    [InlineData("a**c", "abbc", true)]
    [InlineData("a**c", "ab/bc", false)]
    [InlineData("weights/?.bin", "weights/0.bin", true)]
    [InlineData("weights/?.bin", "weights/10.bin", false)]
    [InlineData("?.txt", "\U0001F600.txt", true)]
    [InlineData("*a*b*c", "xaybzabc", true)]
    [InlineData("*a*b*c", "xaybzab", false)]
    public void Glob(string pattern, string path, bool fits) => Assert.Equal(fits, PathGlob.Parse(pattern).Matches(path.Split('/')));

    [Theory(DisplayName = "What can fit nothing is no pattern")]
    [InlineData("")]
    [InlineData("/abs")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("a/.")]
    public void No_pattern(string text) => Assert.Throws<FormatException>(() => PathGlob.Parse(text));

    [Fact(DisplayName = "A pattern made to be slow is not: it costs pattern times path")]
    public void Hostile()
    {
        var glob = PathGlob.Parse(string.Concat(Enumerable.Repeat("**/*a*a*a*a*a*a*a*a/", 20)) + "b");

        Assert.False(glob.Matches([.. Enumerable.Repeat(new string('a', 200), 50)]));
    }

    [Fact(DisplayName = "The chunks that are wanted are those of the files that any pattern fits")]
    public void Chunks_of_files()
    {
        var choice = Of("config.json", "weights/1*", "**/b.md");

        Assert.Equal("0,2,4", string.Join(',', choice.Files().EnumerateSet()));
        Assert.Equal("0,6", string.Join(',', choice.Chunks().EnumerateSet()));
        Assert.Equal((3, Chunk + 10, false), (choice.Count, choice.Bytes, choice.IsAll));
        Assert.True(Of("**").IsAll);
        Assert.True(Of().IsAll);
    }

    [Fact(DisplayName = "A pattern that fits nothing is an error that names some files, whatever the others fit")]
    public void Nothing()
    {
        var failure = Assert.Throws<NothingChosenException>(() => Of("**", "*.bin"));

        Assert.Equal(
            "Nothing in model matches '*.bin'; its files are config.json, docs/a.md, docs/deep/b.md, weights/0.bin, weights/1.bin.", failure.Message);
    }

    private static FileChoice Of(params string[] patterns) => FileChoice.Of(Folder, [.. patterns.Select(PathGlob.Parse)]);
}
