namespace Akka.P2P.Pbm;

/// <summary>It can't go on. The message is the one sentence that the user reads: what is wrong and what to do about it.</summary>
internal sealed class PbmException(ExitCode code, string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    public ExitCode Code { get; } = code;
}
