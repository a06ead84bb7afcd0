namespace Akka.P2P.Pbm.Tests.Editing;

using Akka.P2P.Pbm.Editing;

public sealed class KeyMapTests
{
    [Theory(DisplayName = "Keys are those of a shell")]
    [InlineData('a', ConsoleKey.A, ConsoleModifiers.None, "Character")]
    [InlineData('日', ConsoleKey.None, ConsoleModifiers.None, "Character")]
    [InlineData('A', ConsoleKey.A, ConsoleModifiers.Shift, "Character")]
    [InlineData('\x01', ConsoleKey.A, ConsoleModifiers.Control, "Home")]
    [InlineData('\x03', ConsoleKey.C, ConsoleModifiers.Control, "Interrupt")]
    [InlineData('\x04', ConsoleKey.D, ConsoleModifiers.Control, "EndOrDelete")]
    [InlineData('\x0b', ConsoleKey.K, ConsoleModifiers.Control, "KillToEnd")]
    [InlineData('\x12', ConsoleKey.R, ConsoleModifiers.Control, "Search")]
    [InlineData('\x17', ConsoleKey.W, ConsoleModifiers.Control, "KillWord")]
    [InlineData('\r', ConsoleKey.Enter, ConsoleModifiers.None, "Enter")]
    [InlineData('\n', ConsoleKey.None, ConsoleModifiers.None, "Enter")]
    [InlineData('\x7f', ConsoleKey.Backspace, ConsoleModifiers.None, "Backspace")]
    [InlineData('\0', ConsoleKey.LeftArrow, ConsoleModifiers.None, "Left")]
    [InlineData('\0', ConsoleKey.LeftArrow, ConsoleModifiers.Control, "WordLeft")]
    [InlineData('b', ConsoleKey.B, ConsoleModifiers.Alt, "WordLeft")]
    [InlineData('@', ConsoleKey.Q, ConsoleModifiers.Control | ConsoleModifiers.Alt, "Character")]
    [InlineData('\0', ConsoleKey.F5, ConsoleModifiers.None, "None")]
    [InlineData('\x11', ConsoleKey.Q, ConsoleModifiers.Control, "None")]
    [InlineData('x', ConsoleKey.X, ConsoleModifiers.Alt, "None")]
    public void Reads(char character, ConsoleKey key, ConsoleModifiers modifiers, string meaning)
    {
        var info = new ConsoleKeyInfo(
            character, key, modifiers.HasFlag(ConsoleModifiers.Shift), modifiers.HasFlag(ConsoleModifiers.Alt), modifiers.HasFlag(ConsoleModifiers.Control));

        Assert.Equal(meaning, KeyMap.Read(info).Key.ToString());
    }
}
