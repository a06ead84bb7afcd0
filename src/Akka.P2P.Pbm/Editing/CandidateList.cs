namespace Akka.P2P.Pbm.Editing;

using System.Globalization;
using Akka.P2P.Pbm.Text;

/// <summary>What a second Tab shows below the line.</summary>
internal static class CandidateList
{
    /// <summary>So many at most: a host may have any number of palettes.</summary>
    public const int Shown = 100;

    private const int WithHints = 25;

    /// <summary>Rows that are no wider than the terminal.</summary>
    public static IReadOnlyList<string> Rows(Completion completion, int columns)
    {
        columns = Math.Max(2, columns);
        var shown = completion.Candidates.Take(Shown).Select(candidate => new Candidate(Harmless.Line(candidate.Text), Harmless.Line(candidate.Hint))).ToList();
        var hinted = shown.Count <= WithHints && shown.Any(candidate => candidate.Hint.Length > 0);
        List<string> rows = [.. hinted ? OneARow(shown, columns) : InColumns(shown, columns)];
        if (completion.Candidates.Count > Shown)
            rows.Add(CellWidth.Cut(string.Create(CultureInfo.InvariantCulture, $"… and {completion.Candidates.Count - Shown:N0} more"), columns));
        if (completion.Usage.Length > 0)
            rows.Add(CellWidth.Cut(Harmless.Line(completion.Usage), columns));
        return rows;
    }

    private static IEnumerable<string> OneARow(List<Candidate> candidates, int columns)
    {
        var width = Math.Min(candidates.Max(candidate => CellWidth.Of(candidate.Text)), columns / 2);
        foreach (var candidate in candidates)
            yield return CellWidth.Cut($"{CellWidth.Pad(candidate.Text, width)}  {candidate.Hint}".TrimEnd(), columns);
    }

    private static IEnumerable<string> InColumns(List<Candidate> candidates, int columns)
    {
        if (candidates.Count == 0)
            yield break;

        var width = candidates.Max(candidate => CellWidth.Of(candidate.Text)) + 2;
        var across = Math.Max(1, (columns + 2) / width);
        var down = (candidates.Count + across - 1) / across;
        for (var row = 0; row < down; row++)
        {
            var cells = Enumerable.Range(0, across).Select(column => (column * down) + row).Where(index => index < candidates.Count);
            yield return CellWidth.Cut(string.Concat(cells.Select(index => CellWidth.Pad(candidates[index].Text, width))).TrimEnd(), columns);
        }
    }
}
