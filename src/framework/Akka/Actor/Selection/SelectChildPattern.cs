namespace Akka.Actor;

/// <summary>Every child whose name fits: <c>?</c> stands for one character, <c>*</c> for any number of them.</summary>
public class SelectChildPattern : SelectionPathElement
{
    public SelectChildPattern(string patternStr) => PatternStr = patternStr;

    public string PatternStr { get; }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj) || (obj is SelectChildPattern other && Equals(other));

    /// <inheritdoc/>
    public override int GetHashCode() => PatternStr.GetHashCode(StringComparison.Ordinal) ^ 1;

    /// <inheritdoc/>
    public override string ToString() => PatternStr;

    /// <summary>
    /// Whether the name fits. Linear in practice and never worse than name × pattern: on a mismatch only the latest star
    /// takes one more character, so a hostile pattern from another node can't cost exponential time.
    /// </summary>
    internal bool Matches(string name)
    {
        var (n, p, star, resume) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < PatternStr.Length && PatternStr[p] == '*')
                (star, resume, p) = (p, n, p + 1);
            else if (p < PatternStr.Length && (PatternStr[p] == '?' || PatternStr[p] == name[n]))
                (n, p) = (n + 1, p + 1);
            else if (star >= 0)
                (p, n, resume) = (star + 1, resume + 1, resume + 1);
            else
                return false;
        }

        while (p < PatternStr.Length && PatternStr[p] == '*')
            p++;
        return p == PatternStr.Length;
    }

    protected bool Equals(SelectChildPattern other) => other.PatternStr == PatternStr;
}
