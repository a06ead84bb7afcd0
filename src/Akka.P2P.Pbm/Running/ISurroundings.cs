namespace Akka.P2P.Pbm.Running;

using Akka.P2P.Pbm.Terminals;

/// <summary>All that the program sees of the process it runs in.</summary>
internal interface ISurroundings
{
    /// <summary>Answers. Throws <see cref="IOException"/> once nobody reads them.</summary>
    TextWriter Output { get; }

    /// <summary>Sentences for people.</summary>
    TextWriter Errors { get; }

    TextReader Input { get; }

    /// <summary>A user sits there, at both ends; null when one of them is a pipe or a file.</summary>
    ITerminal? Terminal { get; }

    /// <summary>Errors are read by a person on a terminal that shows colours.</summary>
    bool ColourErrors { get; }

    IInterrupts Interrupts { get; }

    /// <summary>Where the history is kept; null: nowhere.</summary>
    string? HistoryFile { get; }

    string? Environment(string variable);
}

/// <summary>Ctrl+C and SIGTERM.</summary>
internal interface IInterrupts
{
    /// <summary>
    /// A token that the next Ctrl+C cancels. One that comes when no token is out is lost, and so is another one before the token is given back,
    /// unless <paramref name="secondEnds"/>: then that ends the process.
    /// </summary>
    IInterruptible Begin(bool secondEnds);
}

internal interface IInterruptible : IDisposable
{
    CancellationToken Token { get; }
}

internal static class SurroundingsExtensions
{
    /// <summary>A sentence beside the output.</summary>
    public static void Warn(this ISurroundings surroundings, string sentence) => surroundings.Errors.Say(Text.Harmless.Line(sentence));

    /// <summary>Writes a line for people. Nobody who reads it is no failure: the exit code says the same.</summary>
    public static void Say(this TextWriter errors, string line)
    {
        try
        {
            errors.WriteLine(line);
            errors.Flush();
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
        }
    }
}
