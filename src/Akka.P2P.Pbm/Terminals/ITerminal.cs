namespace Akka.P2P.Pbm.Terminals;

using Akka.P2P.Pbm.Editing;

/// <summary>The terminal that a user sits at, as far as a line needs it.</summary>
internal interface ITerminal
{
    /// <summary>Cells in a row, at least 1.</summary>
    int Columns { get; }

    /// <summary>Rows, at least 1.</summary>
    int Rows { get; }

    /// <summary>False on one that can't move its cursor (TERM=dumb): lines are then read as the terminal itself edits them.</summary>
    bool CanMove { get; }

    /// <summary>False where nobody wants colours (NO_COLOR).</summary>
    bool Colours { get; }

    /// <summary>More keys are there already, as in a paste: showing the line can wait.</summary>
    bool KeyWaits { get; }

    /// <summary>While keys are taken Ctrl+C is one of them; at any other time it is a signal.</summary>
    void TakeKeys(bool taken);

    void Write(string text);

    /// <summary>The next key; null when the terminal is resized first.</summary>
    /// <exception cref="EndOfStreamException">The terminal is gone.</exception>
    Task<KeyStroke?> ReadKeyAsync();

    /// <summary>A line as the terminal edits it; null at the end of the input.</summary>
    Task<string?> ReadLineAsync();
}
