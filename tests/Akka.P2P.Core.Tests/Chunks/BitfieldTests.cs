namespace Akka.P2P.Core.Tests.Chunks;

using Akka.P2P.Core.Chunks;
using FsCheck;
using FsCheck.Fluent;

public sealed class BitfieldTests
{
    [Fact]
    public void It_does_what_a_set_of_numbers_does()
    {
        var cases = from length in Gen.Choose(1, 200)
                    from left in Gen.Choose(0, length - 1).ListOf()
                    from right in Gen.Choose(0, length - 1).ListOf()
                    from cleared in Gen.Choose(0, length - 1).ListOf()
                    select (length, left.ToList(), right.ToList(), cleared.ToList());
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var (length, left, right, cleared) = c;
            var (a, b) = (new Bitfield(length), new Bitfield(length));
            var (setA, setB) = (new HashSet<int>(), new HashSet<int>());
            var same = left.All(i => a.Set(i) == setA.Add(i)) & right.All(i => b.Set(i) == setB.Add(i))
                & cleared.All(i => a.Clear(i) == setA.Remove(i));
            return same
                && Equals(a, setA) && Equals(b, setB)
                && Equals(a & b, [.. setA.Intersect(setB)])
                && Equals(a | b, [.. setA.Union(setB)])
                && Equals(a.AndNot(b), [.. setA.Except(setB)])
                && a.LacksAnyOf(b) == setB.Except(setA).Any()
                && a.EnumerateMissing().SequenceEqual(Enumerable.Range(0, length).Except(setA))
                && a.IsFull == (setA.Count == length) && a.Missing == length - setA.Count
                && Bitfield.FromBytes(a.ToBytes(), length).SetEquals(a)
                && a.Clone().SetEquals(a);
        }).QuickCheckThrowOnFailure();

        static bool Equals(Bitfield bits, HashSet<int> set) =>
            bits.Count == set.Count && bits.EnumerateSet().SequenceEqual(set.Order());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    public void Full_is_full_at_every_word_boundary(int length)
    {
        var full = Bitfield.Full(length);
        Assert.True(full.IsFull);
        Assert.Equal(-1, full.NextMissing(0));
        Assert.Equal(Enumerable.Range(0, length), full.EnumerateSet());
        Assert.True(Bitfield.FromBytes(full.ToBytes(), length).SetEquals(full));
        full.ClearAll();
        Assert.True(full.IsEmpty);
        Assert.Equal(-1, full.NextSet(0));
    }

    [Fact]
    public void The_first_number_is_the_highest_bit_and_spare_bits_must_be_clear()
    {
        var bits = new Bitfield(10);
        bits.Set(0);
        bits.Set(9);
        Assert.Equal([0x80, 0x40], bits.ToBytes());
        Assert.False(Bitfield.TryFromBytes([0x80, 0x60], 10, out _));
        Assert.False(Bitfield.TryFromBytes([0x80], 10, out _));
        Assert.False(Bitfield.TryFromBytes([0x80, 0, 0], 10, out _));
        Assert.False(Bitfield.TryFromBytes([], -1, out _));
        Assert.Throws<FormatException>(() => Bitfield.FromBytes([0xff, 0xff], 10));
    }

    [Fact]
    public void Numbers_out_of_range_and_other_lengths_are_refused()
    {
        var bits = new Bitfield(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => bits.Set(10));
        Assert.Throws<ArgumentOutOfRangeException>(() => bits[-1]);
        Assert.Throws<ArgumentException>(() => bits & new Bitfield(11));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bitfield(-1));
    }
}
