namespace Akka.P2P.Core.Swarms;

using System.Collections.Immutable;
using Akka.P2P.Core.Identity;

/// <summary>Which members of a swarm a tracker names to one who asks.</summary>
public interface IHandoutPolicy
{
    /// <summary>At most <paramref name="max"/> members; never the asker.</summary>
    ImmutableArray<SwarmMember> Choose(IReadOnlyCollection<SwarmMember> members, PeerId asker, int max);
}

/// <summary>
/// A random sample, so that the load spreads: half of it seeders and half leechers, and where one kind runs short the other fills
/// up. A seeder who asks gets no seeders: they have nothing for each other.
/// </summary>
public sealed class MixedSample(Random random) : IHandoutPolicy
{
    public ImmutableArray<SwarmMember> Choose(IReadOnlyCollection<SwarmMember> members, PeerId asker, int max)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (max <= 0)
            return [];
        var askerSeeds = members.Any(m => m.Peer.Id == asker && m.IsSeeder);
        var seeders = askerSeeds ? [] : members.Where(m => m.IsSeeder && m.Peer.Id != asker).ToArray();
        var leechers = members.Where(m => !m.IsSeeder && m.Peer.Id != asker).ToArray();
        random.Shuffle(seeders);
        random.Shuffle(leechers);
        var fromLeechers = int.Min(leechers.Length, int.Max(max / 2, max - seeders.Length));
        var chosen = seeders.Take(max - fromLeechers).Concat(leechers.Take(fromLeechers)).ToArray();
        random.Shuffle(chosen);
        return [.. chosen];
    }
}
