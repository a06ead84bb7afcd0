namespace Akka.P2P.Pbm.Tests.Editing;

using Akka.P2P.Pbm.Editing;
using Akka.P2P.Pbm.History;
using static Akka.P2P.Pbm.Editing.EditKey;

public sealed class LineEditorTests
{
    [Theory(DisplayName = "Keys make a line; | is the cursor")]
    [InlineData("abc", "abc|")]
    [InlineData("abc<Left><Left>x", "ax|bc")]
    [InlineData("abc<Home>x<End>y", "xabcy|")]
    [InlineData("abc<Backspace>", "ab|")]
    [InlineData("abc<Left><Delete>", "ab|")]
    [InlineData("abc<Home><EndOrDelete>", "|bc")]
    [InlineData("abc def  ghi<WordLeft><WordLeft>", "abc |def  ghi")]
    [InlineData("abc def<Home><WordRight>", "abc| def")]
    [InlineData("abc def<KillWord>", "abc |")]
    [InlineData("abc def<KillWord><Home><Yank>", "def|abc ")]
    [InlineData("abc def<Home><WordRight><KillToEnd>", "abc|")]
    [InlineData("abc def<WordLeft><KillToStart>", "|def")]
    [InlineData("日本<Left>x", "日x|本")]
    [InlineData("e\u0301a<Left><Left>x", "x|e\u0301a")]
    [InlineData("e\u0301<Backspace>", "|")]
    [InlineData("👍👩‍👩‍👧<Backspace>", "👍|")]
    [InlineData("👍<Left><Delete>", "|")]
    [InlineData("a<None>b", "ab|")]
    public void Makes(string keys, string shown) => Assert.Equal(shown, Shown(Typed(keys)));

    [Theory(DisplayName = "What can't be done rings, and changes nothing")]
    [InlineData("<Backspace>")]
    [InlineData("<Delete>")]
    [InlineData("<Left>")]
    [InlineData("<Right>")]
    [InlineData("<Up>")]
    [InlineData("<Down>")]
    [InlineData("<Yank>")]
    [InlineData("<KillWord>")]
    [InlineData("<Tab>")]
    public void Rings(string key)
    {
        var editor = New();

        Assert.Equal(EditEffect.Bell, Keys.Read(key).Select(editor.Press).Last().Effect);
        Assert.Equal("|", Shown(editor));
    }

    [Theory(DisplayName = "A control character, an override of direction or half a pair never gets into a line")]
    [InlineData('\e')]
    [InlineData('\n')]
    [InlineData('\u009b')]
    [InlineData('\u202e')]
    [InlineData('\udc00')]
    public void Refuses(char character)
    {
        var editor = Typed("ab");

        Assert.Equal(EditEffect.Bell, editor.Press(KeyStroke.Of(character)).Effect);
        Assert.Equal("ab|", Shown(editor));
    }

    [Fact(DisplayName = "A line has a bound")]
    public void Has_a_bound()
    {
        var editor = Typed(new string('x', LineBuffer.Limit));

        Assert.Equal(EditEffect.Bell, editor.Press(KeyStroke.Of('y')).Effect);
        Assert.Equal(LineBuffer.Limit, editor.Text.Length);
    }

    [Fact(DisplayName = "Enter gives the whole line wherever the cursor is; Ctrl+C drops it; Ctrl+D ends the input only on an empty line")]
    public void Ends()
    {
        Assert.Equal(new EditResult(EditEffect.Accept, "list -v"), Typed("list -v<Home>").Press(new(Enter)));
        Assert.Equal(EditEffect.Drop, Typed("list").Press(new(Interrupt)).Effect);
        Assert.Equal(EditEffect.EndOfInput, New().Press(new(EndOrDelete)).Effect);
        Assert.Equal(EditEffect.Bell, Typed("list").Press(new(EndOrDelete)).Effect);
    }

