namespace Akka.Serialization.Hyperion.Tests;

using System.Collections.Immutable;
using System.Runtime.Serialization;
using FsCheck;
using FsCheck.Fluent;
using Xunit.Abstractions;

public sealed class HostileSpecs(ITestOutputHelper output)
{
    [Fact(DisplayName = "Damaged bytes give a message or a serialization error, and nothing else")]
    public void Mutations()
    {
        const int Seed = 1729;
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var node = new Node().Named("a");
        node.Next = node;
        node.Friends.Add(node);
        var originals = new object[]
        {
            node, new Lists([1, 2], ["a"], [new Dog("b", 1)], default, ImmutableDictionary<string, Animal>.Empty.Add("c", new Cat("d", null)), new HashSet<Guid> { Guid.Empty }, 5),
            new Dictionary<int, string?[]> { [1] = ["a", null], [2] = [] }, new[] { 1.5, 2.5 }, new NodeException("m", node, new InvalidOperationException("i")),
            (1, "x", 2.5m, new DateTime(2020, 1, 1), DateTimeOffset.UnixEpoch, (ImmutableArray<long>)[1, 2]), new Stack<object>([Colour.Red, typeof(Dog), new Version(1, 2)]),
        }.Select(Bytes.Default.ToBinary).ToArray();
        var refused = 0;
        for (var i = 0; i < 100_000; i++)
        {
            var bytes = (byte[])originals[random.Next(originals.Length)].Clone();
            for (var n = random.Next(1, 5); n > 0; n--)
                bytes[random.Next(2, bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(48) : (byte)random.Next(256);
            if (random.Next(4) == 0)
                bytes = bytes[..random.Next(bytes.Length)];
            try
            {
                Bytes.Default.FromBinary(bytes, null!);
            }
            catch (SerializationException)
            {
                refused++;
            }
        }

        output.WriteLine($"{refused} of 100000 refused");
        Assert.InRange(refused, 50_000, 99_999);
    }

    [Fact(DisplayName = "Noise gives a serialization error")]
    public void Noise()
    {
        const int Seed = 42;
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            if (bytes.Length > 1)
                (bytes[0], bytes[1]) = (0xA1, 3);
            try
            {
                Bytes.Default.FromBinary(bytes, null!);
            }
            catch (SerializationException)
            {
            }
        }

        Assert.Throws<SerializationException>(() => Bytes.Default.FromBinary([], null!));
        Assert.Throws<SerializationException>(() => Bytes.Default.FromBinary([.. Bytes.Default.ToBinary(1), 0], null!));
    }

    [Fact(DisplayName = "A promise of billions of elements costs no memory")]
    public void Promises()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var value in new object[] { new List<long>(), Array.Empty<int>(), Array.Empty<string>(), Array.Empty<byte>(), new Dictionary<int, int>(), "", ImmutableArray<int>.Empty, new HashSet<decimal>() })
        {
            // The count is the last thing in the bytes of something empty.
            var bytes = Bytes.Default.ToBinary(value);
            Assert.Throws<SerializationException>(() => Bytes.Default.FromBinary([.. bytes[..^1], 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0], null!));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact(DisplayName = "Nesting that no writer would make is refused")]
    public void Nesting()
    {
        var inner = Bytes.Default.ToBinary(new object[] { new object[] { null! } });
        // The second array refers to the type of the first: format, flags, new type, count, [known type, count] again and again.
        var level = inner[^3..^1];
        var bytes = inner[..^3].Concat(Enumerable.Repeat(level, 200_000).SelectMany(part => part)).ToArray();

        Assert.Contains("1000", Assert.Throws<SerializationException>(() => Bytes.Default.FromBinary(bytes, null!)).Message, StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Arrays in arrays that each promise as much as is left cost no more than the message")]
    public void Promises_add_up()
    {
        var inner = Bytes.Default.ToBinary(new object[] { new object[] { null! } });
        var level = inner[^3..^2];
        // 900 levels, each with the type of the one before and a count (one higher on the wire) of 100,000 in three bytes.
        byte[] count = [0xA1, 0x8D, 0x06];
        var bytes = inner[..^4].Concat(count).Concat(Enumerable.Repeat(level.Concat(count), 900).SelectMany(part => part)).Concat(new byte[110_000]).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<SerializationException>(() => Bytes.Default.FromBinary(bytes, null!));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    [Fact(DisplayName = "A tuple within itself is refused: as a key it would never come to the end of its hash code")]
    public void Tuple_within_itself()
    {
        var list = new List<object>();
        var tuple = Tuple.Create<object>(list);
        list.Add(new HashSet<Tuple<object>> { tuple });
        var bytes = Bytes.Default.ToBinary(tuple);
        Assert.Throws<SerializationException>(() => Bytes.Default.FromBinary(bytes, null!));

        // Directly: the one item of the tuple is a reference (1) to object 0, where it was a list.
        var plain = Bytes.Default.ToBinary(Tuple.Create<object>(null!));
        Assert.Equal(0, plain[^1]);
        Assert.Throws<SerializationException>(() => Bytes.Default.FromBinary([.. plain[..^1], 1, 0], null!));
    }

    [Fact(DisplayName = "Any graph comes back the same graph")]
    public void Graphs() =>
        Prop.ForAll(Arb.From(Graph()), nodes =>
        {
            var copies = Bytes.Copy(nodes)!;
            var numbers = nodes.Select((node, number) => (node, number)).ToDictionary(pair => pair.node, pair => pair.number);
            return nodes.Select((node, i) => (node, copy: copies[i])).All(pair =>
                pair.node.Name == pair.copy.Name
                && (pair.node.Next is null ? pair.copy.Next is null : ReferenceEquals(copies[numbers[pair.node.Next!]], pair.copy.Next))
                && pair.node.Friends.Select(friend => copies[numbers[friend]]).SequenceEqual(pair.copy.Friends, ReferenceEqualityComparer.Instance));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact(DisplayName = "Any nest of values comes back equal")]
    public void Values() =>
        Prop.ForAll(ArbMap.Default.ArbFor<(int, string, (double, DateTime, byte[]), List<Tuple<long, char?, string[]>>)>(), value =>
        {
            var copy = Bytes.Copy(value);
            return copy.Item1 == value.Item1 && copy.Item2 == value.Item2 && copy.Item3.Item1.Equals(value.Item3.Item1) && copy.Item3.Item2 == value.Item3.Item2
                && (copy.Item3.Item3 ?? []).SequenceEqual(value.Item3.Item3 ?? [])
                && (copy.Item4 ?? []).Count == (value.Item4 ?? []).Count
                && (copy.Item4 ?? []).Zip(value.Item4 ?? []).All(pair => Equals(pair.First is null, pair.Second is null)
                    && (pair.First is null || (pair.First!.Item1 == pair.Second!.Item1 && pair.First!.Item2 == pair.Second!.Item2 && (pair.First!.Item3 ?? []).SequenceEqual(pair.Second!.Item3 ?? []))));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static Gen<Node[]> Graph() =>
        Gen.Choose(1, 20).SelectMany(count => Gen.ArrayOf(Gen.Choose(-1, count - 1), count * 4).Select(edges =>
        {
            var nodes = Enumerable.Range(0, count).Select(i => new Node().Named($"n{i}")).ToArray();
            for (var i = 0; i < count; i++)
            {
                nodes[i].Next = edges[i * 4] < 0 ? null : nodes[edges[i * 4]];
                nodes[i].Friends.AddRange(edges[((i * 4) + 1)..((i * 4) + 4)].Where(edge => edge >= 0).Select(edge => nodes[edge]));
            }

            return nodes;
        }));
}
