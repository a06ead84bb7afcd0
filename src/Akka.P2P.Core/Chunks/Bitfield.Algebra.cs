namespace Akka.P2P.Core.Chunks;

using System.Numerics;

public sealed partial class Bitfield
{
    public static Bitfield operator &(Bitfield left, Bitfield right) => BitwiseAnd(left, right);

    public static Bitfield operator |(Bitfield left, Bitfield right) => BitwiseOr(left, right);

    /// <summary>What both have.</summary>
    /// <exception cref="ArgumentException">The two differ in length.</exception>
    public static Bitfield BitwiseAnd(Bitfield left, Bitfield right) => Combine(left, right, static (a, b) => a & b);

    /// <summary>What either has.</summary>
    /// <exception cref="ArgumentException">The two differ in length.</exception>
    public static Bitfield BitwiseOr(Bitfield left, Bitfield right) => Combine(left, right, static (a, b) => a | b);

    /// <summary>What this one has and the other lacks.</summary>
    /// <exception cref="ArgumentException">The two differ in length.</exception>
    public Bitfield AndNot(Bitfield other) => Combine(this, other, static (a, b) => a & ~b);

    /// <summary>Whether the other has anything that this one lacks: is it worth asking?</summary>
    /// <exception cref="ArgumentException">The two differ in length.</exception>
    public bool LacksAnyOf(Bitfield other)
    {
        CheckSameLength(this, other);
        for (var i = 0; i < _words.Length; i++)
        {
            if ((other._words[i] & ~_words[i]) != 0)
                return true;
        }

        return false;
    }

    private static Bitfield Combine(Bitfield left, Bitfield right, Func<ulong, ulong, ulong> combine)
    {
        CheckSameLength(left, right);
        var result = new Bitfield(left.Length);
        var count = 0;
        for (var i = 0; i < result._words.Length; i++)
        {
            var word = combine(left._words[i], right._words[i]);
            result._words[i] = word;
            count += BitOperations.PopCount(word);
        }

        result.Count = count;
        return result;
    }

    private static void CheckSameLength(Bitfield left, Bitfield right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Length != right.Length)
            throw new ArgumentException($"Bitfields over {left.Length} and {right.Length} chunks belong to different torrents.");
    }
}
