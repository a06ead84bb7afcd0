namespace Akka.TestKit.Xunit2.Internals;

using System.Collections;

/// <summary>Equality as assertions mean it: by value, and for collections item by item.</summary>
public class AkkaAssertEqualityComparer<T>(bool skipTypeCheck = false, IEqualityComparer? innerComparer = null) : IEqualityComparer<T>
{
    /// <inheritdoc/>
    public bool Equals(T? x, T? y)
    {
        if (x is null || y is null)
        {
            return x is null && y is null;
        }

        if (x.Equals(y) || (x is IEquatable<T> equatable && equatable.Equals(y)))
        {
            return true;
        }

        if (!skipTypeCheck && x.GetType() != y.GetType() && x is not IEnumerable)
        {
            return x is IComparable<T> other && other.CompareTo(y) == 0;
        }

        return x is IEnumerable first and not string && y is IEnumerable second and not string && Items(first, second);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: what is equal item by item has no cheap hash.</exception>
    public int GetHashCode(T obj) => throw new NotSupportedException("This comparer only says whether two values are equal.");

    private bool Items(IEnumerable first, IEnumerable second)
    {
        var items = innerComparer ?? new ItemComparer();
        var (left, right) = (first.Cast<object?>().ToList(), second.Cast<object?>().ToList());
        return left.Count == right.Count && left.Zip(right).All(pair => items.Equals(pair.First, pair.Second));
    }

    private sealed class ItemComparer : IEqualityComparer
    {
        public new bool Equals(object? x, object? y) => new AkkaAssertEqualityComparer<object>().Equals(x, y);

        public int GetHashCode(object obj) => obj.GetHashCode();
    }
}
