namespace Akka.P2P.Actors.Operating;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;

/// <summary>Which torrent is meant by the beginning of an id.</summary>
public static class TorrentChoice
{
    /// <summary>Candidates that are named when there are several.</summary>
    public const int MaxCandidates = 20;

    /// <param name="prefix">As typed.</param>
    /// <param name="known">Each torrent once or more often.</param>
    /// <returns>All that fit, in the order of their ids; no more than are worth naming, and one.</returns>
    public static ImmutableArray<NodeCommands.Candidate> Of(TorrentIdPrefix prefix, IEnumerable<NodeCommands.Candidate> known)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(known);
        return
        [
            .. known.Where(k => prefix.Matches(k.Torrent)).GroupBy(k => k.Torrent).OrderBy(same => same.Key).Take(MaxCandidates + 1)
                // Only trackers may know what it is called.
                .Select(same => same.MaxBy(k => k.Name.Length)!),
        ];
    }
}
