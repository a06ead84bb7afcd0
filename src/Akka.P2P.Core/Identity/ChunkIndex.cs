namespace Akka.P2P.Core.Identity;

using System.Globalization;

/// <summary>
/// The number of a chunk within its torrent, from 0. Only a <see cref="Chunks.ChunkGrid"/> gives one out, after it checked that the
/// chunk exists; on the wire it is a plain number, which the receiver checks again.
/// </summary>
public readonly record struct ChunkIndex : IComparable<ChunkIndex>
{
    internal ChunkIndex(int value) => Value = value;

    public int Value { get; }

    public static bool operator <(ChunkIndex left, ChunkIndex right) => left.Value < right.Value;

    public static bool operator <=(ChunkIndex left, ChunkIndex right) => left.Value <= right.Value;

    public static bool operator >(ChunkIndex left, ChunkIndex right) => left.Value > right.Value;

    public static bool operator >=(ChunkIndex left, ChunkIndex right) => left.Value >= right.Value;

    public int CompareTo(ChunkIndex other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
