namespace Akka.P2P.Core.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Chunks;
using Akka.P2P.Core.Identity;

/// <summary>What a <see cref="DownloadPlan"/> wants done. A closed set: a switch over it ends in a throw.</summary>
public abstract record DownloadAction
{
    private DownloadAction()
    {
    }

    /// <summary>Ask this source for this chunk.</summary>
    public sealed record Fetch(PeerId Source, ChunkIndex Chunk, AttemptId Attempt) : DownloadAction;

    /// <summary>Another source was faster: what is on its way is not wanted any more.</summary>
    public sealed record CancelFetch(PeerId Source, ChunkIndex Chunk, AttemptId Attempt) : DownloadAction;

    /// <summary>Let go of this source.</summary>
    public sealed record DropSource(PeerId Source, DropReason Why) : DownloadAction;

    /// <summary>This source lied: refuse it from now on. A <see cref="DropSource"/> comes with it.</summary>
    public sealed record Ban(PeerId Source, ImmutableArray<Evidence> Evidence) : DownloadAction;

    /// <summary>More sources are needed.</summary>
    public sealed record AskTracker : DownloadAction;

    /// <summary>Call <see cref="DownloadPlan.Tick"/> again after this long, at the latest.</summary>
    public sealed record WakeIn(TimeSpan Delay) : DownloadAction;

    /// <summary>
    /// No known source can give what is missing; the download waits. Said once, until something arrives again.
    /// </summary>
    /// <param name="MissingChunks">How many chunks are not held.</param>
    /// <param name="WithoutSource">How many of these no known source holds.</param>
    /// <param name="First">Which ones are missing: the first few runs of them.</param>
    public sealed record Stalled(int MissingChunks, int WithoutSource, ImmutableArray<ChunkRun> First) : DownloadAction
    {
        /// <summary>Runs that are named.</summary>
        public const int MaxRuns = 8;

        /// <summary>For people: which chunks are missing, the first of them.</summary>
        public string Names => string.Join(", ", First) + (First.Sum(r => r.Count) < MissingChunks ? ", …" : "");
    }

    /// <summary>Every chunk is held.</summary>
    public sealed record Finish : DownloadAction;
}
