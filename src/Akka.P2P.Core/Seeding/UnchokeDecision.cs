namespace Akka.P2P.Core.Seeding;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;

/// <summary>Who was let in, and who may begin no further chunk. Tell them.</summary>
public sealed record UnchokeDecision(ImmutableArray<PeerId> Unchoked, ImmutableArray<PeerId> Choked)
{
    public static UnchokeDecision None { get; } = new([], []);

    /// <summary>Those who had their time to finish what they began, and did not: they get nothing more of it. They know that they wait.</summary>
    public ImmutableArray<PeerId> CutOff { get; init; } = [];
}
