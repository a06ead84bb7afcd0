namespace Akka.P2P.Actors.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;
using Akka.P2P.Core.Metainfo;

/// <summary>What became of a group of small chunks.</summary>
/// <param name="Good">Those with the right hash; kept unless there is a <paramref name="Failure"/>.</param>
/// <param name="Corrupt">The others.</param>
/// <param name="Failure">Why the store did not keep all of the good ones.</param>
internal sealed record ChunkGroup(ImmutableArray<AttemptId> Good, ImmutableArray<AttemptId> Corrupt, Exception? Failure)
{
    /// <summary>Verifies every chunk and keeps the good ones in one go. Runs outside of the actor.</summary>
    public static async ValueTask<ChunkGroup> VerifyAndKeepAsync(
        IReadOnlyList<ChunkTransfer> group, ChunkVerifier verifier, IChunkStore store, CancellationToken ct)
    {
        var verified = new List<VerifiedChunk>(group.Count);
        var good = ImmutableArray.CreateBuilder<AttemptId>(group.Count);
        var corrupt = ImmutableArray.CreateBuilder<AttemptId>();
        foreach (var transfer in group)
        {
            if (verifier.VerifyContent(transfer.Chunk, transfer.Slices[0].Span))
            {
                good.Add(transfer.Attempt);
                verified.Add(new VerifiedChunk(transfer.Chunk, transfer.Slices));
            }
            else
            {
                corrupt.Add(transfer.Attempt);
            }
        }

        Exception? failure = null;
        try
        {
            if (verified.Count > 0)
                await store.KeepAsync(verified, ct);
        }
        catch (Exception e)
        {
            // Whoever is told decides what it means; the corrupt ones are to be reported all the same.
            failure = e;
        }

        return new ChunkGroup(good.DrainToImmutable(), corrupt.DrainToImmutable(), failure);
    }
}