    [Theory(DisplayName = "Up and down go through the history, and come back to what was typed")]
    [InlineData("<Up>", "three|")]
    [InlineData("<Up><Up><Up>", "one|")]
    [InlineData("<Up><Up><Up><Up>", "one|")]
    [InlineData("dra<Up><Up><Down><Down>", "dra|")]
    [InlineData("<Up><Up>x<Up><Down>", "two|")]
    public void History(string keys, string shown) => Assert.Equal(shown, Shown(Typed(keys, "one", "two", "three")));

    [Theory(DisplayName = "Ctrl+R finds the newest line with the words, then older ones; Escape gives back what was typed")]
    [InlineData("<Search>o", "tw|o")]
    [InlineData("<Search>o<Search>", "|one")]
    [InlineData("<Search>o<Search><Search>", "|one")]
    [InlineData("<Search>on<Backspace>", "tw|o")]
    [InlineData("dra<Search>o<Escape>", "dra|")]
    [InlineData("<Search>e<End>x", "threex|")]
    [InlineData("dra<Search>q", "dra|")]
    public void Search(string keys, string shown) => Assert.Equal(shown, Shown(Typed(keys, "one", "two", "three")));

    [Fact(DisplayName = "Enter in a search runs what was found, and a search without a find rings")]
    public void Search_ends()
    {
        Assert.Equal(new EditResult(EditEffect.Accept, "two"), Typed("<Search>tw", "one", "two").Press(new(Enter)));
        Assert.Equal(EditEffect.Bell, Typed("<Search>tw", "one", "two").Press(KeyStroke.Of('q')).Effect);
    }

    [Theory(DisplayName = "Tab: one candidate is put in with a space, several as far as they agree")]
    [InlineData("tor<Tab>", "torrent |")]
    [InlineData("torrent<Left><Tab>", "torrent|t")]
    [InlineData("tr<Tab>", "tracker-|")]
    [InlineData("t<Tab>", "t|")]
    [InlineData("peer tr<Tab>", "peer tracker-|")]
    [InlineData("日本 tor<Tab>", "日本 torrent |")]
    public void Completes(string keys, string shown) => Assert.Equal(shown, Shown(Typed(keys)));

    [Fact(DisplayName = "A second Tab lists, a key between them doesn't count")]
    public void Lists()
    {
        var editor = Typed("t<Tab>");
        var listed = editor.Press(new(Tab));
        editor.Press(new(Home));
        editor.Press(new(End));

        Assert.Equal(EditEffect.List, listed.Effect);
        Assert.Equal(3, listed.Completion!.Candidates.Count);
        Assert.Equal(EditEffect.Bell, editor.Press(new(Tab)).Effect);
    }

    [Fact(DisplayName = "A candidate that would steer the terminal is not put in")]
    public void Refuses_a_candidate()
    {
        var editor = new LineEditor(new LineHistory(), (_, _) => new Completion(0, [new Candidate("x\nrm")]));

        Assert.Equal(EditEffect.Bell, editor.Press(new(Tab)).Effect);
        Assert.Equal("", editor.Text);
    }

    private static LineEditor New(params string[] history) => new(new LineHistory(history), Complete);

    private static LineEditor Typed(string keys, params string[] history)
    {
        var editor = New(history);
        foreach (var key in Keys.Read(keys))
            editor.Press(key);
        return editor;
    }

    private static string Shown(LineEditor editor) => editor.Text.Insert(editor.Cursor, "|");

    private static Completion Complete(string line, int cursor)
    {
        var start = line.LastIndexOf(' ', Math.Max(0, cursor - 1)) + 1;
        var word = line[start..cursor];
        string[] names = ["torrent", "tracker-a", "tracker-b"];
        return word.Length == 0 ? Completion.None : new Completion(start, [.. names.Where(name => name.StartsWith(word, StringComparison.Ordinal)).Select(name => new Candidate(name))]);
    }
}
