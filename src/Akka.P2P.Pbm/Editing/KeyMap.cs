namespace Akka.P2P.Pbm.Editing;

/// <summary>Which key asks for what: the keys of readline in its emacs mode, as shells have them.</summary>
internal static class KeyMap
{
    public static KeyStroke Read(ConsoleKeyInfo info)
    {
        var control = info.Modifiers.HasFlag(ConsoleModifiers.Control);
        var alt = info.Modifiers.HasFlag(ConsoleModifiers.Alt);
        var key = Named(info, control, alt);
        if (key != EditKey.None)
            return new KeyStroke(key);
        // AltGr comes as both on Windows, and makes characters.
        return !char.IsControl(info.KeyChar) && control == alt ? KeyStroke.Of(info.KeyChar) : new KeyStroke(EditKey.None);
    }

    private static EditKey Named(ConsoleKeyInfo info, bool control, bool alt) => info.Key switch
    {
        ConsoleKey.Enter => EditKey.Enter,
        ConsoleKey.Tab => EditKey.Tab,
        ConsoleKey.Escape => EditKey.Escape,
        ConsoleKey.Backspace when control || alt => EditKey.KillWord,
        ConsoleKey.Backspace => EditKey.Backspace,
        ConsoleKey.Delete => EditKey.Delete,
        ConsoleKey.LeftArrow => control || alt ? EditKey.WordLeft : EditKey.Left,
        ConsoleKey.RightArrow => control || alt ? EditKey.WordRight : EditKey.Right,
        ConsoleKey.Home => EditKey.Home,
        ConsoleKey.End => EditKey.End,
        ConsoleKey.UpArrow => EditKey.Up,
        ConsoleKey.DownArrow => EditKey.Down,
        ConsoleKey.B when alt && !control => EditKey.WordLeft,
        ConsoleKey.F when alt && !control => EditKey.WordRight,
        _ when control && !alt => Controlled(info.Key),
        _ => Raw(info.KeyChar),
    };

    private static EditKey Controlled(ConsoleKey key) => key switch
    {
        ConsoleKey.A => EditKey.Home,
        ConsoleKey.B => EditKey.Left,
        ConsoleKey.C => EditKey.Interrupt,
        ConsoleKey.D => EditKey.EndOrDelete,
        ConsoleKey.E => EditKey.End,
        ConsoleKey.F => EditKey.Right,
        ConsoleKey.G => EditKey.Escape,
        ConsoleKey.H => EditKey.Backspace,
        ConsoleKey.I => EditKey.Tab,
        ConsoleKey.J or ConsoleKey.M => EditKey.Enter,
        ConsoleKey.K => EditKey.KillToEnd,
        ConsoleKey.L => EditKey.ClearScreen,
        ConsoleKey.N => EditKey.Down,
        ConsoleKey.P => EditKey.Up,
        ConsoleKey.R => EditKey.Search,
        ConsoleKey.U => EditKey.KillToStart,
        ConsoleKey.W => EditKey.KillWord,
        ConsoleKey.Y => EditKey.Yank,
        _ => EditKey.None,
    };

    // Some terminals give the character alone.
    private static EditKey Raw(char character) => character switch
    {
        '\r' or '\n' => EditKey.Enter,
        '\t' => EditKey.Tab,
        '\b' or '\x7f' => EditKey.Backspace,
        '\x03' => EditKey.Interrupt,
        '\x04' => EditKey.EndOrDelete,
        _ => EditKey.None,
    };
}
