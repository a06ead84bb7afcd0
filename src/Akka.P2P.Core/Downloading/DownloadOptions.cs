namespace Akka.P2P.Core.Downloading;

using System.Collections.Immutable;
using Akka.P2P.Core.Metainfo;

/// <summary>What somebody who orders a download may choose.</summary>
public sealed record DownloadOptions
{
    /// <summary>Everything, the rarest first, when its turn comes.</summary>
    public static DownloadOptions Default { get; } = new();

    /// <summary>Only files that one of these fits; all when there is none.</summary>
    public ImmutableArray<PathGlob> Only { get; init; } = [];

    /// <summary>The first bytes first.</summary>
    public bool IsSequential { get; init; }

    public DownloadPriority Priority { get; init; }
}
