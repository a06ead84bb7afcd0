namespace Akka.P2P.Actors.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Downloading;
using Akka.P2P.Core.Identity;
using Akka.P2P.Protocol;

/// <summary>
/// Between a <see cref="DownloadCoordinator"/> and its fetchers. A fetcher that fails reports first and throws then; so its report is
/// read before it speaks again after its restart.
/// </summary>
internal static class FetchProtocol
{
    /// <summary>What a fetcher reports; always of one source.</summary>
    public abstract record Report(PeerId Source) : ILocalMessage;

    /// <summary>The fetcher has (re)started and connects: it knows of no assignment.</summary>
    public sealed record Connecting(PeerId Source) : Report(Source);

    /// <summary>The source serves us.</summary>
    public sealed record FetcherReady(PeerId Source) : Report(Source);

    /// <summary>The source makes us wait. It finishes the chunks that were begun.</summary>
    /// <param name="Lost">Attempts that were not, and are forgotten.</param>
    public sealed record FetcherChoked(PeerId Source, ImmutableArray<AttemptId> Lost) : Report(Source);

    public sealed record SourceHasAll(PeerId Source) : Report(Source);

    public sealed record SourceHas(PeerId Source, Bitfield Chunks) : Report(Source);

    public sealed record SourceGained(PeerId Source, ImmutableArray<ChunkIndex> Chunks) : Report(Source);

    /// <summary>The chunks were verified and are in the store.</summary>
    public sealed record ChunksKept(PeerId Source, ImmutableArray<AttemptId> Attempts) : Report(Source);

    /// <summary>Attempts that failed together, for one reason: the source is to blame for it once.</summary>
    public sealed record ChunksFailed(PeerId Source, ImmutableArray<AttemptId> Attempts, FetchFailure Kind, string Detail) : Report(Source);

    /// <summary>Our own store refused verified chunks; some of them may be in it.</summary>
    public sealed record StoreFailed(PeerId Source, ImmutableArray<AttemptId> Attempts, Exception Cause) : Report(Source);

    public sealed record SourceFailed(PeerId Source, FetchFailure Kind, string Detail) : Report(Source);

    /// <summary>To a fetcher: get these chunks.</summary>
    public sealed record Assign(ImmutableArray<Assignment> Chunks) : ILocalMessage;

    public readonly record struct Assignment(ChunkIndex Chunk, AttemptId Attempt);

    /// <summary>To a fetcher: the chunk is not wanted any more.</summary>
    public sealed record Withdraw(AttemptId Attempt) : ILocalMessage;
}
