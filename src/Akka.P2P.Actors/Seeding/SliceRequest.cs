namespace Akka.P2P.Actors.Seeding;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;

/// <summary>Slices of one chunk that a peer asked for; checked: they exist and begin where a slice begins.</summary>
/// <param name="Attempt">As it came.</param>
internal readonly record struct SliceAsk(ChunkIndex Chunk, long Attempt, int Offset, int Length)
{
    /// <summary>As it stood in the request.</summary>
    public ChunkProtocol.SliceRange Range => new(Chunk.Value, Attempt, Offset, Length);
}

/// <summary>
/// What is read for one peer in one turn, and waits for it or is read now: a part of a request, so small that the next peer does not wait
/// long, and of so many small chunks that a turn is worth its while.
/// </summary>
internal sealed class SliceRequest
{
    /// <summary>Of a turn without a rate limit. With one a turn is a slice, so that many peers who share a low rate hear of us often enough.</summary>
    public const int MaxBytes = 4 * WireLimits.SliceBytes;

    private const int MaxAsks = 64;

    // Replaced by the actor, seen by the reader before each slice.
    private volatile ImmutableHashSet<long> _cancelled = [];
    private volatile bool _allCancelled;

    public SliceRequest(PeerId peer, ImmutableArray<SliceAsk> asks)
    {
        Peer = peer;
        Asks = asks;
        foreach (var ask in asks)
            Bytes += ask.Length;
    }

    public PeerId Peer { get; }

    public ImmutableArray<SliceAsk> Asks { get; }

    public int Bytes { get; }

    /// <summary>Cuts what was asked for into turns.</summary>
    /// <param name="maxBytes">Of one turn: a multiple of a slice.</param>
    public static IEnumerable<SliceRequest> Cut(PeerId peer, IEnumerable<SliceAsk> asks, int maxBytes = MaxBytes)
    {
        var turn = ImmutableArray.CreateBuilder<SliceAsk>();
        var room = maxBytes;
        foreach (var ask in asks)
        {
            for (var done = 0; done < ask.Length;)
            {
                // The room is a multiple of a slice or the slice does not fit: so every part begins where a slice begins.
                var fitting = ask.Length - done <= room ? ask.Length - done : room / WireLimits.SliceBytes * WireLimits.SliceBytes;
                if (fitting > 0)
                {
                    turn.Add(ask with { Offset = ask.Offset + done, Length = fitting });
                    done += fitting;
                    room -= fitting;
                }

                if (fitting > 0 && turn.Count < MaxAsks)
                    continue;
                yield return new SliceRequest(peer, turn.DrainToImmutable());
                room = maxBytes;
            }
        }

        if (turn.Count > 0)
            yield return new SliceRequest(peer, turn.DrainToImmutable());
    }

    public bool IsCancelled(SliceAsk ask) => _allCancelled || _cancelled.Contains(ask.Attempt);

    public void Cancel(long? attempt)
    {
        if (attempt is { } one)
            _cancelled = _cancelled.Add(one);
        else
            _allCancelled = true;
    }
}
