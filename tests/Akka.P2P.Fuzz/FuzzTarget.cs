namespace Akka.P2P.Fuzz;

/// <summary>One parser and what must hold of it, whatever it is given.</summary>
internal abstract class FuzzTarget
{
    public abstract string Name { get; }

    /// <summary>Bytes that may be allocated for one byte of input.</summary>
    public virtual int AllocationFactor => 200;

    /// <summary>Bytes that may be allocated besides: tables, buffers and exceptions of their own size.</summary>
    public virtual int AllocationBase => 512 * 1024;

    /// <summary>Words of the format, which chance alone would not find.</summary>
    public virtual IReadOnlyList<byte[]> Words => [];

    /// <summary>Good inputs made by our own code, besides the files of the corpus.</summary>
    public virtual IEnumerable<byte[]> Seeds() => [];

    /// <summary>Parses, and checks what came out. Returns what happened in a few words, so that inputs that do something new are kept.</summary>
    /// <exception cref="Exception">The parser let something escape that it doesn't document, or gave a value that isn't sound.</exception>
    public abstract string Run(byte[] input);

    /// <summary>A line that names no numbers: the same for faults of one kind.</summary>
    protected static string Kind(string message) => new([.. message.Where(c => !char.IsAsciiDigit(c)).Take(60)]);

    protected static void Require(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException(what);
    }
}
