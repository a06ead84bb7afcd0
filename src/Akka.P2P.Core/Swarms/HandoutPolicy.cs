namespace Akka.P2P.Core.Swarms;

using System.Collections.Immutable;
using System.Runtime.InteropServices;

/// <summary>Which members of a swarm a tracker names to one who asks.</summary>
public interface IHandoutPolicy
{
    /// <summary>At most <paramref name="max"/> members; never the asker.</summary>
    /// <param name="seeders">Those that hold everything; not to be kept.</param>
    /// <param name="leechers">The others; not to be kept.</param>
    /// <param name="asker">Null when it is no member.</param>
    /// <param name="max">So many at most.</param>
    ImmutableArray<SwarmMember> Choose(IReadOnlyList<SwarmMember> seeders, IReadOnlyList<SwarmMember> leechers, SwarmMember? asker, int max);
}

/// <summary>
/// A random sample, so that the load spreads: half of it seeders and half leechers, and where one kind runs short the other fills
/// up. A seeder who asks gets no seeders: they have nothing for each other. Costs as much as it names, however large the swarm is.
/// </summary>
public sealed class MixedSample(Random random) : IHandoutPolicy
{
    public ImmutableArray<SwarmMember> Choose(
        IReadOnlyList<SwarmMember> seeders, IReadOnlyList<SwarmMember> leechers, SwarmMember? asker, int max)
    {
        ArgumentNullException.ThrowIfNull(seeders);
        ArgumentNullException.ThrowIfNull(leechers);
        if (max <= 0)
            return [];
        var others = leechers.Count - (asker is { IsSeeder: false } ? 1 : 0);
        var full = asker is { IsSeeder: true } ? 0 : seeders.Count;
        var fromLeechers = int.Min(others, int.Max(max / 2, max - full));
        var chosen = new List<SwarmMember>(int.Min(max, others + full));
        Draw(seeders, int.Min(full, max - fromLeechers), null, chosen);
        Draw(leechers, fromLeechers, asker, chosen);
        random.Shuffle(CollectionsMarshal.AsSpan(chosen));
        return [.. chosen];
    }

    private void Draw(IReadOnlyList<SwarmMember> from, int count, SwarmMember? asker, List<SwarmMember> chosen)
    {
        if (3L * count > from.Count)
        {
            var all = from.Where(m => m.Peer.Id != asker?.Peer.Id).ToArray();
            random.Shuffle(all);
            chosen.AddRange(all.Take(count));
            return;
        }

        // Few of many: whoever is drawn twice, or must not be drawn, is drawn again.
        var drawn = new HashSet<int>(count);
        while (drawn.Count < count)
        {
            var at = random.Next(from.Count);
            if (from[at].Peer.Id != asker?.Peer.Id && drawn.Add(at))
                chosen.Add(from[at]);
        }
    }
}
