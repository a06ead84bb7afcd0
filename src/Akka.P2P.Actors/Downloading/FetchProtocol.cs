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

    /// <summary>The source makes us wait; assignments are forgotten.</summary>
    public sealed record FetcherChoked(PeerId Source) : Report(Source);

    public sealed record SourceHasAll(PeerId Source) : Report(Source);

    public sealed record SourceHas(PeerId Source, Bitfield Chunks) : Report(Source);

    public sealed record SourceGained(PeerId Source, ImmutableArray<ChunkIndex> Chunks) : Report(Source);

    /// <summary>The chunk was verified and is in the store.</summary>
    public sealed record ChunkKept(PeerId Source, ChunkIndex Chunk, AttemptId Attempt, int Bytes) : Report(Source);

    public sealed record ChunkFailed(PeerId Source, AttemptId Attempt, FetchFailure Kind, string Detail) : Report(Source);

    /// <summary>Our own store refused a verified chunk.</summary>
    public sealed record StoreFailed(PeerId Source, AttemptId Attempt, Exception Cause) : Report(Source);

    public sealed record SourceFailed(PeerId Source, FetchFailure Kind, string Detail) : Report(Source);

    /// <summary>To a fetcher: get this chunk.</summary>
    public sealed record Assign(ChunkIndex Chunk, AttemptId Attempt) : ILocalMessage;

    /// <summary>To a fetcher: the chunk is not wanted any more.</summary>
    public sealed record Withdraw(AttemptId Attempt) : ILocalMessage;
}
