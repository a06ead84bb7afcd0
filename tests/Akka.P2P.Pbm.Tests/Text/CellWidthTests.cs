namespace Akka.P2P.Pbm.Tests.Text;

using Akka.P2P.Pbm.Text;

public sealed class CellWidthTests
{
    [Theory(DisplayName = "A text takes the cells that a terminal gives it")]
    [InlineData("", 0)]
    [InlineData("torrent", 7)]
    [InlineData("é", 1)]
    [InlineData("e\u0301", 1)]
    [InlineData("日本", 4)]
    [InlineData("👍", 2)]
    [InlineData("👩‍👩‍👧", 2)]
    [InlineData("a日b", 4)]
    public void Cells(string text, int cells) => Assert.Equal(cells, CellWidth.Of(text));

    [Theory(DisplayName = "A text that is too wide ends in an ellipsis, within its cells, and never in half a character")]
    [InlineData("torrent", 7, "torrent")]
    [InlineData("torrents", 7, "torren…")]
    [InlineData("日本語", 5, "日本…")]
    [InlineData("日本語", 4, "日…")]
    [InlineData("e\u0301e\u0301e\u0301", 2, "e\u0301…")]
    [InlineData("ab", 1, "…")]
    [InlineData("ab", 0, "")]
    public void Is_cut(string text, int cells, string cut) => Assert.Equal(cut, CellWidth.Cut(text, cells));
}
