namespace Akka.P2P.Pbm.Editing;

using Akka.P2P.Pbm.Text;

/// <summary>
/// The line that is typed, and the place in it. The place is always between two text elements: a letter with its accents, a pair of
/// surrogates and a joined emoji are moved over and deleted as the one character that they look like.
/// </summary>
internal sealed class LineBuffer
{
    /// <summary>UTF-16 units. What a paste may cost; nobody types a command that long.</summary>
    public const int Limit = 8 << 10;

    private char _highSurrogate;

    public string Text { get; private set; } = "";

    /// <summary>An index into <see cref="Text"/>, from 0 to its length.</summary>
    public int Cursor { get; private set; }

    /// <summary>Half a pair is kept until the other half comes. False when it can't be part of a line, or the line is full.</summary>
    public bool Insert(char character)
    {
        if (char.IsHighSurrogate(character))
        {
            _highSurrogate = character;
            return true;
        }

        var high = _highSurrogate;
        _highSurrogate = '\0';
        if (char.IsLowSurrogate(character))
            return high != '\0' && Insert(new string([high, character]));
        return Insert(character.ToString());
    }

    public bool Insert(string text)
    {
        if (Text.Length + text.Length > Limit || Harmless.Line(text) != text)
            return false;

        var place = Cursor + text.Length;
        Text = Text.Insert(Cursor, text);
        Cursor = BoundaryAtOrAfter(place);
        return true;
    }

    public void Set(string text, int? cursor = null)
    {
        Text = text.Length > Limit ? text[..Limit] : text;
        Cursor = BoundaryAtOrAfter(Math.Clamp(cursor ?? Text.Length, 0, Text.Length));
        _highSurrogate = '\0';
    }

    /// <summary>Puts <paramref name="text"/> in the place of what stands from <paramref name="start"/> to the cursor.</summary>
    public bool Replace(int start, string text)
    {
        if (Text.Length - (Cursor - start) + text.Length > Limit || Harmless.Line(text) != text)
            return false;

        Set(string.Concat(Text.AsSpan(0, start), text, Text.AsSpan(Cursor)), start + text.Length);
        return true;
    }

    public bool Left() => MoveTo(BoundaryBefore(Cursor));

    public bool Right() => Cursor < Text.Length && MoveTo(Cursor + CellWidth.ElementLength(Text, Cursor));

    public bool MoveTo(int place)
    {
        if (place == Cursor)
            return false;
        Cursor = place;
        return true;
    }

    public int WordLeft()
    {
        var place = Cursor;
        while (place > 0 && Text[place - 1] == ' ')
            place--;
        while (place > 0 && Text[place - 1] != ' ')
            place--;
        return place;
    }

    public int WordRight()
    {
        var place = Cursor;
        while (place < Text.Length && Text[place] == ' ')
            place++;
        while (place < Text.Length && Text[place] != ' ')
            place++;
        return place;
    }

    /// <summary>Takes out what is between the cursor and <paramref name="place"/>, before or behind it.</summary>
    /// <returns>What was taken out.</returns>
    public string Cut(int place)
    {
        var (start, end) = (Math.Min(place, Cursor), Math.Max(place, Cursor));
        var taken = Text[start..end];
        Set(Text.Remove(start, end - start), start);
        return taken;
    }

    public int BoundaryBefore(int place)
    {
        var (before, i) = (0, 0);
        while (i < place)
        {
            before = i;
            i += CellWidth.ElementLength(Text, i);
        }

        return before;
    }

    private int BoundaryAtOrAfter(int place)
    {
        var i = 0;
        while (i < place)
            i += CellWidth.ElementLength(Text, i);
        return i;
    }
}
