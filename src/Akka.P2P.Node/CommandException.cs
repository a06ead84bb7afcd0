namespace Akka.P2P.Node;

/// <summary>
/// A command cannot go on. The message is the one sentence that the user reads: what is wrong and what to do about it.
/// </summary>
public sealed class CommandException(ExitCode code, string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    public ExitCode Code { get; } = code;
}
