namespace Akka.P2P.Core.Chunks;

using System.Collections.Immutable;

/// <summary>Neighbours, both ends included.</summary>
public readonly record struct ChunkRun(int First, int Last)
{
    public int Count => Last - First + 1;

    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}

public sealed partial class Bitfield
{
    /// <summary>The numbers that are in the set, as runs, ascending; the first <paramref name="max"/> of them.</summary>
    public ImmutableArray<ChunkRun> Runs(int max)
    {
        var runs = ImmutableArray.CreateBuilder<ChunkRun>();
        for (var first = NextSet(0); first >= 0 && runs.Count < max;)
        {
            var next = NextMissing(first);
            runs.Add(new ChunkRun(first, (next < 0 ? Length : next) - 1));
            first = next < 0 ? -1 : NextSet(next);
        }

        return runs.DrainToImmutable();
    }
}
