namespace Akka.P2P.Core.Seeding;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;

/// <summary>
/// What peers are to be told: who may begin no further chunk; then what they see, <see cref="SeePart"/> before <see cref="Shown"/> before
/// <see cref="SeeAll"/>, since each adds to what was said before or replaces it; and last who may ask.
/// </summary>
/// <param name="Slots">Who was let in, and who may begin no further chunk.</param>
/// <param name="Shown">Chunks that a peer may have besides those it was shown before.</param>
/// <param name="SeeAll">Those who were shown a part and see everything from now on.</param>
public sealed record DeskChanges(UnchokeDecision Slots, ImmutableArray<Showing> Shown, ImmutableArray<PeerId> SeeAll)
{
    /// <summary>Those who saw everything and from now on see only these chunks, besides what is <see cref="Shown"/>.</summary>
    public ImmutableArray<Showing> SeePart { get; init; } = [];

    public static DeskChanges None { get; } = new(UnchokeDecision.None, [], []);
}

/// <summary>Chunks that one peer is shown.</summary>
public readonly record struct Showing(PeerId Peer, ImmutableArray<int> Chunks);
