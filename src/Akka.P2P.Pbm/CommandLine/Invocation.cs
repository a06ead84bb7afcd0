namespace Akka.P2P.Pbm.CommandLine;

/// <summary>What one call of the program asks for.</summary>
/// <param name="Address">The host to talk to.</param>
/// <param name="Words">The command, a word each; none opens the shell, or reads lines from the standard input.</param>
internal sealed record Invocation(HostAddress Address, IReadOnlyList<string> Words)
{
    /// <summary>Answers and errors as JSON, one object a line.</summary>
    public bool Json { get; init; }

    /// <summary>A line that fails doesn't end a batch.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>Where the token stands; null: not said.</summary>
    public string? TokenFile { get; init; }

    /// <summary>How long a connection may take; null: not said.</summary>
    public TimeSpan? Timeout { get; init; }
}
