namespace Akka.P2P.Pbm.History;

/// <summary>What was typed, the oldest first: at most <see cref="Limit"/> lines, none twice in a row.</summary>
internal sealed class LineHistory
{
    public const int Limit = 1000;

    private readonly List<string> _lines;

    public LineHistory(IEnumerable<string>? lines = null)
    {
        _lines = [.. (lines ?? []).TakeLast(Limit)];
    }

    public int Count => _lines.Count;

    public string this[int index] => _lines[index];

    /// <summary>False when the line isn't worth keeping: it is blank, or the same as the last.</summary>
    public bool Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line) || (_lines.Count > 0 && _lines[^1] == line))
            return false;

        if (_lines.Count == Limit)
            _lines.RemoveAt(0);
        _lines.Add(line);
        return true;
    }
}
