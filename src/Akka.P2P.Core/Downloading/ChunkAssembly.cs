namespace Akka.P2P.Core.Downloading;

using Akka.P2P.Core.Identity;

/// <summary>What became of a slice that arrived.</summary>
public enum SliceOutcome
{
    /// <summary>It is new and in its place.</summary>
    Accepted = 0,

    /// <summary>As <see cref="Accepted"/>, and it was the last one missing.</summary>
    Completed = 1,

    /// <summary>It answers another attempt: it changes nothing.</summary>
    WrongAttempt = 2,

    /// <summary>It begins where no slice begins, or lies outside of the chunk.</summary>
    WrongPlace = 3,

    /// <summary>It is shorter than the slice of that place.</summary>
    TooShort = 4,

    /// <summary>It is longer than the slice of that place.</summary>
    TooLong = 5,

    /// <summary>It was there already.</summary>
    Duplicate = 6,
}

/// <summary>
/// The slices of one chunk under one attempt, in whatever order they come. It holds on to the memory that it is given and copies
/// nothing. Whoever refuses a slice changes nothing.
/// </summary>
public sealed class ChunkAssembly
{
    private readonly ReadOnlyMemory<byte>[] _slices;
    private int _missing;

    /// <exception cref="ArgumentOutOfRangeException">A length is not positive.</exception>
    public ChunkAssembly(ChunkIndex chunk, AttemptId attempt, int length, int sliceLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sliceLength);
        Chunk = chunk;
        Attempt = attempt;
        Length = length;
        SliceLength = sliceLength;
        _missing = (int)(((long)length + sliceLength - 1) / sliceLength);
        _slices = new ReadOnlyMemory<byte>[_missing];
    }

    public ChunkIndex Chunk { get; }

    public AttemptId Attempt { get; }

    /// <summary>Bytes of the chunk.</summary>
    public int Length { get; }

    /// <summary>Bytes of every slice but the last.</summary>
    public int SliceLength { get; }

    /// <summary>Bytes that arrived.</summary>
    public int Arrived { get; private set; }

    public bool IsComplete => _missing == 0;

    /// <summary>The slices in their order; complete only when <see cref="IsComplete"/>.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Slices => _slices;

    public SliceOutcome Accept(AttemptId attempt, int offset, ReadOnlyMemory<byte> bytes)
    {
        if (attempt != Attempt)
            return SliceOutcome.WrongAttempt;
        if (offset < 0 || offset >= Length || offset % SliceLength != 0)
            return SliceOutcome.WrongPlace;
        var expected = int.Min(SliceLength, Length - offset);
        if (bytes.Length != expected)
            return bytes.Length < expected ? SliceOutcome.TooShort : SliceOutcome.TooLong;
        ref var place = ref _slices[offset / SliceLength];
        if (!place.IsEmpty)
            return SliceOutcome.Duplicate;
        place = bytes;
        Arrived += bytes.Length;
        return --_missing == 0 ? SliceOutcome.Completed : SliceOutcome.Accepted;
    }
}
