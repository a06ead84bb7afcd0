namespace Akka.P2P.Pbm.Editing;

internal enum EditEffect
{
    /// <summary>The line or the cursor may have changed: show it.</summary>
    Show,

    /// <summary>It couldn't be done.</summary>
    Bell,

    /// <summary>Enter: <see cref="EditResult.Line"/> is the command.</summary>
    Accept,

    /// <summary>Ctrl+C: the line is dropped.</summary>
    Drop,

    /// <summary>Ctrl+D on an empty line.</summary>
    EndOfInput,

    /// <summary>A second Tab: show what could stand here.</summary>
    List,

    ClearScreen,
}

/// <param name="Effect">What to do now.</param>
/// <param name="Line">The line, with <see cref="EditEffect.Accept"/>.</param>
/// <param name="Completion">What could stand here, with <see cref="EditEffect.List"/>.</param>
internal readonly record struct EditResult(EditEffect Effect, string Line = "", Completion? Completion = null);
