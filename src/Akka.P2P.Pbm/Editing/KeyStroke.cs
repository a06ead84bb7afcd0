namespace Akka.P2P.Pbm.Editing;

/// <summary>What a key asks of the line, whatever key it was.</summary>
internal enum EditKey
{
    /// <summary>A key without a meaning here.</summary>
    None,
    Character,
    Enter,
    Tab,
    Escape,
    Backspace,
    Delete,
    Left,
    Right,
    WordLeft,
    WordRight,
    Home,
    End,
    Up,
    Down,
    KillToEnd,
    KillToStart,
    KillWord,
    Yank,
    Search,
    ClearScreen,
    Interrupt,

    /// <summary>Ctrl+D: the end of the input on an empty line, and otherwise the same as Delete.</summary>
    EndOrDelete,
}

/// <param name="Key">What it asks.</param>
/// <param name="Character">One UTF-16 unit, with <see cref="EditKey.Character"/> only.</param>
internal readonly record struct KeyStroke(EditKey Key, char Character = '\0')
{
    public static KeyStroke Of(char character) => new(EditKey.Character, character);
}
