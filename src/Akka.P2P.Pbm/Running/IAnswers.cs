namespace Akka.P2P.Pbm.Running;

/// <summary>What the user gets to see of a command.</summary>
internal interface IAnswers
{
    /// <summary>Whether commands are asked for JSON.</summary>
    bool Json { get; }

    /// <summary>One answer of the host, of one line or more. It may wait for <see cref="Flush"/>.</summary>
    /// <exception cref="IOException">Nobody reads it any more.</exception>
    void Answer(string text);

    /// <summary>Text of our own, as help is.</summary>
    void Say(IEnumerable<string> lines);

    /// <summary>What went wrong, as one sentence or more.</summary>
    void Error(ExitCode code, string sentence);

    /// <summary>A word on the side, which is no part of the output.</summary>
    void Note(string sentence);

    void Flush();
}
