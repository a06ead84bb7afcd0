namespace Akka.P2P.Core.Identity;

using System.Globalization;

/// <summary>
/// Names one assignment of one chunk to one source. Every message about the assignment carries it, so that a late one can be told
/// apart and changes nothing. Numbers grow within one download and are never used twice there.
/// </summary>
public readonly record struct AttemptId(long Value) : IComparable<AttemptId>
{
    public static bool operator <(AttemptId left, AttemptId right) => left.Value < right.Value;

    public static bool operator <=(AttemptId left, AttemptId right) => left.Value <= right.Value;

    public static bool operator >(AttemptId left, AttemptId right) => left.Value > right.Value;

    public static bool operator >=(AttemptId left, AttemptId right) => left.Value >= right.Value;

    public AttemptId Next() => new(Value + 1);

    public int CompareTo(AttemptId other) => Value.CompareTo(other.Value);

    public override string ToString() => "#" + Value.ToString(CultureInfo.InvariantCulture);
}
