namespace Akka.P2P.Core.Chunks;

using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Akka.P2P.Core.Identity;

/// <summary>
/// A set of chunk numbers below a fixed length. Not safe for several threads; hand out a <see cref="Clone"/>. The operators make a
/// new one and want both sides of one length.
/// </summary>
public sealed partial class Bitfield
{
    private readonly ulong[] _words;

    /// <summary>An empty set over the numbers from 0 to before <paramref name="length"/>.</summary>
    public Bitfield(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _words = new ulong[(int)(((long)length + 63) / 64)];
    }

    private Bitfield(Bitfield other)
    {
        Length = other.Length;
        Count = other.Count;
        _words = (ulong[])other._words.Clone();
    }

    /// <summary>How many numbers there could be.</summary>
    public int Length { get; }

    /// <summary>How many are in the set.</summary>
    public int Count { get; private set; }

    /// <summary>How many are not.</summary>
    public int Missing => Length - Count;

    public bool IsEmpty => Count == 0;

    /// <summary>True as well for a set over no numbers at all.</summary>
    public bool IsFull => Count == Length;

    /// <exception cref="ArgumentOutOfRangeException">The number is not below <see cref="Length"/>.</exception>
    public bool this[int index]
    {
        get
        {
            Check(index);
            return (_words[index >> 6] >> (index & 63) & 1) != 0;
        }
    }

    public bool this[ChunkIndex chunk] => this[chunk.Value];

    public static Bitfield Full(int length)
    {
        var full = new Bitfield(length);
        full.SetAll();
        return full;
    }

    /// <param name="length">Numbers that there may be.</param>
    /// <param name="set">Those that are in it.</param>
    public static Bitfield Of(int length, ReadOnlySpan<int> set)
    {
        var bits = new Bitfield(length);
        foreach (var index in set)
            bits.Set(index);
        return bits;
    }

    /// <summary>True when the number was not in the set before.</summary>
    public bool Set(int index)
    {
        Check(index);
        ref var word = ref _words[index >> 6];
        var bit = 1UL << (index & 63);
        if ((word & bit) != 0)
            return false;
        word |= bit;
        Count++;
        return true;
    }

    public bool Set(ChunkIndex chunk) => Set(chunk.Value);

    /// <summary>True when the number was in the set before.</summary>
    public bool Clear(int index)
    {
        Check(index);
        ref var word = ref _words[index >> 6];
        var bit = 1UL << (index & 63);
        if ((word & bit) == 0)
            return false;
        word &= ~bit;
        Count--;
        return true;
    }

    public bool Clear(ChunkIndex chunk) => Clear(chunk.Value);

    public void SetAll()
    {
        Array.Fill(_words, ulong.MaxValue);
        if (_words.Length > 0)
            _words[^1] &= LastWordMask;
        Count = Length;
    }

    public void ClearAll()
    {
        Array.Clear(_words);
        Count = 0;
    }

    public Bitfield Clone() => new(this);

    /// <summary>The first number in the set that is at least <paramref name="from"/>, or −1.</summary>
    public int NextSet(int from) => Next(from, 0);

    /// <summary>The first number not in the set that is at least <paramref name="from"/>, or −1.</summary>
    public int NextMissing(int from) => Next(from, ulong.MaxValue);

    /// <summary>The numbers in the set, ascending. The set may change while it is walked; what is ahead is seen as it then is.</summary>
    public IEnumerable<int> EnumerateSet()
    {
        for (var i = NextSet(0); i >= 0; i = NextSet(i + 1))
            yield return i;
    }

    /// <summary>The numbers not in the set, ascending.</summary>
    public IEnumerable<int> EnumerateMissing()
    {
        for (var i = NextMissing(0); i >= 0; i = NextMissing(i + 1))
            yield return i;
    }

    public bool SetEquals(Bitfield other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Length == other.Length && _words.AsSpan().SequenceEqual(other._words);
    }

    public override string ToString() => $"{Count} of {Length}";

    private int Next(int from, ulong flip)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        if (from >= Length)
            return -1;
        var at = from >> 6;
        var word = (_words[at] ^ flip) & (ulong.MaxValue << (from & 63));
        while (word == 0)
        {
            if (++at == _words.Length)
                return -1;
            word = _words[at] ^ flip;
        }

        // The spare bits of the last word are 0 in store and become 1 by the flip.
        var index = (at << 6) + BitOperations.TrailingZeroCount(word);
        return index < Length ? index : -1;
    }

    private ulong LastWordMask => (Length & 63) == 0 ? ulong.MaxValue : (1UL << (Length & 63)) - 1;

    private void Check(int index)
    {
        if ((uint)index >= (uint)Length)
            ThrowOutside(index);
    }

    // By itself, so that the check is small enough to become part of its callers.
    [DoesNotReturn]
    private void ThrowOutside(int index) => throw new ArgumentOutOfRangeException(nameof(index), index, $"The bitfield holds {Length}.");
}
