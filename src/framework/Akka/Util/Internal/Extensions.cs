namespace Akka.Util.Internal;

using System.Diagnostics.CodeAnalysis;

/// <summary>Small helpers about collections, texts and times.</summary>
public static class Extensions
{
    /// <summary>The object as that type.</summary>
    /// <exception cref="InvalidCastException">It is not of that type.</exception>
    public static T AsInstanceOf<T>(this object? self) => (T)self!;

    /// <summary>The text in double quotes.</summary>
    public static string BetweenDoubleQuotes(this string self) => $"\"{self}\"";

    /// <summary>The sequence with one item more at its end.</summary>
    public static IEnumerable<T> Concat<T>(this IEnumerable<T> enumerable, T item)
    {
        foreach (var each in enumerable)
        {
            yield return each;
        }

        yield return item;
    }

    /// <summary>The sequence without its first <paramref name="count"/> items.</summary>
    public static IEnumerable<T> Drop<T>(this IEnumerable<T> self, int count) => self.Skip(count);

    /// <summary>The last <paramref name="n"/> items.</summary>
    public static IEnumerable<T> TakeRight<T>(this IEnumerable<T> self, int n) => self.TakeLast(n);

    /// <summary>The first item, or the type's default.</summary>
    [return: MaybeNull]
    public static T Head<T>(this IEnumerable<T> self) => self.FirstOrDefault();

    /// <summary>Does something with each item.</summary>
    public static void ForEach<T>(this IEnumerable<T> source, Action<T> action)
    {
        foreach (var each in source)
        {
            action(each);
        }
    }

    /// <summary>The texts with a separator between them.</summary>
    public static string Join(this IEnumerable<string> self, string separator) => string.Join(separator, self);

    /// <summary>Adds an entry and returns the dictionary.</summary>
    public static IDictionary<TKey, TValue> AddAndReturn<TKey, TValue>(this IDictionary<TKey, TValue> hash, TKey key, TValue value)
    {
        hash[key] = value;
        return hash;
    }

    /// <summary>Sets an entry, whether there is one or not.</summary>
    public static void AddOrSet<TKey, TValue>(this IDictionary<TKey, TValue> hash, TKey key, TValue value) => hash[key] = value;

    /// <summary>The entry's value, or another one.</summary>
    public static TValue GetOrElse<TKey, TValue>(this IDictionary<TKey, TValue> hash, TKey key, TValue elseValue) =>
        hash.TryGetValue(key, out var found) ? found : elseValue;

    /// <summary>The longer one.</summary>
    public static TimeSpan Max(this TimeSpan @this, TimeSpan other) => @this > other ? @this : other;

    /// <summary>The shorter one.</summary>
    public static TimeSpan Min(this TimeSpan @this, TimeSpan other) => @this < other ? @this : other;

    /// <summary>The parts of a dotted path; what stands in double quotes is one part, without its quotes.</summary>
    public static IEnumerable<string> SplitDottedPathHonouringQuotes(this string path)
    {
        var i = 0;
        while (i < path.Length)
        {
            if (path[i] == '"')
            {
                var close = path.IndexOf('"', i + 1);
                var end = close < 0 ? path.Length : close;
                yield return path[(i + 1)..end];
                i = end + 1;
                i = i < path.Length && path[i] == '.' ? i + 1 : i;
            }
            else
            {
                var dot = path.IndexOf('.', i);
                var end = dot < 0 ? path.Length : dot;
                yield return path[i..end];
                i = end + 1;
            }
        }
    }
}
