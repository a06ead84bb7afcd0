namespace Petabridge.Cmd;

/// <summary>One word of a command line.</summary>
/// <param name="Text">The word, without its quotes.</param>
/// <param name="IsQuoted">Whether it begins with a quote: then it is a value, even if a dash follows.</param>
/// <param name="Start">Where it begins in the line.</param>
/// <param name="End">The place after its last character in the line.</param>
/// <param name="IsOpen">Whether a quote in it isn't closed.</param>
public sealed record CommandToken(string Text, bool IsQuoted, int Start, int End, bool IsOpen);
