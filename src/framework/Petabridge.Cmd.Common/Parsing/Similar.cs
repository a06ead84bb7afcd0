namespace Petabridge.Cmd;

/// <summary>"Did you mean", by the number of characters that differ.</summary>
internal static class Similar
{
    private const int LongestCompared = 64;

    /// <summary>The end of a sentence about a name that doesn't exist: a full stop, or a comma and the nearest names that do.</summary>
    public static string Hint(string typed, IEnumerable<string> known)
    {
        var near = known.Distinct()
            .Select(name => (name, distance: Distance(typed, name)))
            .Where(pair => pair.distance <= Math.Max(1, Math.Min(typed.Length, pair.name.Length) / 3) || (typed.Length > 1 && pair.name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.name, StringComparer.Ordinal)
            .Take(3).Select(pair => $"'{pair.name}'").ToList();
        return near.Count == 0 ? "." : $"; did you mean {string.Join(" or ", near)}?";
    }

    /// <summary>The text as it may stand in a sentence.</summary>
    public static string Short(string text) => text.Length <= LongestCompared ? text : string.Concat(text.AsSpan(0, LongestCompared), "...");

    /// <summary>Insertions, removals, replacements and swaps of neighbours that make one of the other; case doesn't count.</summary>
    private static int Distance(string a, string b)
    {
        if (a.Length > LongestCompared || b.Length > LongestCompared)
            return int.MaxValue;
        a = a.ToUpperInvariant();
        b = b.ToUpperInvariant();
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
