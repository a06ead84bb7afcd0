namespace Akka.P2P.Pbm.Text;

internal static class Sentence
{
    // Cells. A sentence that names all palettes of a host can be of any length.
    private const int Longest = 2000;

    /// <summary>What was said, with a full stop where it has no end of its own.</summary>
    public static string Of(string said) => said.Length > 0 && said[^1] is '.' or '?' or '!' ? said : said + ".";

    public static string Bounded(string said) => said.Length <= Longest ? said : CellWidth.Cut(said, Longest);
}
