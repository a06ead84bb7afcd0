namespace Akka.P2P.Node.Tests.Menu;

using Akka.P2P.Node.Menu;

public sealed class LineEditTests
{
    private readonly LineEdit _edit = new();

    [Theory(DisplayName = "Keys edit the line: {0} makes {1}")]
    [InlineData("abc", "abc", 3)]
    [InlineData("abc<<x", "axbc", 2)]
    [InlineData("abc-", "ab", 2)]
    [InlineData("-", "", 0)]
    [InlineData("abc[-", "abc", 0)]
    [InlineData("abc[*", "bc", 0)]
    [InlineData("abc[x]y", "xabcy", 5)]
    [InlineData("one two  @", "one ", 4)]
    [InlineData("abc<!", "c", 0)]
    [InlineData("abc<<^", "a", 1)]
    [InlineData("a😀b<-", "ab", 1)]
    [InlineData("a😀b<<*", "ab", 1)]
    [InlineData("a\u001bb\0", "ab", 2)]
    public void Edits(string keys, string text, int cursor)
    {
        Type(keys);

        Assert.Equal((text, cursor), (_edit.Text, _edit.BeforeCursor.Length));
    }

    [Fact(DisplayName = "Enter takes the line; the arrows bring back earlier ones")]
    public void History()
    {
        Assert.Equal("first", Enter("first"));
        Assert.Equal("second", Enter("second"));
        Assert.Equal("second", Enter("second"));
        Assert.Equal("", Enter(""));

        Type("+");
        Assert.Equal("second", _edit.Text);
        Type("++");
        Assert.Equal("first", _edit.Text);
        Type("_!x");
        Assert.Equal("x", Enter(""));
        Type("+_");
        Assert.Equal("", _edit.Text);
    }

    [Fact(DisplayName = "Ctrl+D ends an empty line, and deletes in any other")]
    public void Ctrl_D()
    {
        Type("ab[");
        Assert.Equal(LineEdit.Outcome.Changed, Press('\u0004', ConsoleKey.D, ConsoleModifiers.Control));
        Assert.Equal("b", _edit.Text);
        Type("]-");
        Assert.Equal(LineEdit.Outcome.Ended, Press('\u0004', ConsoleKey.D, ConsoleModifiers.Control));
    }

    [Fact(DisplayName = "A line has a bound")]
    public void Bound()
    {
        for (var i = 0; i < 10_000; i++)
            Press('x', ConsoleKey.X);

        Assert.Equal(4096, _edit.Text.Length);
    }

    private string Enter(string keys)
    {
        Type(keys);
        Assert.Equal(LineEdit.Outcome.Entered, _edit.Press(new ConsoleKeyInfo('\r', ConsoleKey.Enter, false, false, false), out var line));
        return line;
    }

    private void Type(string keys)
    {
        foreach (var key in keys)
        {
            _ = key switch
            {
                '<' => Press('\0', ConsoleKey.LeftArrow),
                '-' => Press('\u007f', ConsoleKey.Backspace),
                '*' => Press('\0', ConsoleKey.Delete),
                '[' => Press('\0', ConsoleKey.Home),
                ']' => Press('\0', ConsoleKey.End),
                '+' => Press('\0', ConsoleKey.UpArrow),
                '_' => Press('\0', ConsoleKey.DownArrow),
                '@' => Press('\u0017', ConsoleKey.W, ConsoleModifiers.Control),
                '!' => Press('\u0015', ConsoleKey.U, ConsoleModifiers.Control),
                '^' => Press('\u000b', ConsoleKey.K, ConsoleModifiers.Control),
                _ => Press(key, ConsoleKey.None),
            };
        }
    }

    private LineEdit.Outcome Press(char character, ConsoleKey key, ConsoleModifiers modifiers = 0) => _edit.Press(
        new ConsoleKeyInfo(character, key, false, (modifiers & ConsoleModifiers.Alt) != 0, (modifiers & ConsoleModifiers.Control) != 0), out _);
}
