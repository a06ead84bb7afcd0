namespace Akka.Serialization.Hyperion.Tests;

using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.Serialization;
using Akka.Actor;

public sealed class ShapeSpecs
{
    private static readonly Plain Plain = new(
        true, 200, -3, short.MinValue, ushort.MaxValue, int.MinValue, uint.MaxValue, long.MinValue, ulong.MaxValue, '\ud800',
        float.NegativeInfinity, double.Epsilon, 79228162514264337593543950335m, Guid.Parse("6f9619ff-8b86-d011-b42d-00cf4fc964ff"),
        new DateTime(2024, 2, 29, 1, 2, 3, DateTimeKind.Utc), new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromHours(-11)), TimeSpan.MinValue,
        "zażółć \ud83d\ude00 \ud800 alone", Colour.Red, 5, null, Colour.Green, new DateOnly(2024, 2, 29), new Uri("a/b?c", UriKind.Relative), new Version(1, 2, 3));

    public static TheoryData<object> Roots() =>
    [
        1, -1L, 'x', 1.5f, 2.5, 3.5m, true, (byte)1, "text", string.Empty, Colour.Red, Guid.Empty, DateTime.MaxValue, TimeSpan.Zero, new Version(1, 2),
        new Uri("http://a/"), new DateOnly(2020, 1, 2), new TimeOnly(1, 2), Int128.MinValue, (Half)1.5, new Point(1.5, -2), (1, "two", 3.0), Tuple.Create(1, "2"),
        KeyValuePair.Create("a", 1), Plain, new Dog("Rex", 3), new Cat("Tom", new Dog("Spike", 4)),
    ];

    public static TheoryData<object> Collections() =>
    [
        new byte[] { 1, 2, 3 }, Array.Empty<byte>(), new[] { 1, -2 }, new[] { long.MaxValue }, new[] { 1.5, double.NaN }, new[] { 'a', '\ud800' }, new[] { true, false },
        new[] { "a", null }, new[] { Colour.Red }, new int[]?[] { [1], [2, 3], null }, new object[] { 1, "a", new Dog("x", 1) }, new[] { 1m }, new int?[] { 1, null },
        new List<int> { 1, 2 }, new List<Animal> { new Dog("x", 1) }, new HashSet<string> { "a", "b" }, new SortedSet<int> { 3, 1 },
        new Queue<int>([1, 2, 3]), new Stack<int>([1, 2, 3]), new LinkedList<string>(["a", "b"]), new ConcurrentQueue<int>([1, 2]),
        new Dictionary<string, int> { ["a"] = 1 }, new Dictionary<Dog, Colour> { [new("x", 1)] = Colour.Green }, new SortedDictionary<int, string> { [1] = "a" },
        new SortedList<int, string> { [1] = "a" }, new ConcurrentDictionary<string, int> { ["a"] = 1 },
        ImmutableArray.Create(1, 2), ImmutableArray.Create("a", "b"), ImmutableArray.Create<byte>(), ImmutableList.Create(1, 2), ImmutableHashSet.Create(1, 2),
        ImmutableSortedSet.Create(2, 1), ImmutableQueue.Create(1, 2), ImmutableStack.Create(1, 2), ImmutableDictionary<string, int>.Empty.Add("a", 1),
        ImmutableSortedDictionary<string, int>.Empty.Add("a", 1), new[] { 1, 2, 3 }.ToFrozenSet(), new Dictionary<string, int> { ["a"] = 1 }.ToFrozenDictionary(),
        new List<int> { 1 }.AsReadOnly(), new Dictionary<string, int> { ["a"] = 1 }.AsReadOnly(),
    ];

    [Theory(DisplayName = "A value of any simple shape comes back equal, whatever the settings")]
    [MemberData(nameof(Roots))]
    public void Root(object value)
    {
        foreach (var serializer in AllSettings())
        {
            var copy = Bytes.Copy(value, serializer);
            Assert.Equal(value, copy);
            Assert.Equal(value.GetType(), copy.GetType());
        }
    }

    [Theory(DisplayName = "A collection comes back with its type, its elements and their order, whatever the settings")]
    [MemberData(nameof(Collections))]
    public void Collection(object value)
    {
        foreach (var serializer in AllSettings())
        {
            var copy = Bytes.Copy(value, serializer);
            Assert.Equal(((System.Collections.IEnumerable)value).Cast<object>(), ((System.Collections.IEnumerable)copy).Cast<object>());
            Assert.Equal(value.GetType(), copy.GetType());
        }
    }

    [Fact(DisplayName = "null comes back as null")]
    public void Null() => Assert.Null(Bytes.Default.FromBinary(Bytes.Default.ToBinary(null!), typeof(object)));

    [Fact(DisplayName = "Members that are declared as interfaces or base classes come back as what they were")]
    public void Polymorphic()
    {
        var dog = new Dog("Rex", 3);
        var lists = new Lists([1, 2, 3], ["a", "b"], [dog], default, ImmutableDictionary<string, Animal>.Empty.Add("t", new Cat("Tom", dog)), new HashSet<Guid> { Guid.Empty }, Colour.Green);

        var copy = Bytes.Copy(lists);

        Assert.Equal([1, 2, 3], copy.Numbers);
        Assert.Equal(["a", "b"], copy.Texts);
        Assert.Equal([dog], copy.Dogs.AsEnumerable());
        Assert.True(copy.None.IsDefault);
        Assert.Equal(lists.Animals, copy.Animals);
        Assert.Equal(lists.Ids, copy.Ids);
        Assert.Equal(Colour.Green, copy.Anything);
        Assert.Same(copy.Dogs[0], Assert.IsType<Cat>(copy.Animals["t"]).Enemy);
    }

    [Fact(DisplayName = "Circles come back as circles, and no constructor runs")]
    public void Circles()
    {
        var node = new Node { Temporary = 7 }.Named("a");
        node.Next = new Node { Next = node }.Named("b");
        node.Friends.AddRange([node, node.Next]);
        var before = Node.Constructed;

        var copy = Bytes.Copy(node);

        Assert.Equal(before, Node.Constructed);
        Assert.Equal(["a", "b"], new[] { copy.Name, copy.Next!.Name });
        Assert.Same(copy, copy.Next.Next);
        Assert.Same(copy, copy.Friends[0]);
        Assert.Equal(0, copy.Temporary);
        var self = new List<object>();
        self.Add(self);
        var selfCopy = Bytes.Copy(self);
        Assert.Same(selfCopy, Assert.Single(selfCopy));
    }

    [Fact(DisplayName = "Without references a shared object is written twice, and a circle is refused")]
    public void No_references()
    {
        var serializer = Bytes.With(HyperionSerializerSettings.Default.WithPreserveObjectReference(false));
        var shared = new Dog("Rex", 1);
        var copy = Bytes.Copy(new[] { shared, shared }, serializer);
        Assert.Equal(copy[0], copy[1]);
        Assert.NotSame(copy[0], copy[1]);

        var node = new Node();
        node.Next = node;
        Assert.Throws<SerializationException>(() => serializer.ToBinary(node));
    }

    [Fact(DisplayName = "A chain deeper than the limit is refused with words, not by the stack's end")]
    public void Deep()
    {
        var chain = new Node();
        for (var i = 0; i < 100_000; i++)
            chain = new Node { Next = chain };

        Assert.Contains("1000", Assert.Throws<SerializationException>(() => Bytes.Default.ToBinary(chain)).Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "An exception comes back with message, members, cause and where it was thrown")]
    public void Exceptions()
    {
        try
        {
            throw new NodeException("outer", new Node().Named("n"), new InvalidOperationException("inner"));
        }
        catch (NodeException e)
        {
            var copy = Bytes.Copy(e);

            Assert.Equal("outer", copy.Message);
            Assert.Equal("n", copy.Node.Name);
            Assert.Equal("inner", Assert.IsType<InvalidOperationException>(copy.InnerException).Message);
            Assert.Contains(nameof(Exceptions), copy.StackTrace, StringComparison.Ordinal);
            Assert.Equal(e.HResult, copy.HResult);
        }
    }

    [Fact(DisplayName = "A type comes back as itself")]
    public void Types() => Assert.Same(typeof(List<Dog>), Bytes.Copy<object>(typeof(List<Dog>)));

    [Fact(DisplayName = "What can't mean anything elsewhere is refused by name")]
    public void Refused()
    {
        var local = 0;
        foreach (var value in new object[] { () => local++, Task.CompletedTask, new int[1, 1], new CancellationTokenSource(), new MemoryStream(), Thread.CurrentThread, Bytes.System, (IntPtr)1 })
            Assert.Contains("can't be serialized", Assert.Throws<SerializationException>(() => Bytes.Default.ToBinary(new object[] { value })).Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "References to actors and addresses travel as their surrogates")]
    public void Actors()
    {
        var address = new Address("akka.tcp", "other", "host", 4711);
        var path = new RootActorPath(address) / "user" / "a";

        Assert.Equal((address, (ActorPath)path), Bytes.Copy((address, (ActorPath)path)));
        var dead = Bytes.System.DeadLetters;
        Assert.Equal(dead.Path, Bytes.Copy(new Tuple<IActorRef>(dead)).Item1.Path);
    }

    [Fact(DisplayName = "A surrogate of one's own stands in on the wire")]
    public void Surrogates()
    {
        var serializer = Bytes.With(HyperionSerializerSettings.Default.WithSurrogates(
            [global::Hyperion.Surrogate.Create<MemoryStream, Tuple<byte[]>>(stream => Tuple.Create(stream.ToArray()), bytes => new MemoryStream(bytes.Item1))]));

        Assert.Equal([1, 2], Bytes.Copy(new MemoryStream([1, 2]), serializer).ToArray());
    }

    [Fact(DisplayName = "A known type travels as a number, and needs the same list on the other side")]
    public void Known()
    {
        var serializer = Bytes.With(HyperionSerializerSettings.Default.WithKnownTypesProvider(typeof(Dogs)));
        var bytes = serializer.ToBinary(new Dog("Rex", 3));

        Assert.True(bytes.Length < Bytes.Default.ToBinary(new Dog("Rex", 3)).Length - 40);
        Assert.Equal(new Dog("Rex", 3), serializer.FromBinary(bytes, null!));
        Assert.Throws<SerializationException>(() => Bytes.Default.FromBinary(bytes, null!));
    }

    private static IEnumerable<HyperionSerializer> AllSettings()
    {
        foreach (var references in new[] { true, false })
        {
            foreach (var names in new[] { true, false })
                yield return Bytes.With(new HyperionSerializerSettings(references, names, typeof(Dogs)));
        }
    }

    public sealed class Dogs : IKnownTypesProvider
    {
        public IEnumerable<Type> GetKnownTypes() => [typeof(Dog), typeof(List<Dog>)];
    }
}
