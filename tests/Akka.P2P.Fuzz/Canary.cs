namespace Akka.P2P.Fuzz;

using System.Collections.Immutable;
using System.Runtime.Serialization;

/// <summary>
/// A type outside every allow-list. Whatever way it comes to life in a process (a constructor, the hook of a serializer, a hash code
/// that a set asks for), it counts; and one that was made without any of these is found by its finalizer.
/// </summary>
internal sealed class Canary : Exception
{
    private static int _alive;

    private readonly int _number = 7;

    public Canary() => Interlocked.Increment(ref _alive);

    public Canary(string message)
        : base(message) => Interlocked.Increment(ref _alive);

    ~Canary() => Interlocked.Increment(ref _alive);

    /// <summary>How often one came to life since the last <see cref="Forget"/>, those included whom only the collector saw.</summary>
    public static int Seen()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Volatile.Read(ref _alive);
    }

    public static void Forget()
    {
        Seen();
        Volatile.Write(ref _alive, 0);
    }

    public override int GetHashCode()
    {
        Interlocked.Increment(ref _alive);
        return _number;
    }

    public override bool Equals(object? obj) => obj is Canary;

    /// <summary>It, and what else is on no list, in every place where a value can stand; and shapes that cost a careless reader dearly.</summary>
    public static object[] Shapes()
    {
        var canary = new Canary("x");
        GC.SuppressFinalize(canary);
        var circle = new List<object>();
        circle.Add(circle);
        object deep = new object[] { 1 };
        for (var i = 0; i < 900; i++)
            deep = new[] { deep };
        return
        [
            canary, new[] { canary }, new object[] { canary }, new List<Canary> { canary }, new List<Canary>(), Array.Empty<Canary>(), Tuple.Create(canary), (canary, 1),
            new Dictionary<Canary, int> { [canary] = 1 }, new Dictionary<string, object> { ["x"] = canary }, new HashSet<object> { canary }, ImmutableArray.Create(canary), typeof(Canary),
            typeof(List<Canary>), new Holder<Canary> { Content = canary }, new Holder<object> { Content = canary }, new Holder<int>(), new Exception("outer", canary),
            new Lazy<int>(1).IsValueCreated, new UriBuilder("http://x"), new System.Text.StringBuilder("x"), circle, deep, new Dictionary<long, int>(Enumerable.Range(0, 5000).Select(i => KeyValuePair.Create((long)i << 32 | (uint)i, i))),
            new HashSet<Tuple<object>> { Tuple.Create<object>(1) }, new string('x', 100_000), new byte[100_000], Enumerable.Range(0, 20_000).Select(i => (object)i).ToArray(), new SerializationException("x"),
        ];
    }

    internal sealed class Holder<T>
    {
        public T? Content { get; set; }
    }
}
