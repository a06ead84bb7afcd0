namespace Akka.Serialization.Hyperion.Tests;

using System.Collections;
using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

/// <summary>Trees of anything, as members of type object see them.</summary>
public sealed class RandomSpecs
{
    [Fact(DisplayName = "Any tree of records, structs, collections, tuples and numbers comes back the same, type by type, whatever the settings")]
    public void Trees()
    {
        var serializers = new[] { true, false }.SelectMany(references => new[] { true, false }.Select(names =>
            Bytes.With(HyperionSerializerSettings.Default.WithPreserveObjectReference(references).WithVersionTolerance(names)))).ToList();
        Prop.ForAll(Arb.From(Gen.Sized(size => Tree(Math.Min(size, 40)))), tree =>
        {
            foreach (var serializer in serializers)
            {
                var copy = Bytes.Copy(new Holder(tree), serializer).Anything;
                Assert.True(Same(tree, copy), $"{Show(tree)} came back as {Show(copy)}");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Fact(DisplayName = "What is shared in a tree is shared in its copy, and nothing else is")]
    public void Sharing() =>
        Prop.ForAll(Arb.From(Gen.Choose(1, 6).SelectMany(kinds => Gen.ListOf(Gen.Choose(0, kinds), 20))), picks =>
        {
            var things = Enumerable.Range(0, 7).Select(i => (object)(i % 2 == 0 ? new Dog($"d{i}", i) : new List<int> { i })).ToList();
            var list = picks.Select(pick => things[pick]).ToList();

            var copy = Bytes.Copy(list);

            for (var i = 0; i < list.Count; i++)
            {
                for (var j = 0; j < list.Count; j++)
                    Assert.Equal(ReferenceEquals(list[i], list[j]), ReferenceEquals(copy[i], copy[j]));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static Gen<object?> Tree(int size)
    {
        var leaves = Gen.OneOf(
            Of<int>(), Of<long>(), Of<byte>(), Of<short>(), Of<double>(), Of<float>(), Of<decimal>(), Of<bool>(), Of<char>(), Of<Guid>(), Of<DateTime>(), Of<TimeSpan>(), Of<string>(),
            Of<byte[]>(), Gen.Elements<object?>(null, Colour.Red, Colour.Green, new Version(1, 2, 3), new DateOnly(2024, 2, 29), typeof(Dog), ImmutableArray<int>.Empty, new Uri("a/b", UriKind.Relative)));
        if (size <= 1)
            return leaves;

        var inner = Tree(size / 3);
        var several = Gen.Choose(0, 4).SelectMany(count => Gen.ListOf(inner, count));
        var names = Gen.Elements("a", "b", "", "zażółć", "\0", "a.b");
        return Gen.OneOf(
            leaves,
            several.Select(items => (object?)items.ToArray()),
            several.Select(items => (object?)items.ToList()),
            several.Select(items => (object?)ImmutableList.CreateRange(items)),
            several.Select(items => (object?)items.ToImmutableArray()),
            several.Select(items => (object?)new Queue<object?>(items)),
            several.Select(items => (object?)new Stack<object?>(items)),
            Gen.ListOf(names.SelectMany(name => inner.Select(item => (name, item))), 3).Select(pairs => (object?)pairs.DistinctBy(p => p.name).ToDictionary(p => p.name, p => p.item)),
            Gen.ListOf(names.SelectMany(name => inner.Select(item => (name, item))), 3).Select(pairs => (object?)pairs.DistinctBy(p => p.name).ToImmutableSortedDictionary(p => p.name, p => p.item)),
            inner.SelectMany(one => inner.Select(two => (object?)(one, 5, two))),
            inner.SelectMany(one => inner.Select(two => (object?)Tuple.Create(one, two))),
            inner.Select(one => (object?)new Holder(one)),
            inner.SelectMany(one => inner.Select(two => (object?)new Pair<object?, Holder> { Left = one, Right = new Holder(two) })),
            ArbMap.Default.GeneratorFor<string>().Select(name => (object?)new Cat(name, new Dog(name, 1))),
            ArbMap.Default.GeneratorFor<int?[]>().Select(numbers => (object?)numbers));
    }

    private static Gen<object?> Of<T>() => ArbMap.Default.GeneratorFor<T>().Select(value => (object?)value);

    private static bool Same(object? left, object? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        _ when left.GetType() != right.GetType() => false,
        (Holder a, Holder b) => Same(a.Anything, b.Anything),
        (Pair<object?, Holder> a, Pair<object?, Holder> b) => Same(a.Left, b.Left) && Same(a.Right, b.Right),
        (System.Runtime.CompilerServices.ITuple a, System.Runtime.CompilerServices.ITuple b) => Enumerable.Range(0, a.Length).All(i => Same(a[i], b[i])),
        (string a, string b) => a == b,
        (IDictionary a, IDictionary b) => a.Count == b.Count && a.Keys.Cast<object>().All(key => b.Contains(key) && Same(a[key], b[key])),
        (IEnumerable a, IEnumerable b) => a.Cast<object?>().ToList() is var these && b.Cast<object?>().ToList() is var those
            && these.Count == those.Count && these.Zip(those).All(pair => Same(pair.First, pair.Second)),
        _ => left.Equals(right),
    };

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        Holder holder => $"Holder({Show(holder.Anything)})",
        IEnumerable items => $"{value.GetType().Name}[{string.Join(", ", items.Cast<object?>().Select(Show))}]",
        _ => $"{value.GetType().Name} {value}",
    };

    internal sealed record Holder(object? Anything);

    internal struct Pair<TLeft, TRight>
    {
        public TLeft Left;
        public TRight Right;
    }
}
