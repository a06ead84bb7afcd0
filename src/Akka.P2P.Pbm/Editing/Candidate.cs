namespace Akka.P2P.Pbm.Editing;

/// <summary>One way to go on.</summary>
/// <param name="Text">What is put into the line; quoted where it has to be.</param>
/// <param name="Hint">A few words about it, or nothing.</param>
internal readonly record struct Candidate(string Text, string Hint = "");

/// <param name="Start">Where the word begins that is to be completed, in UTF-16 units of the line.</param>
/// <param name="Candidates">In the order to show them. Each begins with that word.</param>
/// <param name="Usage">What could follow where nothing can be listed: <c>-s SYMBOL</c>. Or nothing.</param>
internal sealed record Completion(int Start, IReadOnlyList<Candidate> Candidates, string Usage = "")
{
    public static Completion None { get; } = new(0, []);
}
