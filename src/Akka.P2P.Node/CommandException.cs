namespace Akka.P2P.Node;

using System.Collections.Immutable;
using Akka.P2P.Protocol;

/// <summary>
/// A command cannot go on. The message is the one sentence that the user reads: what is wrong and what to do about it.
/// </summary>
public sealed class CommandException(ExitCode code, string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    public ExitCode Code { get; } = code;

    /// <summary>What a peer or a tracker refused it with; null when it was neither.</summary>
    public ReturnCode? Refusal { get; init; }

    /// <summary>When something was named that fits several: some of them, as they can be named.</summary>
    public ImmutableArray<string> Candidates { get; init; } = [];
}
