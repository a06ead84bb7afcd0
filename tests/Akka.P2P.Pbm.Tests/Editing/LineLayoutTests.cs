namespace Akka.P2P.Pbm.Tests.Editing;

using Akka.P2P.Pbm.Editing;
using Akka.P2P.Pbm.Text;
using FsCheck;
using FsCheck.Fluent;

public sealed class LineLayoutTests
{
    [Theory(DisplayName = "A line is broken where the terminal ends, a wide character never in half, and the cursor stands in a cell")]
    [InlineData("> ", "abc", 3, 10, "> abc", 0, 5)]
    [InlineData("> ", "abcdefgh", 8, 10, "> abcdefgh/", 1, 0)]
    [InlineData("> ", "abcdefghi", 9, 10, "> abcdefgh/i", 1, 1)]
    [InlineData("> ", "abcdefghi", 8, 10, "> abcdefgh/i", 1, 0)]
    [InlineData("> ", "abcdefghi", 0, 10, "> abcdefgh/i", 0, 2)]
    [InlineData("> ", "日本語日本", 5, 7, "> 日本/語日本", 1, 6)]
    [InlineData("> ", "a日本", 3, 6, "> a日/本", 1, 2)]
    [InlineData("[127.0.0.1:9110] pbm> ", "x", 1, 20, "[127.0.0.1:9110] pbm/> x", 1, 3)]
    public void Lies(string prompt, string text, int cursor, int columns, string rows, int row, int column)
    {
        var layout = LineLayout.Of(prompt, text, cursor, columns);

        Assert.Equal(rows, string.Join('/', layout.Rows));
        Assert.Equal((row, column), (layout.CursorRow, layout.CursorColumn));
    }

    [Fact(DisplayName = "Of a line with more rows than the terminal those around the cursor are shown")]
    public void Window()
    {
        var text = string.Concat(Enumerable.Range(0, 10).Select(i => new string((char)('0' + i), 10)));

        Assert.Equal(["4444444444", "5555555555", "6666666666"], LineLayout.Of("", text, 65, 10).Within(3).Rows);
        Assert.Equal(["0000000000", "1111111111", "2222222222"], LineLayout.Of("", text, 0, 10).Within(3).Rows);
        Assert.Equal(2, LineLayout.Of("", text, 65, 10).Within(3).CursorRow);
    }

    [Theory(DisplayName = "After a resize the first row is found where a terminal that breaks rows anew has put it")]
    [InlineData(20, 1)]
    [InlineData(10, 1)]
    [InlineData(5, 3)]
    [InlineData(40, 1)]
    public void Resized(int columns, int above) => Assert.Equal(above, LineLayout.Of("> ", "abcdefghijklmn", 14, 10).RowsAboveCursor(columns));

    [Fact(DisplayName = "Any text at any width: nothing is lost, no row is too wide, the cursor is on the screen")]
    public void Holds_for_any_text()
    {
        var texts = Gen.Elements("a", " ", "é", "e\u0301", "日", "👍", "👩‍👩‍👧", "-", "\u0301").ArrayOf(60).Select(string.Concat);
        Prop.ForAll(Arb.From(texts), Arb.From(Gen.Choose(2, 30)), (text, columns) =>
        {
            var layout = LineLayout.Of("pbm> ", text, text.Length, columns);
            return (string.Concat(layout.Rows) == "pbm> " + text && layout.Rows.All(row => CellWidth.Of(row) <= columns)
                && layout.CursorRow == layout.Rows.Count - 1 && layout.CursorColumn < columns).Label($"'{text}' at {columns}: {layout}");
        }).QuickCheckThrowOnFailure();
    }
}
